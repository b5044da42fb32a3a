import pytest

from tenancy import modules
from tenancy.brands import Brand
from tenancy.modules import MODULES, NeededByOthers, NeedsOthers, NoSuchModule
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
        modules.switch(session, "drops", True, by=ines, at=NOON)
        assert modules.is_on(session, "drops")
        modules.switch(session, "drops", False, by=ines, at=NOON)
        assert not modules.is_on(session, "drops")

    def test_wants_what_it_needs_first(self, session, ines):
        with pytest.raises(NeedsOthers) as refused:
            modules.switch(session, "promotions", True, by=ines, at=NOON)
        assert "Checkout and payments" in str(refused.value)
        assert not modules.is_on(session, "promotions")

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
            modules.switch(session, "drops", True, by=maison.as_member(session, maison.owner), at=NOON)
        with maison.trying() as session:
            assert session.get_one(Brand, maison.brand_id).version == before + 1

    def test_touches_no_other_brand(self, session, world, ines):
        modules.switch(session, "api", True, by=ines, at=NOON)
        session.flush()
        with world.autre.db.read(world.autre.brand_id) as elsewhere:
            assert not modules.is_on(elsewhere, "api")
