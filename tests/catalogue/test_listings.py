import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select as core_select
from sqlmodel import select

from catalogue import categories, listings, postings, prices, style_book, wording_index
from catalogue.categories import CategoryDraft
from catalogue.listings import Listing
from catalogue.postings import Term
from catalogue.search import browse, search
from kernel.db import Database
from kernel.events import CLOCK
from tenancy import brands
from tenancy.brands import Brand
from tests.databases import Address
from tests.world_catalogue import NOON, House, draft, furnish, open_house, price_all, texts

DAY = timedelta(days=1)


def index_of(session, house: House) -> dict[str, Any]:
    """All that pages are made of, as plain values."""
    held: dict[str, Any] = {}
    for code, market_id in house.markets.items():
        facts, orders = postings.read_market(session, market_id)
        held[code] = {key: numbers.to_array().tolist() for key, numbers in facts.items()}
        held[code] |= {name: array.tolist() for name, array in orders.items()}
    held["terms"] = {
        (row.language, row.word, row.tier): row.numbers
        for row in session.execute(core_select(Term.language, Term.word, Term.tier, Term.numbers))
    }
    columns = (
        Listing.market_id,
        Listing.number,
        Listing.units,
        Listing.was_units,
        Listing.card,
        Listing.words,
    )
    rows = session.execute(core_select(*columns))
    told = [(str(one), *row, str(card), str(words)) for one, *row, card, words in rows]
    held["listings"] = sorted(told, key=repr)
    return held


def meddle(session) -> None:
    """Change a little of everything, in a few commands."""
    style_book.add_styles(session, [draft("N1", ways=("rust",)), draft("N2")], by=CLOCK, at=NOON)
    price_all(session, {"N1": 9000, "N2": 8000})
    style_book.publish(session, ["N1", "N2"], by=CLOCK, at=NOON)
    style_book.withdraw(session, ["B400"], by=CLOCK, at=NOON)
    renamed = replace(draft("R100", name=texts("Robe Zéphyr", "Zephyr dress")), tags=("soirée",))
    style_book.change_styles(session, [renamed], by=CLOCK, at=NOON)
    sale: dict[str, Any] = {"price_list": "EUR", "starts_at": NOON, "by": CLOCK, "at": NOON}
    prices.mark_down(session, ["M200", "N1"], percent=20, **sale)


class TestRefresh:
    def test_of_some_styles_leaves_what_a_refresh_of_all_would(self, session, house):
        meddle(session)
        listings.catch_up(session)
        piecewise = index_of(session, house)
        listings.refresh(session, at=NOON)
        assert index_of(session, house) == piecewise

    def test_from_nothing_leaves_the_same_again(self, session, house):
        before = index_of(session, house)
        listings.refresh(session, at=NOON)
        assert index_of(session, house) == before

    def test_takes_a_withdrawn_style_out_of_every_index(self, session, house):
        style_book.withdraw(session, ["M200"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        held = index_of(session, house)
        facets = [numbers for key, numbers in held["fr"].items() if isinstance(key, tuple)]
        assert not any(4 in numbers for numbers in (*facets, held["fr"]["newest"], held["fr"]["cheapest"]))
        assert search(session, house.markets["fr"], query="brume", language="fr", at=NOON).total == 0

    def test_leaves_out_what_a_market_has_no_price_for(self, session, house):
        style_book.add_styles(session, [draft("N1")], by=CLOCK, at=NOON)
        prices.set_price(session, "N1", price_list="JPY", units=9000, starts_at=NOON, by=CLOCK, at=NOON)
        style_book.publish(session, ["N1"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        counts = {
            code: browse(session, market_id, language="en", at=NOON).total
            for code, market_id in house.markets.items()
        }
        assert counts == {"fr": 10, "cn": 10, "jp": 11, "us": 10}

    def test_keeps_nothing_of_words_that_are_gone(self, session, house):
        style_book.change_styles(
            session, [draft("R100", name=texts("Robe Azur", "Azure dress"))], by=CLOCK, at=NOON
        )
        listings.catch_up(session)
        assert "celeste" not in (wording_index.vocabulary(session, "fr") or [])
        assert search(session, house.markets["fr"], query="azur", language="fr", at=NOON).total == 1

    def test_follows_a_category_renamed(self, session, house):
        coats = session.exec(select(categories.Category).where(categories.Category.code == "coats")).one()
        given = CategoryDraft(code="coats", parent="clothes", texts={"name": texts("Pelisses", "Pelisses")})
        categories.change_category(session, coats, given, by=CLOCK, at=NOON)
        listings.catch_up(session)
        page = search(session, house.markets["fr"], query="pelisse", language="fr", at=NOON)
        assert {card.code for card in page.items} == {"M200", "M210"}
        assert "Pelisses" in {option.label for option in page.facet("category").options}


class TestCatchUp:
    def test_happens_at_the_commit_and_turns_the_version(self, db: Database, house):
        with db.write(house.brand_id) as session:
            before = session.get_one(Brand, house.brand_id).version
            prices.set_price(
                session, "H310", price_list="EUR", units=14500, starts_at=NOON, by=CLOCK, at=NOON
            )
            session.commit()
        with db.read(house.brand_id) as session:
            page = browse(session, house.markets["fr"], language="fr", at=NOON)
            assert {card.code: card.units for card in page.items}["H310"] == 14500
            assert session.get_one(Brand, house.brand_id).version == before + 1

    def test_does_nothing_where_nothing_changed(self, db: Database, house):
        with db.write(house.brand_id) as session:
            session.commit()
            brands.touch(session)
            session.commit()
        with db.read(house.brand_id) as session:
            assert browse(session, house.markets["fr"], language="fr", at=NOON).total == 10

    def test_shows_nothing_of_what_was_rolled_back(self, db: Database, house):
        with db.write(house.brand_id) as session:
            style_book.withdraw(session, ["H320"], by=CLOCK, at=NOON)
            session.rollback()
        with db.read(house.brand_id) as session:
            assert browse(session, house.markets["fr"], language="fr", at=NOON).total == 10


class TestTwoEditors:
    def test_lose_nothing_of_each_others_work(self, own_database: Address):
        database = Database(own_database.url)
        house = open_house(database, "etoffe")
        with database.write(house.brand_id) as session:
            furnish(session)
            session.commit()
        codes = [["R100", "M200", "H300", "B400"], ["R110", "M210", "H310", "B410"]]
        editors = [threading.Thread(target=_reprice, args=(database, house, some)) for some in codes]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join()
        with database.read(house.brand_id) as session:
            page = browse(session, house.markets["fr"], language="fr", at=NOON, sort="price-up")
            assert [card.units for card in page.items] == [6000, *range(7000, 7008), 19000]
            assert sorted(card.code for card in page.items if 7000 <= card.units < 7008) == sorted(
                [*codes[0], *codes[1]]
            )
            before = index_of(session, house)
        with database.write(house.brand_id) as session:
            listings.refresh(session, at=NOON)
            assert index_of(session, house) == before
        database.dispose()


def _reprice(database: Database, house: House, codes: list[str]) -> None:
    for place, code in enumerate(codes):
        units = 7000 + place * 2 + (0 if code in {"R100", "M200", "H300", "B400"} else 1)
        with database.write(house.brand_id) as session:
            prices.set_price(session, code, price_list="EUR", units=units, starts_at=NOON, by=CLOCK, at=NOON)
            session.commit()
