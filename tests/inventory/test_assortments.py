"""Assortments: what rules say, which of them holds, and that what is kept is what they say."""

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from catalogue import collections, prices, seasons, style_book
from catalogue.categories import Category
from catalogue.collections import CollectionDraft, Rule
from catalogue.seasons import SeasonDraft
from catalogue.skus import Sku
from catalogue.styles import Style
from inventory import assortments, deliveries
from inventory.assortments import drafting, editions, keeping, presenting
from inventory.assortments.drafting import RuleDraft
from inventory.assortments.presenting import MAIN, PresentationDraft
from inventory.assortments.preview import preview
from inventory.assortments.rules import Action, AlreadyApplied, Conditions, Level, Otherwise, What
from kernel import jobs
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy import outlet_book
from tenancy.outlets import Outlet, add_outlets
from tests.inventory.assorting import SPRING, TODAY, apply, numbers, open_stores, store
from tests.world_catalogue import NOON, STYLES, House, draft, furnish, open_house, price_all

DRESSES = {"R100", "R110", "R120"}
TOPS = {"H300", "H310", "H320"}
ALL = {style[0] for style in STYLES}


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    opened = open_house(db, "etoffe")
    with db.write(opened.brand_id) as session:
        furnish(session)
        open_stores(session)
        session.commit()
    return opened


@pytest.fixture
def session(db: Database, house: House) -> Generator[BrandSession]:
    with db.write(house.brand_id) as opened:
        yield opened


@pytest.fixture
def outlets(session: BrandSession) -> dict[str, UUID]:
    return dict(session.exec(select(Outlet.code, Outlet.id)).all())


def held(session: BrandSession, outlet: str) -> set[str]:
    """The codes of what an outlet carries."""
    id = session.exec(select(Outlet.id).where(Outlet.code == outlet)).one()
    named = numbers(session)
    return {named[number] for number in assortments.carried(session)[id]}


def carries(**said) -> RuleDraft:
    return _rule(Action.INCLUDE, **said)


def lacks(**said) -> RuleDraft:
    return _rule(Action.EXCLUDE, **said)


def _rule(
    action: Action, *, subjects=(), level=Level.BRAND, starts_on=None, ends_on=None, **said
) -> RuleDraft:
    what = {name: value for name, value in said.items() if name in vars(What())}
    like = {name: value for name, value in said.items() if name in vars(Conditions())}
    return RuleDraft(
        level=level,
        subjects=subjects,
        action=action,
        what=What(**what),
        conditions=Conditions(**like),
        starts_on=starts_on,
        ends_on=ends_on,
    )


