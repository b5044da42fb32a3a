from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from catalogue import listings, search, style_book, tokens
from catalogue.asking import Reading
from catalogue.facets import FACETS, Filters
from catalogue.search import BadCursor
from catalogue.styles import find_style
from kernel.db import Database
from kernel.events import CLOCK
from tests.world_catalogue import COLOURS, MARKETS, NOON, STYLES, House, draft, open_house, price_all

patient = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

FACTS: dict[str, dict[str, Any]] = {
    code: {
        "category": {"clothes", category},
        "size": {"34", "36", "38"},
        "colour": {COLOURS[way][0] for way in ways},
        "fibre": set(fibres),
        "season": {"AW26"},
        "tag": set(),
        "units": units,
    }
    for code, category, _texts, ways, units, fibres in STYLES
}
VALUES = {
    name: sorted({value for facts in FACTS.values() for value in facts[name]})
    for name in FACETS
    if name != "tag"
}
NUMBERS = {style[0]: number for number, style in enumerate(STYLES, 1)}


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    chosen: dict[str, Any] = {
        name: tuple(draw(st.sets(st.sampled_from(values), max_size=2))) for name, values in VALUES.items()
    }
    edges = st.none() | st.integers(5000, 60000)
    within = draw(st.none() | st.sets(st.integers(1, 12)))
    return Filters(**chosen, lowest=draw(edges), highest=draw(edges), within=within)


def fits(code: str, wanted: Filters, *, but: str = "") -> bool:
    """The same narrowing, style by style."""
    facts = FACTS[code]
    ticked = all(
        not getattr(wanted, name) or facts[name] & set(getattr(wanted, name))
        for name in VALUES
        if name != but
    )
    dear_enough = but == "price" or wanted.lowest is None or facts["units"] >= wanted.lowest
    cheap_enough = but == "price" or wanted.highest is None or facts["units"] <= wanted.highest
    return (
        ticked and dear_enough and cheap_enough and (wanted.within is None or NUMBERS[code] in wanted.within)
    )


def browse(session, house: House, market: str = "fr", **given: Any):
    asked: dict[str, Any] = {"language": "fr", "at": NOON} | given
    return search.browse(session, house.markets[market], **asked)


def found(session, house: House, query: str, *, language="fr", market="fr", **given) -> list[str]:
    page = search.search(session, house.markets[market], query=query, language=language, at=NOON, **given)
    return [card.code for card in page.items]


def reading(session, house: House, query: str, *, language="fr", market="fr") -> Reading:
    page = search.search(session, house.markets[market], query=query, language=language, at=NOON)
    return page.reading


