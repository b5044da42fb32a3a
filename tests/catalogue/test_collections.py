from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catalogue import collections, listings, prices, style_book
from catalogue.collections import CollectionDraft, Rule
from catalogue.search import browse
from catalogue.styles import NoSuchStyle, find_style
from kernel.events import CLOCK
from kernel.jobs import work_off
from tests.world_catalogue import NOON, House, draft, texts


def gather(session, *, rule: Rule | None = None, styles: tuple[str, ...] = (), code: str = "c"):
    given = CollectionDraft(code=code, texts={"name": texts("Choix", "Choice")}, rule=rule, styles=styles)
    (collection,) = collections.add_collections(session, [given], by=CLOCK, at=NOON)
    listings.catch_up(session)
    return collection


def codes(session, house: House, code: str = "c", *, at=NOON, sort="featured") -> list[str]:
    page = browse(session, house.markets["fr"], language="fr", at=at, collection=code, sort=sort)
    return [card.code for card in page.items]


class TestAddCollections:
    @pytest.mark.parametrize(
        ("rule", "members"),
        [
            (Rule(fibres=("silk",)), {"R100", "H300"}),
            (Rule(categories=("coats", "trousers")), {"M200", "M210", "B400", "B410"}),
            (Rule(categories=("clothes",), colours=("red",)), {"R110", "M200", "H310"}),
            (Rule(seasons=("SS99",)), set()),
            (Rule(is_reduced=True), set()),
            (Rule(new_days=10), set()),
            (Rule(new_days=101, fibres=("silk",)), {"R100", "H300"}),
        ],
    )
    def test_gathers_by_rule_what_fits_every_condition(self, session, house, rule, members):
        gather(session, rule=rule)
        assert set(codes(session, house)) == members

    def test_keeps_the_order_of_the_hand(self, session, house):
        gather(session, styles=("B400", "R100", "M200"))
        assert codes(session, house) == ["B400", "R100", "M200"]
        assert codes(session, house, sort="price-up") == ["B400", "R100", "M200"]

    def test_puts_what_was_chosen_by_hand_before_what_the_rule_found(self, session, house):
        gather(session, styles=("B400", "R100"), rule=Rule(fibres=("silk",)))
        assert codes(session, house) == ["B400", "R100", "H300"]

    def test_leaves_out_what_is_not_for_sale(self, session, house):
        style_book.withdraw(session, ["R100"], by=CLOCK, at=NOON)
        gather(session, styles=("B400", "R100"), rule=Rule(fibres=("silk",)))
        assert codes(session, house) == ["B400", "H300"]

    def test_refuses_a_code_twice_and_a_style_that_is_not_there(self, session):
        with pytest.raises(collections.CollectionTaken):
            gather(session, code="silks")
        with pytest.raises(NoSuchStyle):
            gather(session, code="new", styles=("R999",))


class TestMembership:
    def test_follows_a_style_as_it_changes(self, session, house):
        held = style_book.draft_of(session, find_style(session, "R100"))
        made_of_linen = draft("R100", fibres={"linen": 100}).composition
        style_book.change_styles(session, [replace(held, composition=made_of_linen)], by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert codes(session, house, "silks") == ["H300"]

    def test_follows_a_price_as_it_falls(self, session, house):
        gather(session, rule=Rule(is_reduced=True))
        sale: dict[str, Any] = {"price_list": "EUR", "starts_at": NOON, "by": CLOCK, "at": NOON}
        prices.mark_down(session, ["M210"], percent=20, **sale)
        listings.catch_up(session)
        assert codes(session, house) == ["M210"]

    def test_of_what_is_new_ends_with_the_day(self, db, house):
        with db.write(house.brand_id) as session:
            gather(session, rule=Rule(new_days=103), code="fresh")
            session.commit()
        seen = []
        for days in (1, 2, 3, 4):
            work_off(db, worker="test", at=NOON + timedelta(days=days))
            with db.read(house.brand_id) as session:
                seen.append(len(codes(session, house, "fresh")))
        assert seen == [10, 10, 10, 0]


class TestArrange:
    def test_puts_others_in_their_order(self, session, house):
        collection = gather(session, styles=("B400", "R100"))
        collections.arrange(session, collection, ["M200", "B400"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert codes(session, house) == ["M200", "B400"]


class TestChangeCollection:
    def test_goes_from_hand_to_rule(self, session, house):
        collection = gather(session, styles=("B400",))
        given = CollectionDraft(code="c", texts={"name": texts("Soie")}, rule=Rule(fibres=("silk",)))
        collections.change_collection(session, collection, given, by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert set(codes(session, house)) == {"R100", "H300"}
