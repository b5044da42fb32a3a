from dataclasses import replace

import pytest
from sqlmodel import select

from catalogue import colourway_book, style_book, style_drafts
from catalogue.fibres import NotHundred
from catalogue.skus import Sku, find_sku, number_internally
from catalogue.style_drafts import ColourwayDraft, SkuDraft
from catalogue.styles import Colourway, NoSuchStyle, Style, find_style
from kernel.events import CLOCK, Event
from tests.world_catalogue import NOON, draft, drafts


def add(session, *wanted):
    return style_book.add_styles(session, wanted, by=CLOCK, at=NOON)


def skus_of(session, style: Style) -> list[str]:
    return sorted(session.exec(select(Sku.code).where(Sku.style_id == style.id)).all())


class TestAddStyles:
    def test_enters_colourways_and_skus_with_numbers_of_their_own(self, session):
        (style,) = add(session, draft("N1", ways=("ink", "bone"), sizes=("S", "M")))
        assert style.number == 11
        assert skus_of(session, style) == ["N1-bone-M", "N1-bone-S", "N1-ink-M", "N1-ink-S"]
        gtins = session.exec(select(Sku.gtin).where(Sku.style_id == style.id)).all()
        assert len(set(gtins)) == 4
        assert all(gtin and gtin.startswith("29") for gtin in gtins)

    def test_enters_many_as_it_enters_one(self, session):
        added = add(session, *(draft(f"N{place}") for place in range(40)))
        assert [style.number for style in added] == list(range(11, 51))

    def test_remembers_who_did_it(self, session):
        (style,) = add(session, draft("N1"))
        told = session.exec(select(Event).where(Event.subject_id == style.id)).one()
        assert (told.name, told.by_name, told.at) == ("style.added", "comptoir", NOON)

    def test_refuses_a_code_that_is_taken_here_or_in_the_same_file(self, session):
        with pytest.raises(style_book.StyleTaken, match="R100"):
            add(session, draft("R100"))
        with pytest.raises(style_book.StyleTaken, match="N1"):
            add(session, draft("N1"), draft("N1"))

    def test_refuses_a_name_in_no_language_of_the_house(self, session):
        with pytest.raises(style_book.Nameless, match="Français"):
            add(session, replace(draft("N1"), texts={"name": {"en": "Dress"}}))

    @pytest.mark.parametrize(
        "changed", [{"category": "hats"}, {"season": "SS99"}, {"drop": "none"}, {"size_run": "x"}]
    )
    def test_refuses_what_it_names_and_is_not_there(self, session, changed):
        with pytest.raises(style_book.NoSuchReference):
            add(session, replace(draft("N1"), **changed))

    @pytest.mark.parametrize("code", ["", " ", "-a", "a\nb", "a<b>", "a" * 61, "../x "])
    def test_refuses_what_can_be_no_code(self, session, code):
        with pytest.raises(style_drafts.BadCode):
            add(session, draft(code))

    def test_refuses_sizes_outside_the_run_and_sizes_twice(self, session):
        with pytest.raises(style_drafts.NoSuchSize, match="42"):
            add(session, draft("N1", sizes=("S", "42")))
        with pytest.raises(style_drafts.TwiceInStyle, match="S"):
            add(session, draft("N1", sizes=("S", "S")))

    def test_refuses_a_composition_that_no_label_could_say(self, session):
        with pytest.raises(NotHundred):
            add(session, draft("N1", fibres={"silk": 99}))

    def test_refuses_what_can_not_be_drawn(self, session):
        with pytest.raises(style_drafts.CannotBeDrawn, match="balloon"):
            add(session, replace(draft("N1"), garment={"shape": "balloon"}))

    @pytest.mark.parametrize("changed", [{"origin": "XX"}, {"hs_code": "12"}, {"hs_code": "abcdef"}])
    def test_refuses_an_origin_or_customs_code_that_is_none(self, session, changed):
        with pytest.raises((style_drafts.NoSuchCountry, style_drafts.BadHsCode)):
            add(session, replace(draft("N1"), **changed))

    def test_refuses_a_sku_code_and_a_gtin_that_another_has(self, session):
        taken = session.exec(select(Sku).where(Sku.code == "R100-ink-S")).one()
        bare = draft("N1")
        same_code = ColourwayDraft(
            code="a", skus=(SkuDraft(size="S", code=taken.code),), cloth=bare.colourways[0].cloth
        )
        same_gtin = ColourwayDraft(
            code="a", skus=(SkuDraft(size="S", gtin=taken.gtin),), cloth=bare.colourways[0].cloth
        )
        with pytest.raises(colourway_book.SkuTaken):
            add(session, replace(bare, colourways=(same_code,)))
        session.rollback()
        with pytest.raises(colourway_book.GtinTaken):
            add(session, replace(bare, colourways=(same_gtin,)))


