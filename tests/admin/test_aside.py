"""The console's pages of holds, quarantine, differences and safety stock; by duty, outlet by outlet."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from inventory import counter_sales
from inventory.holds import Hold
from inventory.quarantine import Quarantine
from inventory.stock import Level
from kernel.events import CLOCK
from tests.admin.filling import fill
from tests.admin.goods import Goods, furnish

SKU = "R100-ink-M"


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    """Three M in Lyon and five in Paris."""
    return furnish(world.maison)


@pytest.fixture
def claire(as_, maison):
    """The manager of the store in Lyon, and of that alone."""
    return as_(maison.store_manager)


def standing(maison, goods, outlet) -> dict[str, int]:
    with maison.db.read(maison.brand_id) as session:
        mine = select(Level).where(Level.outlet_id == outlet, Level.sku_id == goods.skus[SKU])
        level = session.exec(mine).one()
    return {part: getattr(level, part) for part in ("on_hand", "held", "quarantined")}


def ids(maison, model) -> list:
    with maison.db.read(maison.brand_id) as session:
        return list(session.exec(select(model.id).order_by(model.id.desc())))


class TestHolds:
    def hold(self, browser, maison, goods, **said):
        path = f"/admin/stock/holds/new/{goods.skus[SKU]}"
        until = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
        given = {"outlet": str(maison.lyon), "units": 1, "customer": "Mme Laurent", "until": until}
        return fill(browser, path, path, **(given | said))

    def test_are_made_where_she_works_listed_and_let_go(self, claire, maison, goods):
        before = standing(maison, goods, maison.lyon)
        assert self.hold(claire, maison, goods).status_code == 303
        assert standing(maison, goods, maison.lyon) == before | {"held": 1}
        assert "Mme Laurent" in claire.page("/admin/stock/holds/").text
        [held, *_rest] = ids(maison, Hold)
        assert claire.send("/admin/stock/holds/", f"/admin/stock/holds/{held}/release").status_code == 303
        assert standing(maison, goods, maison.lyon) == before

    def test_are_handed_over_as_sold(self, claire, maison, goods):
        before = standing(maison, goods, maison.lyon)["on_hand"]
        self.hold(claire, maison, goods)
        [held, *_rest] = ids(maison, Hold)
        claire.send("/admin/stock/holds/", f"/admin/stock/holds/{held}/handover")
        assert standing(maison, goods, maison.lyon) == {"on_hand": before - 1, "held": 0, "quarantined": 0}

    def test_are_refused_elsewhere_and_beyond_what_is_there(self, claire, maison, goods):
        assert self.hold(claire, maison, goods, outlet=str(maison.paris)).status_code == 404
        refused = self.hold(claire, maison, goods, units=99)
        assert refused.status_code == 422
        assert "can still be had" in refused.text

    def test_of_another_outlet_are_neither_seen_nor_ended(self, ines, claire, maison, goods):
        self.hold(ines, maison, goods, outlet=str(maison.paris), customer="M. Roy")
        assert "M. Roy" not in claire.page("/admin/stock/holds/").text
        [held, *_rest] = ids(maison, Hold)
        assert claire.send("/admin/stock/holds/", f"/admin/stock/holds/{held}/release").status_code == 404

    def test_are_kept_longer(self, ines, maison, goods):
        self.hold(ines, maison, goods, outlet=str(maison.paris))
        [held, *_rest] = ids(maison, Hold)
        later = {"until": (datetime.now(UTC) + timedelta(days=9)).date().isoformat()}
        path = f"/admin/stock/holds/{held}/day"
        assert ines.send("/admin/stock/holds/", path, later).status_code == 303
        assert ines.send("/admin/stock/holds/", path, {"until": "2001-01-01"}).status_code == 422


class TestQuarantine:
    def bar(self, browser, maison, goods, **said):
        path = f"/admin/stock/quarantine/new/{goods.skus[SKU]}"
        given = {"outlet": str(maison.paris), "units": 2, "reason": "stained", "note": "at the hem"}
        return fill(browser, path, path, **(given | said))

    def test_bars_restores_and_disposes(self, ines, maison, goods):
        before = standing(maison, goods, maison.paris)
        assert self.bar(ines, maison, goods).status_code == 303
        page = ines.page("/admin/stock/quarantine/").text
        assert "Stained" in page
        assert "at the hem" in page
        [barred, *_rest] = ids(maison, Quarantine)
        for action in ("restoration", "disposal"):
            path = f"/admin/stock/quarantine/{barred}/{action}"
            assert ines.send("/admin/stock/quarantine/", path, {"units": 1}).status_code == 303
        left = standing(maison, goods, maison.paris)
        assert (left["on_hand"], left["quarantined"]) == (before["on_hand"] - 1, 0)

    def test_refuses_more_than_are_there(self, ines, maison, goods):
        assert self.bar(ines, maison, goods, units=99).status_code == 422

    def test_of_another_outlet_is_not_hers(self, ines, claire, maison, goods):
        assert self.bar(claire, maison, goods).status_code == 404
        self.bar(ines, maison, goods, units=1)
        [barred, *_rest] = ids(maison, Quarantine)
        path = f"/admin/stock/quarantine/{barred}/disposal"
        assert claire.send("/admin/stock/quarantine/", path, {"units": 1}).status_code == 404


class TestDifferences:
    def test_shows_what_was_sold_from_the_hand_where_she_works(self, ines, claire, maison, goods):
        with maison.writing() as session:
            sold = {goods.skus["R100-ink-S"]: 2}
            moment = {"by": CLOCK, "at": datetime.now(UTC)}
            counter_sales.sell(session, sold, outlet_id=maison.paris, key="slip", **moment)
        hers, his = (browser.page("/admin/stock/differences/").text for browser in (ines, claire))
        assert "Sold from the hand" in hers
        assert "2 found, 0 missing" in hers
        assert "Sold from the hand" not in his


class TestSafety:
    def set(self, browser, **said):
        return fill(browser, "/admin/stock/safety/", "/admin/stock/safety/", **said)

    def test_keeps_back_what_shops_promise(self, ines, maison, goods):
        assert self.set(ines, outlet=str(maison.lyon), units="1").status_code == 303
        sku = ines.page(f"/admin/stock/skus/{goods.skus[SKU]}").text
        assert "Kept back" in sku
        page = ines.get("/admin/stock/safety/").text
        assert "Lyon" in page
        rule = page.split("/removal")[0].rsplit("/", 1)[1]
        assert ines.send("/admin/stock/safety/", f"/admin/stock/safety/{rule}/removal").status_code == 303
        assert "Nothing is kept back" in ines.page("/admin/stock/safety/").text

    def test_is_head_offices_alone(self, claire):
        assert claire.get("/admin/stock/safety/").status_code == 403
