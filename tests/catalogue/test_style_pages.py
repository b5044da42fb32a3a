from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from catalogue import listings, prices, style_book, style_pages
from catalogue.styles import NoSuchStyle, find_style
from kernel.db import Database
from kernel.events import CLOCK
from tenancy.markets import Market
from tests.catalogue.test_search import counted
from tests.world_catalogue import NOON, draft, texts


def market(session, code: str) -> Market:
    return session.exec(select(Market).where(Market.code == code)).one()


def page(session, slug: str, *, code: str = "fr", language: str = "fr", at=NOON):
    return style_pages.page(session, market(session, code), slug=slug, language=language, at=at)


class TestPage:
    def test_says_what_a_shopper_is_to_know(self, reader):
        shown = page(reader, "m200-brume-coat", code="jp", language="ja")
        assert (str(shown.name), shown.units, shown.origin) == ("ブリュームコート", 94400, "CN")
        assert [str(crumb.name) for crumb in shown.path] == ["服", "コート"]
        assert [way.code for way in shown.ways] == ["ink", "rust"]
        assert [sku.name for sku in shown.ways[0].skus] == ["7号", "9号", "11号"]
        assert shown.composition[0]["fibres"] == [["wool", 90], ["cashmere", 10]]
        assert [one.code for one in shown.care] == ["W30", "B0"]
        assert shown.slugs["fr"] == "manteau-brume"

    def test_falls_back_field_by_field_and_says_so(self, session):
        held = style_book.draft_of(session, find_style(session, "R100"))
        told = {**held.texts, "description": {"fr": "Coupée dans le biais."}}
        style_book.change_styles(session, [replace(held, texts=told)], by=CLOCK, at=NOON)
        listings.catch_up(session)
        shown = page(session, "celeste-dress", code="us", language="en")
        assert (shown.name.lang, shown.description.lang) == (None, "fr")

    def test_draws_every_view_of_every_colourway(self, reader):
        shown = page(reader, "robe-celeste")
        assert [[image.view for image in way.images] for way in shown.ways] == [
            ["front", "back", "detail", "cloth"]
        ] * 2
        assert shown.ways[0].images[0].hash != shown.ways[1].images[0].hash

    def test_tells_a_reduction_as_the_market_must(self, session):
        sale: dict[str, Any] = {"price_list": "EUR", "starts_at": NOON, "by": CLOCK, "at": NOON}
        prices.mark_down(session, ["R100"], percent=40, **sale)
        listings.catch_up(session)
        shown = page(session, "robe-celeste")
        assert (shown.units, shown.was_units, shown.percent_off) == (17400, 29000, 40)

    def test_measures_sizes_by_their_names_here(self, session):
        held = style_book.draft_of(session, find_style(session, "R100"))
        measured = {"S": {"length": 1000}, "M": {"length": 1010}}
        style_book.change_styles(session, [replace(held, measurements=measured)], by=CLOCK, at=NOON)
        listings.catch_up(session)
        shown = page(session, "robe-celeste")
        assert [(row.name, row.lengths["length"].cm) for row in shown.measured] == [
            ("34", Decimal("100.0")),
            ("36", Decimal("101.0")),
        ]

    def test_keeps_sizes_in_the_order_of_the_run(self, session):
        style_book.change_styles(session, [draft("R100", sizes=("L", "XS"))], by=CLOCK, at=NOON)
        listings.catch_up(session)
        (way,) = [way for way in page(session, "robe-r100").ways if way.code == "ink"]
        assert [sku.size for sku in way.skus] == ["XS", "S", "M", "L"]

    def test_shows_what_goes_with_it_the_same_every_time(self, reader):
        first, again = (page(reader, "robe-celeste").related for _twice in range(2))
        assert [card.code for card in first] == ["M200", "M210", "H300", "H310"]
        assert first == again

    def test_shows_what_was_chosen_to_go_with_it_first(self, session):
        held = style_book.draft_of(session, find_style(session, "R100"))
        style_book.change_styles(
            session, [replace(held, goes_with=("B410", "R110", "R999"))], by=CLOCK, at=NOON
        )
        listings.catch_up(session)
        codes = [card.code for card in page(session, "robe-celeste").related]
        assert codes[:2] == ["B410", "R110"]
        assert len(set(codes)) == 4

    def test_leads_on_from_an_old_slug(self, session):
        style_book.change_styles(
            session, [draft("R100", name=texts("Robe Azur", "Azure dress"))], by=CLOCK, at=NOON
        )
        listings.catch_up(session)
        assert page(session, "robe-celeste").slug == "robe-azur"
        assert page(session, "celeste-dress").slug == "robe-azur"

    @pytest.mark.parametrize("slug", ["no-such", "", "x" * 500, "%"])
    def test_is_not_there_for_what_is_no_style(self, reader, slug):
        with pytest.raises(NoSuchStyle):
            page(reader, slug)

    def test_is_not_there_once_withdrawn(self, session):
        style_book.withdraw(session, ["R100"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        with pytest.raises(NoSuchStyle):
            page(session, "robe-celeste")

    def test_takes_four_statements(self, db: Database, house):
        with db.read(house.brand_id) as session:
            here = market(session, "fr")
            with counted(db) as statements:
                style_pages.page(session, here, slug="robe-celeste", language="fr", at=NOON)
        assert len(statements) == 4


class TestDrawingOf:
    def test_draws_what_the_hash_says(self, reader):
        image = page(reader, "robe-celeste").ways[1].images[0]
        drawn = style_pages.drawing_of(reader, image.style, image.colourway, view=image.view)
        assert drawn.hash == image.hash
        assert drawn.svg.startswith("<svg")

    @pytest.mark.parametrize(
        ("style", "colourway", "view"),
        [("R999", "ink", "front"), ("R100", "none", "front"), ("R100", "ink", "inside")],
    )
    def test_is_not_there_for_what_can_not_be_seen(self, reader, style, colourway, view):
        with pytest.raises(NoSuchStyle):
            style_pages.drawing_of(reader, style, colourway, view=view)
