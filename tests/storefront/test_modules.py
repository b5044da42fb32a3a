"""A module that is off leaves no way in: no page, no link, no line of the sitemap."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kernel.db import Database
from kernel.events import CLOCK
from tenancy import modules
from tests.storefront.conftest import Visitor
from tests.storefront.shopfitting import NOON
from tests.world_catalogue import House

LOOKBOOK = "/en-fr/lookbooks/by-the-river"


def switch(db: Database, house: House, key: str, *, on: bool) -> None:
    with db.write(house.brand_id) as session:
        modules.switch(session, key, on, by=CLOCK, at=NOON)
        session.commit()


@contextmanager
def off(db: Database, house: House, *keys: str) -> Iterator[None]:
    for key in keys:
        switch(db, house, key, on=False)
    try:
        yield
    finally:
        for key in reversed(keys):
            switch(db, house, key, on=True)


class TestLookbooksOff:
    def test_hides_the_page_the_link_and_the_line(self, db, house, visitor: Visitor):
        assert visitor.get(LOOKBOOK).status_code == 200
        assert "lookbooks/" in visitor.read("/sitemap-en-fr-0.xml")
        with off(db, house, "lookbooks"):
            assert visitor.get(LOOKBOOK).status_code == 404
            assert "lookbooks/" not in visitor.read("/sitemap-en-fr-0.xml")
            assert "lookbooks/" not in visitor.read("/en-fr/")
        assert visitor.get(LOOKBOOK).status_code == 200


class TestStorefrontOff:
    @pytest.mark.parametrize("path", ["/", "/en-fr/", "/en-fr/search", "/en-fr/stores", "/en-fr/legal/terms"])
    def test_closes_every_page_of_the_shop(self, db, house, visitor: Visitor, path):
        on = {key for key in ("lookbooks", "drops", "feeds") if key in self.on(db, house)}
        with off(db, house, *sorted(on), "storefront"):
            assert visitor.get(path).status_code == 404
        assert visitor.get("/en-fr/").status_code == 200

    def on(self, db: Database, house: House) -> frozenset[str]:
        with db.read(house.brand_id) as session:
            return modules.switched_on(session)