class TestCarried:
    def test_is_everything_without_a_rule(self, session):
        assert held(session, "PAR") == ALL

    def test_is_what_rules_include_where_nothing_else_is_carried(self, session):
        apply(
            session,
            carries(level=Level.TYPE, subjects=("corner",), categories=("dresses", "tops")),
            otherwise=Otherwise.NOTHING,
        )
        assert held(session, "LYO") == DRESSES | TOPS
        assert held(session, "PAR") == set()

    def test_takes_in_all_below_a_category(self, session):
        apply(session, carries(categories=("clothes",)), otherwise=Otherwise.NOTHING)
        assert held(session, "PAR") == ALL

    def test_leaves_the_warehouse_with_everything(self, session):
        apply(session, lacks(), otherwise=Otherwise.NOTHING)
        assert held(session, "WH") == ALL

    def test_is_less_in_a_warehouse_that_a_rule_names(self, session):
        apply(session, lacks(level=Level.OUTLET, subjects=("WH",), categories=("tops",)))
        assert held(session, "WH") == ALL - TOPS

    @pytest.mark.parametrize(
        ("said", "outlets"),
        [
            ({"tiers": ("1",)}, {"PAR", "SHA"}),
            ({"climates": ("tropical", "mild")}, {"NCE", "HAK"}),
            ({"grades": ("B",), "tiers": ("3",)}, {"HAK"}),
            ({"level": Level.MARKET, "subjects": ("cn",)}, {"SHA", "HAK"}),
            ({"level": Level.TYPE, "subjects": ("flagship",)}, {"PAR", "SHA"}),
            ({"level": Level.OUTLET, "subjects": ("LYO",)}, {"LYO"}),
        ],
    )
    def test_differs_only_where_the_rule_speaks(self, session, said, outlets):
        apply(session, lacks(categories=("coats",), **said))
        assert {
            code for code in ("PAR", "LYO", "NCE", "SHA", "HAK") if "M200" not in held(session, code)
        } == outlets

    @pytest.mark.parametrize(
        ("said", "styles"),
        [
            ({"styles": ("R100", "B400")}, {"R100", "B400"}),
            ({"seasons": ("AW26",), "categories": ("dresses",)}, DRESSES),
            ({"collections": ("first",)}, {"B400", "R110", "M200"}),
            ({"collections": ("silks",), "categories": ("tops",)}, {"H300"}),
            ({"price_list": "EUR", "lowest": 40000}, {"M200", "M210"}),
            ({"price_list": "EUR", "lowest": 6000, "highest": 13000}, {"H320", "B410"}),
            ({"tags": ("unheard-of",)}, set()),
        ],
    )
    def test_names_styles_in_every_way(self, session, said, styles):
        apply(session, carries(**said), otherwise=Otherwise.NOTHING)
        assert held(session, "PAR") == styles

    def test_keeps_to_full_prices(self, session):
        """A reduction turns nothing out of a store."""
        apply(session, carries(price_list="EUR", lowest=50000), otherwise=Otherwise.NOTHING)
        prices.mark_down(session, ["M200"], price_list="EUR", to=100, starts_at=NOON, by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert held(session, "PAR") == {"M200"}

    def test_is_nothing_where_the_store_has_closed(self, session, outlets):
        apply(session, lacks(categories=("coats",)))
        closing = session.find(Outlet, outlets["LYO"])
        outlet_book.close(session, closing, on=TODAY - timedelta(days=1), by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert held(session, "LYO") == set()


class TestPrecedence:
    def test_lets_the_outlet_weigh_more_than_its_type(self, session):
        apply(
            session,
            lacks(level=Level.TYPE, subjects=("corner",), categories=("tops",)),
            carries(level=Level.OUTLET, subjects=("LYO",), styles=("H300",), starts_on=date(2020, 1, 1)),
        )
        assert held(session, "LYO") == ALL - TOPS | {"H300"}
        assert held(session, "NCE") == ALL - TOPS

    def test_lets_the_type_weigh_more_than_the_market_and_that_more_than_the_brand(self, session):
        apply(
            session,
            lacks(categories=("tops", "coats", "dresses")),
            carries(level=Level.MARKET, subjects=("fr",), categories=("tops", "coats")),
            lacks(level=Level.TYPE, subjects=("corner",), categories=("coats",)),
        )
        assert held(session, "LYO") == ALL - DRESSES - {"M200", "M210"}
        assert held(session, "SHA") == ALL - DRESSES - TOPS - {"M200", "M210"}

    def test_lets_the_later_rule_hold(self, session):
        apply(
            session,
            lacks(categories=("tops",), starts_on=date(2026, 1, 1)),
            carries(styles=("H300",), starts_on=date(2026, 2, 1)),
        )
        assert held(session, "PAR") == ALL - TOPS | {"H300"}

    def test_lets_leaving_out_hold_on_the_same_day(self, session):
        apply(session, carries(styles=("H300",)), lacks(categories=("tops",)))
        assert held(session, "PAR") == ALL - TOPS


class TestDates:
    def test_begin_and_end_a_rule(self, session, outlets):
        apply(session, lacks(categories=("tops",), starts_on=SPRING, ends_on=SPRING + timedelta(days=9)))
        assert held(session, "PAR") == ALL
        for day, styles in ((SPRING, ALL - TOPS), (SPRING + timedelta(days=10), ALL)):
            keeping.settle(session, at=NOON + (day - TODAY))
            assert held(session, "PAR") == styles

    def test_keep_a_rule_to_its_season(self, session):
        summer = SeasonDraft(code="SS27", starts_on=SPRING, ends_on=SPRING + timedelta(days=9))
        seasons.add_seasons(session, [summer], by=CLOCK, at=NOON)
        apply(session, lacks(categories=("coats",), during=("SS27",)))
        for days, is_there in ((-1, True), (0, False), (9, False), (10, True)):
            keeping.settle(session, at=NOON + (SPRING - TODAY) + timedelta(days=days))
            assert ("M200" in held(session, "PAR")) is is_there

    def test_are_awaited_by_the_clock(self, own_database):
        db = Database(own_database.url)
        house = open_house(db, "clock")
        with db.write(house.brand_id) as session:
            furnish(session)
            open_stores(session)
            apply(session, lacks(categories=("tops",), starts_on=SPRING))
            session.commit()
        jobs.work_off(db, worker="test", at=NOON + (SPRING - TODAY))
        with db.read(house.brand_id) as session:
            assert held(session, "PAR") == ALL - TOPS
        db.dispose()


class TestKeeping:
    """What is kept follows every change by the time it is committed."""

    @pytest.fixture(autouse=True)
    def ruled(self, session):
        apply(
            session,
            carries(categories=("dresses",), collections=("silks",)),
            carries(level=Level.TYPE, subjects=("corner",), tags=("light",)),
            lacks(level=Level.MARKET, subjects=("cn",), styles=("R100",)),
            otherwise=Otherwise.NOTHING,
        )

    @pytest.fixture(autouse=True)
    def right(self, session, ruled) -> Iterator[None]:
        yield
        keeping.catch_up(session)
        assert list(keeping.breaches(session, at=NOON)) == []

    def test_takes_in_a_new_style(self, session):
        style_book.add_styles(session, [draft("X1", tags=("light",))], by=CLOCK, at=NOON)
        price_all(session, {"X1": 9000})
        style_book.publish(session, ["X1"], by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert "X1" in held(session, "LYO")
        assert "X1" in held(session, "PAR")

    def test_follows_a_changed_style(self, session):
        style = session.exec(select(Style).where(Style.code == "R100")).one()
        changed = replace(style_book.draft_of(session, style), category="tops")
        style_book.change_styles(session, [changed], by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert "R100" not in held(session, "PAR")

    def test_lets_a_withdrawn_style_go(self, session):
        assert "R100" in held(session, "PAR")
        style_book.withdraw(session, ["R100"], by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert "R100" not in held(session, "PAR")

    def test_follows_a_collection(self, session):
        silks = session.exec(
            select(collections.Collection).where(collections.Collection.code == "silks")
        ).one()
        wanted = CollectionDraft(
            code="silks", texts={"name": {"fr": "Soies"}}, rule=Rule(fibres=("viscose",))
        )
        collections.change_collection(session, silks, wanted, by=CLOCK, at=NOON)
        keeping.catch_up(session)
        assert held(session, "PAR") == {"R110"}

    def test_follows_an_outlet(self, session):
        add_outlets(
            session, [store("BOR", "flagship", "FR", "2", "temperate", "C")], source="fr", by=CLOCK, at=NOON
        )
        keeping.catch_up(session)
        assert held(session, "BOR") == held(session, "PAR") != set()

    def test_is_found_out_where_it_is_wrong(self, session):
        row = session.exec(select(keeping.Carried)).first()
        right = row.numbers
        row.numbers = keeping.packed(keeping.unpacked(right) | keeping.BitMap([9]))
        session.flush()
        assert [(each.outlet_id, each.too_many) for each in keeping.breaches(session, at=NOON)] == [
            (row.outlet_id, 1)
        ]
        row.numbers = right


class TestEditions:
    def test_take_turns_on_their_day(self, session):
        apply(session, lacks(categories=("tops",)))
        apply(session, lacks(categories=("coats",)), on=SPRING)
        assert held(session, "PAR") == ALL - TOPS
        keeping.settle(session, at=NOON + (SPRING - TODAY))
        assert held(session, "PAR") == ALL - {"M200", "M210"}

    def test_stay_as_they_were_once_applied(self, session):
        first = apply(session, lacks(categories=("tops",)))
        with pytest.raises(AlreadyApplied):
            drafting.add_rules(session, first, [lacks(styles=("R100",))], by=CLOCK, at=NOON)

    def test_are_called_off_while_they_wait(self, session):
        waits = apply(session, lacks(categories=("tops",)), on=SPRING)
        with pytest.raises(drafting.OneWaits):
            drafting.begin(session, by=CLOCK, at=NOON)
        drafting.call_off(session, waits, by=CLOCK, at=NOON)
        assert drafting.begin(session, by=CLOCK, at=NOON) is waits

    def test_can_be_gone_back_to(self, session):
        first = apply(session, lacks(categories=("tops",)))
        apply(session, lacks(categories=("coats",)))
        back = drafting.begin(session, by=CLOCK, at=NOON, like=first)
        drafting.apply(session, back, on=TODAY, by=CLOCK, at=NOON)
        assert held(session, "PAR") == ALL - TOPS

    def test_do_not_begin_in_the_past(self, session):
        with pytest.raises(drafting.InThePast):
            apply(session, on=TODAY - timedelta(days=1))

    def test_are_thrown_away_with_their_rules(self, session):
        begun = drafting.begin(session, by=CLOCK, at=NOON)
        drafting.add_rules(session, begun, [lacks(categories=("tops",))], by=CLOCK, at=NOON)
        drafting.discard(session, begun, by=CLOCK, at=NOON)
        assert editions.draft(session) is None


class TestRefusals:
    @pytest.mark.parametrize(
        ("rule", "refusal"),
        [
            (lacks(level=Level.TYPE), drafting.NoSubject),
            (lacks(level=Level.TYPE, subjects=("castle",)), drafting.NotKnown),
            (lacks(categories=("hats",)), drafting.NotKnown),
            (lacks(styles=("nothing",)), drafting.NotKnown),
            (lacks(starts_on=SPRING, ends_on=TODAY), drafting.EndsBeforeItStarts),
            (lacks(lowest=100), drafting.PriceWithoutList),
            (lacks(price_list="EUR"), drafting.PriceWithoutList),
            (lacks(price_list="EUR", lowest=2, highest=1), drafting.LowestAboveHighest),
        ],
    )
    def test_say_what_is_wrong_with_a_rule(self, session, rule, refusal):
        begun = drafting.begin(session, by=CLOCK, at=NOON)
        with pytest.raises(refusal):
            drafting.add_rules(session, begun, [rule], by=CLOCK, at=NOON)


CATEGORIES = st.lists(
    st.sampled_from(["clothes", "dresses", "coats", "tops", "trousers"]), max_size=2, unique=True
)
SUBJECTS = {
    Level.BRAND: st.just(()),
    Level.MARKET: st.sampled_from([("fr",), ("cn",), ("fr", "cn")]),
    Level.TYPE: st.sampled_from([("flagship",), ("corner",), ("flagship", "corner")]),
    Level.OUTLET: st.sampled_from([("PAR",), ("LYO", "HAK"), ("WH",)]),
}


@st.composite
def any_rule(draw) -> RuleDraft:
    level = draw(st.sampled_from(list(Level)))
    starts = draw(st.none() | st.sampled_from([TODAY - timedelta(days=days) for days in (-5, 0, 3, 90)]))
    lasts = draw(st.none() | st.integers(0, 60))
    what = What(
        categories=tuple(draw(CATEGORIES)),
        collections=draw(st.sampled_from([(), (), ("silks",), ("first", "silks")])),
        styles=draw(st.sampled_from([(), (), ("R100", "M200", "H310")])),
        **draw(st.sampled_from([{}, {"price_list": "EUR", "lowest": 14000, "highest": 29000}])),
    )
    like = Conditions(
        tiers=draw(st.sampled_from([(), (), ("1",), ("2", "3")])),
        climates=draw(st.sampled_from([(), (), ("tropical",)])),
        grades=draw(st.sampled_from([(), (), ("A", "B")])),
    )
    return RuleDraft(
        level=level,
        subjects=draw(SUBJECTS[level]),
        conditions=like,
        action=draw(st.sampled_from(list(Action))),
        what=what,
        starts_on=starts,
        ends_on=(starts or TODAY) + timedelta(days=lasts) if lasts is not None else None,
    )


class TestExplain:
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(rules=st.lists(any_rule(), max_size=8), otherwise=st.sampled_from(list(Otherwise)))
    def test_says_what_is_applied(self, db, house, rules, otherwise):
        """For every outlet and style, the chain's first link says just what is kept."""
        with db.write(house.brand_id) as session:
            apply(session, *rules, otherwise=otherwise)
            kept = assortments.carried(session)
            styles = session.exec(select(Style.id, Style.number)).all()
            for outlet_id, carried in kept.items():
                for style_id, number in styles:
                    told = assortments.explain(session, outlet_id=outlet_id, style_id=style_id)
                    assert told.is_carried == (number in carried)
                    assert [link.decides for link in told.links] == [True] + [False] * (len(told.links) - 1)
                    assert told.links[0].includes == told.is_carried

    def test_tells_the_chain_in_words(self, session, outlets):
        apply(
            session,
            lacks(
                level=Level.TYPE,
                subjects=("corner",),
                categories=("tops", "coats"),
                starts_on=date(2026, 1, 1),
            ),
            carries(level=Level.OUTLET, subjects=("LYO",), styles=("H300",)),
            otherwise=Otherwise.EVERYTHING,
        )
        style = session.exec(select(Style.id).where(Style.code == "H300")).one()
        told = assortments.explain(session, outlet_id=outlets["LYO"], style_id=style)
        said = [(link.sentence.in_("en"), link.why.in_("en")) for link in told.links]
        assert said == [
            (
                "Lyo carries Pleated blouse, from 22 Nov 2026",
                "A rule for the outlet itself weighs more than any other.",
            ),
            (
                "Stores of the type Corner do not carry Tops and Coats, from 1 Jan 2026",
                "A rule for the outlet itself weighs more than any other.",
            ),
            ("Where no rule speaks, a store carries everything.", "A rule speaks, so this is not asked."),
        ]

    def test_says_that_nothing_was_ever_said(self, session, outlets):
        style = session.exec(select(Style.id)).first()
        told = assortments.explain(session, outlet_id=outlets["PAR"], style_id=style)
        assert (told.is_carried, len(told.links)) == (True, 1)


class TestPresentation:
    def said(self, session, *wanted: PresentationDraft) -> presenting.Presentation:
        begun = drafting.begin(session, by=CLOCK, at=NOON)
        presenting.add_presentation(session, begun, wanted, by=CLOCK, at=NOON)
        drafting.apply(session, begun, on=TODAY, by=CLOCK, at=NOON)
        return assortments.presentation(session, on=TODAY)

    def test_lets_the_nearer_word_hold_figure_by_figure(self, session, outlets):
        corner = {"level": Level.TYPE, "subject": "corner"}
        found = self.said(
            session,
            PresentationDraft(sizes={MAIN: 1, "M": 2}, depth=6),
            PresentationDraft(category="clothes", sizes={MAIN: 3}),
            PresentationDraft(**corner, category="tops", depth=4, room=80),
            PresentationDraft(level=Level.OUTLET, subject="LYO", sizes={"M": 5}),
        )
        codes = {code: id for id, code in session.execute(select(Category.id, Category.code))}
        row, column = found.row, found.column
        lyon, paris, tops, coats = row[outlets["LYO"]], row[outlets["PAR"]], codes["tops"], codes["coats"]
        m = found.size["M"]
        rows = np.array([lyon, lyon, paris, paris, row[outlets["WH"]]])
        columns = np.array([column[tops]] * 4 + [column[coats]])
        sizes, is_main = np.array([m, 0, m, 0, m]), np.array([True, True, False, False, True])
        assert found.fewest_of(rows, columns, sizes, is_main).tolist() == [5, 3, 2, 0, 0]
        assert [found.depth[lyon, column[tops]], found.depth[lyon, column[coats]]] == [4, 6]
        assert [found.room[lyon, column[tops]], found.room[paris, column[tops]]] == [80, presenting.NONE]

    def test_is_replaced_by_what_is_said_again(self, session):
        found = self.said(session, PresentationDraft(depth=6), PresentationDraft(depth=3))
        assert set(found.depth.ravel().tolist()) == {3, presenting.NONE}

    @pytest.mark.parametrize(
        ("wanted", "refusal"),
        [
            (PresentationDraft(), presenting.NothingSaid),
            (PresentationDraft(room=5), presenting.RoomOfWhat),
            (PresentationDraft(depth=0), presenting.NotThatMany),
            (PresentationDraft(sizes={"M": -1}), presenting.NotThatMany),
            (PresentationDraft(category="hats", depth=1), presenting.NotKnown),
            (PresentationDraft(level=Level.TYPE, subject="castle", depth=1), presenting.NotKnown),
        ],
    )
    def test_refuses_what_makes_no_sense(self, session, wanted, refusal):
        with pytest.raises(refusal):
            self.said(session, wanted)

    def test_is_nothing_without_an_edition(self, session):
        assert (assortments.presentation(session, on=TODAY).depth == presenting.NONE).all()


class TestPreview:
    def test_tells_what_comes_what_goes_and_what_is_left_standing(self, session, outlets):
        sku = session.exec(select(Sku).where(Sku.code == "H300-ink-M")).one()
        deliveries.take_delivery(
            session, {sku.id: 3}, outlet_id=outlets["LYO"], reference="d", supplier="", by=CLOCK, at=NOON
        )
        begun = drafting.begin(session, by=CLOCK, at=NOON)
        rule = lacks(level=Level.TYPE, subjects=("corner",), categories=("tops",))
        drafting.add_rules(session, begun, [rule], by=CLOCK, at=NOON)
        found = preview(session, begun, on=TODAY, at=NOON)
        assert {change.place.id for change in found.changed} == {
            outlets[code] for code in ("LYO", "NCE", "HAK")
        }
        assert (found.gained, found.lost, found.stranded) == (0, 9, 3)
        changed = [(total.outlets, total.changed, total.lost) for total in found.by_type]
        assert changed == [(3, 3, 9), (2, 0, 0), (1, 0, 0)]
        assert held(session, "LYO") == ALL

    def test_compares_with_what_would_hold_on_that_day(self, session):
        apply(session, lacks(categories=("tops",), starts_on=SPRING))
        begun = drafting.begin(session, by=CLOCK, at=NOON)
        assert preview(session, begun, on=SPRING, at=NOON).changed == []
