from datetime import timedelta

import pytest

from kernel import jobs
from tenancy import modules
from tenancy.brands import Brand
from tenancy.modules import MODULES, ModuleSwitch, NeededByOthers, NeedsOthers, NoSuchModule, StillToCome
from tests.world import NOON


class TestModules:
    def test_need_only_what_there_is_and_nothing_round_and_round(self):
        done: set[str] = set()
        while len(done) < len(MODULES):
            ready = {key for key, module in MODULES.items() if set(module.needs) <= done} - done
            assert ready
            done |= ready

    def test_begin_with_what_they_need(self):
        on = {key for key, module in MODULES.items() if module.default}
        assert all(set(MODULES[key].needs) <= on for key in on)


class TestSwitch:
    def test_turns_a_module_on_and_off(self, session, ines):
        modules.switch(session, "stock-takes", True, by=ines, at=NOON)
        assert modules.is_on(session, "stock-takes")
        modules.switch(session, "stock-takes", False, by=ines, at=NOON)
        assert not modules.is_on(session, "stock-takes")

    def test_wants_what_it_needs_first(self, session, ines):
        with pytest.raises(NeedsOthers) as refused:
            modules.switch(session, "allocation", True, by=ines, at=NOON)
        assert "Demand" in str(refused.value)
        assert not modules.is_on(session, "allocation")

    @pytest.mark.parametrize("key", [key for key, module in MODULES.items() if module.is_to_come])
    def test_turns_on_nothing_that_is_still_to_come(self, session, ines, key):
        with pytest.raises(StillToCome):
            modules.switch(session, key, True, by=ines, at=NOON)
        session.add(ModuleSwitch(module=key, is_on=True, switched_at=NOON))
        assert not modules.is_on(session, key)

    def test_stays_on_while_another_needs_it(self, session, ines):
        with pytest.raises(NeededByOthers) as refused:
            modules.switch(session, "storefront", False, by=ines, at=NOON)
        assert "Lookbooks" in str(refused.value)

    def test_knows_no_other_module(self, session, ines):
        with pytest.raises(NoSuchModule):
            modules.switch(session, "mining", True, by=ines, at=NOON)

    def test_shows_in_the_shop_at_once(self, maison):
        with maison.writing() as session:
            before = session.get_one(Brand, maison.brand_id).version
            modules.switch(session, "stock-takes", True, by=maison.as_member(session, maison.owner), at=NOON)
        with maison.trying() as session:
            assert session.get_one(Brand, maison.brand_id).version == before + 1

    def test_touches_no_other_brand(self, session, world, ines):
        modules.switch(session, "transfers", True, by=ines, at=NOON)
        session.flush()
        with world.autre.db.read(world.autre.brand_id) as elsewhere:
            assert not modules.is_on(elsewhere, "transfers")


@jobs.job("test-stock-take", module="stock-takes")
def _count(session, payload, at) -> None:
    session.get_one(Brand, session.brand).name = "Counted"


class TestJobs:
    def test_wait_while_their_module_is_off(self, maison):
        later = NOON + timedelta(days=1)
        with maison.writing() as session:
            ines = maison.as_member(session, maison.owner)
            modules.switch(session, "stock-takes", False, by=ines, at=NOON)
            jobs.enqueue(session, "test-stock-take", payload={}, run_at=NOON)
        jobs.work_off(maison.db, worker="test", at=NOON)
        assert self.name(maison) == "Maison"
        with maison.writing() as session:
            modules.switch(session, "stock-takes", True, by=ines, at=NOON)
        jobs.work_off(maison.db, worker="test", at=later)
        assert self.name(maison) == "Counted"

    def name(self, maison) -> str:
        with maison.trying() as session:
            return session.get_one(Brand, maison.brand_id).name