@contextmanager
def counted(db: Database):
    """Count statements, BEGIN and SET LOCAL aside."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "SET LOCAL")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


class TestBrowse:
    @patient
    @given(wanted=filters())
    def test_finds_and_counts_what_looking_at_every_style_does(self, db: Database, house, wanted):
        with db.read(house.brand_id) as session:
            page = browse(session, house, filters=wanted, limit=96)
        assert {card.code for card in page.items} == {code for code in FACTS if fits(code, wanted)}
        assert page.total == len(page.items)
        for name in VALUES:
            left = [FACTS[code][name] for code in FACTS if fits(code, wanted, but=name)]
            counts = {value: sum(value in values for values in left) for value in VALUES[name]}
            seen = {option.value: option.count for option in page.facet(name).options}
            assert {value: count for value, count in seen.items() if count} == {
                value: count for value, count in counts.items() if count
            }
            assert {option.value for option in page.facet(name).chosen} == set(getattr(wanted, name))
        prices = [FACTS[code]["units"] for code in FACTS if fits(code, wanted, but="price")]
        assert page.price_span == ((min(prices), max(prices)) if prices else None)

    def test_names_facets_as_the_market_reads_them(self, reader, house):
        page = browse(reader, house, "jp", language="ja")
        assert [option.label for option in page.facet("size").options] == ["7号", "9号", "11号"]
        assert [option.label for option in page.facet("category").options][:2] == ["服", "ドレス"]
        season = page.facet("season").options[0]
        assert (season.label, season.lang) == ("Autumn", "en")

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [("newest", "B410", "R100"), ("price-up", "H320", "M200"), ("price-down", "M200", "H320")],
    )
    def test_sorts(self, reader, house, sort, first, last):
        items = browse(reader, house, sort=sort).items
        assert (items[0].code, items[-1].code) == (first, last)

    @pytest.mark.parametrize("sort", search.SORTS)
    def test_shows_every_style_once_page_by_page_and_back(self, reader, house, sort):
        pages = [browse(reader, house, sort=sort, limit=3)]
        while pages[-1].following:
            pages.append(browse(reader, house, sort=sort, limit=3, cursor=pages[-1].following))
        codes = [[card.code for card in page.items] for page in pages]
        assert [len(some) for some in codes] == [3, 3, 3, 1]
        assert len({code for some in codes for code in some}) == 10
        back = [browse(reader, house, sort=sort, limit=3, cursor=page.preceding) for page in pages[1:]]
        assert [[card.code for card in page.items] for page in back] == codes[:-1]

    def test_goes_on_after_the_style_it_stopped_at_though_others_come(self, session, house):
        first = browse(session, house, sort="newest", limit=3)
        style_book.add_styles(session, [draft("N1")], by=CLOCK, at=NOON)
        price_all(session, {"N1": 9000})
        style_book.publish(session, ["N1"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        second = browse(session, house, sort="newest", limit=3, cursor=first.following)
        assert not {card.code for card in first.items} & {card.code for card in second.items}

    @pytest.mark.parametrize(
        "cursor", ["x", "-1.2", "3", "99.0", "3.4.5", "9" * 30, "１.２", "1.'; DROP", ""]
    )
    def test_refuses_a_cursor_that_leads_nowhere_or_starts_again(self, reader, house, cursor):
        if cursor == "":
            assert browse(reader, house, cursor=cursor).start == 0
        else:
            with pytest.raises(BadCursor):
                browse(reader, house, cursor=cursor)

    def test_counts_what_is_new(self, reader, house):
        earlier = NOON - timedelta(days=90)
        assert browse(reader, house, at=earlier).new == 10
        assert browse(reader, house, at=earlier, filters=Filters(is_new=True)).total == 10
        assert browse(reader, house, filters=Filters(is_new=True)).total == 0

    def test_is_empty_where_nothing_is_sold(self, db: Database, house):
        with db.read(house.brand_id) as session:
            page = browse(session, house, collection="none-such")
        assert (page.total, page.items, page.price_span, page.following) == (0, (), None, None)

    def test_takes_four_statements_at_most_however_deep(self, db: Database, house):
        for cursor in (None, "3.8"):
            with counted(db) as statements, db.read(house.brand_id) as session:
                browse(
                    session,
                    house,
                    category="clothes",
                    filters=Filters(colour=("blue",)),
                    cursor=cursor,
                    limit=3,
                )
            assert len(statements) == 2

    def test_reads_the_index_once_for_a_version_of_the_shop(self, db: Database, house):
        for expected in (2, 1):
            with counted(db) as statements, db.read(house.brand_id) as session:
                assert browse(session, house, version=77).total == 10
            assert len(statements) == expected


class TestSearch:
    @patient
    @given(data=st.data())
    def test_finds_a_style_by_each_word_of_its_name_in_each_language(self, db: Database, house, data):
        code, _category, names, *_rest = data.draw(st.sampled_from(STYLES))
        market = data.draw(st.sampled_from(sorted(MARKETS)))
        language = data.draw(st.sampled_from(MARKETS[market][1]))
        words = tokens.standing_for(names[language], language)
        some = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique=True))
        with db.read(house.brand_id) as session:
            assert code in found(session, house, " ".join(some), language=language, market=market)

    @patient
    @given(st.text(max_size=300))
    def test_answers_whatever_is_typed(self, db: Database, house, text):
        with db.read(house.brand_id) as session:
            assert len(found(session, house, text)) <= 10

    @pytest.mark.parametrize(
        "query", ["%", "_", "' OR 1=1 --", "\x00", "00\x00", "a" * 10_000, "🧥", "\u202erobe", "*", "\\"]
    )
    def test_reads_signs_as_signs(self, reader, house, query):
        assert found(reader, house, query) in ([], *[found(reader, house, "robe")])

    @pytest.mark.parametrize(
        ("query", "language", "market", "codes"),
        [
            ("ROBE  CELESTE", "fr", "fr", {"R100"}),
            ("chemisiers", "fr", "fr", {"H300"}),
            ("manto brume", "fr", "fr", {"M200"}),
            ("mantaeu brume", "fr", "fr", {"M200"}),
            ("pant", "fr", "fr", {"B400", "B410"}),
            ("l'encre", "fr", "fr", {"R100", "M200", "H300", "H310", "B400", "B410"}),
            ("cachemire", "fr", "fr", {"M200"}),
            ("dresses", "en", "us", {"R100", "R110", "R120"}),
            ("连衣裙", "zh-Hans", "cn", {"R100", "R110", "R120"}),
            ("天青", "zh-Hans", "cn", {"R100"}),
            ("裤", "zh-Hans", "cn", {"B400", "B410"}),
            ("デニム", "ja", "jp", set()),
            ("ﾌﾞﾗｳｽ", "ja", "jp", {"H300"}),
            ("straight", "ja", "jp", {"H320", "B410"}),
            ("連衣裙", "zh-Hans", "cn", {"R100", "R110", "R120"}),
            ("骨白連衣裙", "zh-Hans", "cn", {"R100", "R120"}),
            ("ぶらうす", "ja", "jp", {"H300"}),
            ("白いぶらうす", "ja", "jp", {"H300"}),
            ("赤いコート", "ja", "jp", {"M200"}),
            ("ジーパン", "ja", "jp", {"B410"}),
            ("羊毛", "ja", "jp", {"M200", "H310", "B400"}),
            ("laine", "en", "us", {"M200", "H310", "B400"}),
            ("sweater", "en", "us", {"H310"}),
            ("swaeter", "en", "us", {"H310"}),
            ("pants", "en", "us", {"B400", "B410"}),
            ("tee", "en", "us", {"H320"}),
            ("robe noire", "en", "us", {"R100", "R110", "R120"}),
            ("chemisier taille 38", "fr", "fr", {"H300"}),
            ("ブラウス 9号", "ja", "jp", {"H300"}),
            ("H300 os", "fr", "fr", {"H300"}),
            ("manteau rust", "fr", "fr", {"M200"}),
        ],
    )
    def test_finds_what_a_shopper_means(self, reader, house, query, language, market, codes):
        assert set(found(reader, house, query, language=language, market=market)) == codes

    @pytest.mark.parametrize(
        "query",
        [
            "R100",
            "r100",
            " R100 ",
            "R100-ink",
            "R100-INK",
            "R100-ink-M",
            "2900000000018",
            "2 900000 000018",
            "０2900000000018",
        ],
    )
    def test_finds_a_style_by_its_codes_alone(self, reader, house, query):
        assert found(reader, house, query) == ["R100"]

    def test_says_what_it_read_instead(self, reader, house):
        assert reading(reader, house, "robe celetse") == Reading(("celetse",), ("celeste",))
        assert reading(reader, house, "jumper", market="us", language="en") == Reading()
        told = reading(reader, house, "sweater", market="us", language="en")
        assert (told.nothing, told.instead[0]) == (("sweater",), "jumper")

    def test_says_what_it_left_out(self, reader, house):
        assert reading(reader, house, "robe xyzzy") == Reading(("xyzzy",))

    def test_shows_what_has_most_of_the_words_where_nothing_has_all(self, reader, house):
        assert set(found(reader, house, "brume plissé")) == {"M200", "H300"}
        assert reading(reader, house, "manteau plissé").is_partly
        assert set(found(reader, house, "manteau trench plissé")) == {"M210"}

    def test_says_nothing_where_every_word_was_taken(self, reader, house):
        assert not reading(reader, house, "robe céleste")

    def test_puts_names_before_kinds_before_texts(self, session, house):
        held = style_book.draft_of(session, find_style(session, "H320"))
        told = {**held.texts, "description": {"fr": "Se porte avec un manteau."}}
        style_book.change_styles(session, [replace(held, texts=told)], by=CLOCK, at=NOON)
        listings.catch_up(session)
        assert found(session, house, "manteau") == ["M200", "M210", "H320"]

    @pytest.mark.parametrize("sort", ["price-up", "price-down"])
    def test_sorts_by_price_when_asked(self, reader, house, sort):
        codes = found(reader, house, "robe", sort=sort)
        assert codes == (["R120", "R110", "R100"] if sort == "price-up" else ["R100", "R110", "R120"])

    def test_narrows_what_it_found(self, reader, house):
        page = search.search(
            reader,
            house.markets["fr"],
            query="robe",
            language="fr",
            at=NOON,
            filters=Filters(colour=("white",)),
        )
        assert {card.code for card in page.items} == {"R100", "R120"}
        assert {option.value: option.count for option in page.facet("colour").options} == {
            "white": 2,
            "red": 1,
            "blue": 1,
        }

    @pytest.mark.parametrize(
        "query",
        ["robe", "mantaeu", "R100", "R999", "robe cel", "26", "robe noire taille 36", "swetaer xyzzy"],
    )
    def test_takes_four_statements_at_most(self, db: Database, house, query):
        with counted(db) as statements, db.read(house.brand_id) as session:
            found(session, house, query)
        assert len(statements) <= 4

    def test_finds_nothing_of_another_house(self, db: Database, house):
        other = open_house(db, "voisine")
        with db.read(other.brand_id) as session:
            assert found(session, other, "robe") == []
            assert found(session, House(other.brand_id, house.markets), "R100") == []
