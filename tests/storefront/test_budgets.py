"""A page costs few statements, and no more in a larger catalogue."""

import pytest

from catalogue import style_book
from kernel.events import CLOCK
from tests.world_catalogue import NOON, draft, price_all

MOST = 5
PAGES = [
    "/en-fr/collections/silks",
    "/en-fr/collections/silks?colour=blue&sort=price-up",
    "/en-fr/styles/celeste-dress",
]


def cost(visitor, statements, path: str) -> int:
    """Count the statements of a page drawn anew, when the house itself is known already."""
    visitor.read("/en-fr/size-guide")
    before = len(statements())
    visitor.read(f"{path}{'&' if '?' in path else '?'}x=1")
    return len(statements()) - before


class TestStatements:
    @pytest.mark.parametrize("path", PAGES)
    def test_are_few(self, visitor, app, statements, path):
        app.extensions["pages"]._pages.clear()
        assert cost(visitor, statements, path) <= MOST

    @pytest.mark.parametrize("path", PAGES)
    def test_are_one_for_a_page_that_is_kept(self, visitor, statements, path):
        visitor.read(path)
        before = len(statements())
        visitor.read(path)
        assert len(statements()) - before == 1

    def test_are_as_many_in_a_larger_house(self, visitor, app, db, house, statements):
        visitor.read(PAGES[0])
        app.extensions["pages"]._pages.clear()
        small = cost(visitor, statements, PAGES[0])
        with db.write(house.brand_id) as session:
            codes = [f"X{number}" for number in range(60)]
            style_book.add_styles(session, [draft(code) for code in codes], by=CLOCK, at=NOON)
            price_all(session, dict.fromkeys(codes, 9000))
            style_book.publish(session, codes, by=CLOCK, at=NOON, since=NOON)
            session.commit()
        visitor.read(PAGES[0])
        app.extensions["pages"]._pages.clear()
        assert cost(visitor, statements, PAGES[0]) == small