class TestChangeStyles:
    def test_makes_of_a_style_what_the_draft_says(self, session):
        held = style_book.draft_of(session, find_style(session, "R100"))
        style_book.change_styles(
            session, [replace(held, hs_code="620442", tags=("Soirée ",))], by=CLOCK, at=NOON
        )
        style = find_style(session, "R100")
        assert (style.hs_code, style.tags) == ("620442", ["soirée"])

    def test_changes_nothing_where_the_draft_is_what_was_read(self, session):
        before = style_book.draft_of(session, find_style(session, "M200"))
        style_book.change_styles(session, [before], by=CLOCK, at=NOON)
        session.expire_all()
        assert style_book.draft_of(session, find_style(session, "M200")) == before

    def test_adds_colourways_and_sizes_and_takes_none_out(self, session):
        style_book.change_styles(session, [draft("R110", ways=("bone",), sizes=("XL",))], by=CLOCK, at=NOON)
        style = find_style(session, "R110")
        assert skus_of(session, style) == ["R110-bone-XL", "R110-rust-L", "R110-rust-M", "R110-rust-S"]

    def test_keeps_the_gtins_that_were_given(self, session):
        before = session.exec(select(Sku.code, Sku.gtin)).all()
        style_book.change_styles(session, drafts(), by=CLOCK, at=NOON)
        assert sorted(session.exec(select(Sku.code, Sku.gtin)).all()) == sorted(before)

    def test_repaints_a_colourway(self, session):
        held = style_book.draft_of(session, find_style(session, "R120"))
        painted = replace(held.colourways[0], cloth={"weave": "twill", "colour": "#ffffff"})
        style_book.change_styles(session, [replace(held, colourways=(painted,))], by=CLOCK, at=NOON)
        session.expire_all()
        style = find_style(session, "R120")
        way = session.exec(select(Colourway).where(Colourway.style_id == style.id)).one()
        assert way.cloth == {"weave": "twill", "colour": "#ffffff"}

    def test_refuses_a_style_that_is_not_there(self, session):
        with pytest.raises(NoSuchStyle):
            style_book.change_styles(session, [draft("N9")], by=CLOCK, at=NOON)


class TestPublish:
    def test_refuses_what_has_nothing_to_sell(self, session):
        add(session, replace(draft("N1"), colourways=()))
        with pytest.raises(style_book.NothingToSell):
            style_book.publish(session, ["N1"], by=CLOCK, at=NOON)

    def test_keeps_the_day_a_style_was_first_on_sale(self, session):
        first = find_style(session, "R100").published_at
        style_book.withdraw(session, ["R100"], by=CLOCK, at=NOON)
        (style,) = style_book.publish(session, ["R100"], by=CLOCK, at=NOON)
        assert (style.status, style.published_at) == ("published", first)


class TestNumberInternally:
    def test_numbers_only_those_without_a_number(self, session):
        bare = ColourwayDraft(code="a", skus=(SkuDraft(size="S"), SkuDraft(size="M")), cloth={})
        add(session, replace(draft("N1"), colourways=(bare,), garment={}))
        codes = ["N1-a-S", "N1-a-M", "R100-ink-S"]
        assert [sku.code for sku in number_internally(session, codes, by=CLOCK, at=NOON)] == [
            "N1-a-M",
            "N1-a-S",
        ]
        found = find_sku(session, "N1-a-M")
        assert found is not None
        assert find_sku(session, found.gtin or "") is found
