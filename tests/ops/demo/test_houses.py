"""The demo houses are whole, true to their places, and the same each time."""

import re
from collections import Counter
from datetime import date, time
from functools import cache
from itertools import pairwise
from time import process_time

import numpy as np
import phonenumbers
import pytest

from catalogue import care, fibres
from catalogue.flats import Cloth, Garment
from ops.demo.history import nature, selling
from ops.demo.houses import HOUSES, assorting, barcodes, chance, etamine, lanxi, stock
from ops.demo.houses.shape import House, OpeningLevel, Outlet, Text

BOUNDS = {
    "CN": (18, 54, 73, 135),
    "FR": (41, 52, -5, 10),
    "SG": (1.1, 1.5, 103.5, 104.1),
    "US": (24, 50, -125, -66),
    "JP": (24, 46, 122, 146),
}
TODAY = date(2026, 11, 22)
WRITTEN = {
    "lanxi": {"zh-Hans", "en"},
    "hezhou": {"zh-Hans", "en"},
    "noctuelle": {"zh-Hans", "en"},
    "etamine": {"fr", "en", "ja", "zh-Hans"},
}


@pytest.fixture(params=HOUSES, ids=lambda house: house.slug)
def house(request: pytest.FixtureRequest) -> House:
    return request.param


@pytest.fixture
def outlets(house: House) -> dict[str, Outlet]:
    return {outlet.code: outlet for outlet in house.outlets}


@cache
def opened(house_slug: str) -> list[OpeningLevel]:
    return list(stock.opening_stock(next(house for house in HOUSES if house.slug == house_slug)))


def spoken(house: House) -> list[Text]:
    """Everything of a house that a shopper reads, but for its legal pages."""
    said: list[Text] = [house.name, house.tagline]
    said += [text for style in house.styles for text in (style.name, style.description)]
    said += [way.name for style in house.styles for way in style.colourways]
    said += [part.name for part in (*house.categories, *house.seasons, *house.outlets, *house.store_types)]
    said += [text for part in (*house.collections, *house.drops) for text in (part.name, part.text)]
    said += [text for book in house.lookbooks for text in (book.title, book.intro)]
    said += [text for book in house.lookbooks for look in book.looks for text in (look.title, look.text)]
    said += [part.about for part in house.makers]
    said += [link.label for link in house.navigation] + [section.title for section in house.home]
    said += [text for part in (*house.services, *house.diary) for text in (_title(part), part.text)]
    return said


def _title(part) -> Text:
    return part.name if hasattr(part, "name") else part.title


class TestHouses:
    def test_are_four(self):
        assert [house.slug for house in HOUSES] == ["lanxi", "hezhou", "noctuelle", "etamine"]

    def test_are_as_large_as_their_stories_say(self):
        stores = {house.slug: sum(each.kind == "store" for each in house.outlets) for house in HOUSES}
        styles = {house.slug: len(house.styles) for house in HOUSES}
        assert stores == {"lanxi": 200, "hezhou": 20, "noctuelle": 100, "etamine": 5}
        assert styles == {"lanxi": 1500, "hezhou": 220, "noctuelle": 160, "etamine": 140}

    def test_come_out_the_same_each_time(self):
        assert etamine.house() == HOUSES[3]
        assert lanxi.house() == HOUSES[0]

    def test_are_made_in_five_seconds(self):
        start = process_time()
        lanxi.house()
        assert process_time() - start < 3

    def test_say_everything_in_the_languages_they_are_written_in(self, house: House):
        assert WRITTEN[house.slug] <= set(house.story)
        lacking = [text for text in spoken(house) if not WRITTEN[house.slug] <= set(text)]
        assert lacking == []

    def test_speak_no_language_they_do_not_name(self, house: House):
        assert {tag for text in spoken(house) for tag in text} <= set(house.languages)

    def test_leave_no_words_empty_and_never_shout(self, house: House):
        words = [said for text in spoken(house) for said in text.values()]
        assert all(said.strip() for said in words)
        assert not [said for said in words if re.search("[!！]", said)]

    def test_show_at_most_five_words_of_navigation(self, house: House):
        assert len(house.navigation) <= 5

    def test_lead_only_where_there_is_something(self, house: House):
        there = {f"collections/{each.slug}" for each in house.collections} | {"stores", "story"}
        there |= {f"lookbooks/{each.slug}" for each in house.lookbooks}
        assert {link.target for link in house.navigation} <= there
        keys = {each.key for each in (*house.collections, *house.lookbooks, *house.drops)}
        assert {section.reference for section in house.home} - {""} <= keys


class TestStyles:
    def test_hang_newest_first_with_the_kinds_in_turn(self, house: House):
        first = [style for style in house.styles if style.season == "2026-aw"][:12]
        assert len({style.tags[0] for style in first}) >= 8
        assert house.styles[0].season == "2027-ss"

    def test_have_names_slugs_and_codes_of_their_own(self, house: House):
        for values in (
            [style.code for style in house.styles],
            [style.slug for style in house.styles],
            [style.name["zh-Hans"] for style in house.styles],
            [style.name["en"] for style in house.styles],
        ):
            assert Counter(values).most_common(1)[0][1] == 1

    def test_carry_barcodes_that_check_and_never_repeat(self, house: House):
        gtins = [sku.gtin for style in house.styles for sku in style.skus()]
        assert len(gtins) == len(set(gtins))
        assert all(len(gtin) == 13 and "200" <= gtin[:3] <= "299" for gtin in gtins)
        assert all(barcodes.check_digit(gtin[:12]) == int(gtin[12]) for gtin in gtins)

    def test_name_each_sku_once(self, house: House):
        codes = [sku.code for style in house.styles for sku in style.skus()]
        assert len(codes) == len(set(codes))

    def test_are_made_of_what_a_label_can_say(self, house: House):
        for style in house.styles:
            parts = [fibres.Part(each.part, dict(each.fibres)) for each in style.composition]
            kept = fibres.validated(parts)
            assert [[tuple(each) for each in row["fibres"]] for row in kept] == [
                list(each.fibres) for each in style.composition
            ]

    def test_say_how_to_care_for_them_in_the_order_of_a_label(self, house: House):
        assert all(care.validated(style.care) == list(style.care) for style in house.styles)

    def test_can_be_drawn(self, house: House):
        for style in house.styles:
            for way in style.colourways:
                cloth = Cloth(way.cloth.weave, way.cloth.colour, way.cloth.print, way.cloth.second)
                Garment(style.drawing.shape, cloth, style.drawing.attributes)

    def test_have_measures_that_grow_with_the_size(self, house: House):
        for style in house.styles:
            runs = list(style.measurements.values())
            assert tuple(style.measurements) == style.sizes
            assert all(later[key] >= value for one, later in pairwise(runs) for key, value in one.items())

    def test_belong_to_what_the_house_has(self, house: House):
        for style in house.styles:
            assert style.category in {each.key for each in house.categories}
            assert style.season in {each.key for each in house.seasons}
            assert style.maker in {each.key for each in house.makers}
            assert style.size_system in {each.key for each in house.size_systems}
            assert re.fullmatch(r"(42|46|6[1-4])\d{4}", style.hs_code)

    def test_go_with_others_that_can_be_bought(self, house: House):
        released = {style.code for style in house.styles if style.drop is None}
        assert all(set(style.goes_with) <= released - {style.code} for style in house.styles)
        assert sum(len(style.goes_with) >= 2 for style in house.styles) > len(house.styles) * 0.6

    def test_become_cheaper_in_dated_steps(self, house: House):
        reduced = [style for style in house.styles if style.is_reduced]
        assert reduced
        for style in reduced:
            amounts, days = zip(*((row.amount, row.from_day) for row in style.prices), strict=True)
            assert sorted(amounts, reverse=True) == list(amounts)
            assert sorted(days) == list(days)
            assert days[-1] < 0

    def test_wait_for_their_drop_where_they_have_one(self, house: House):
        drops = {drop.key: drop for drop in house.drops}
        waiting = [style for style in house.styles if style.drop]
        assert waiting
        assert all(style.code in drops[style.drop or ""].styles for style in waiting)
        assert all(drop.released_at(TODAY).date() > TODAY for drop in house.drops)


class TestNoctuelle:
    def test_asks_whole_prices(self):
        assert all(row.amount % 10000 == 0 for style in HOUSES[2].styles for row in style.prices)

    def test_stands_in_every_provincial_capital(self):
        cities = {outlet.address.city for outlet in HOUSES[2].outlets if outlet.kind == "store"}
        assert len(cities) == 27


class TestLanxi:
    def test_stands_in_every_tier_and_province(self):
        stores = [outlet for outlet in HOUSES[0].outlets if outlet.kind == "store"]
        assert {outlet.city_tier for outlet in stores} == {"1", "new-1", "2", "3", "4", "5"}
        assert len({outlet.address.region for outlet in stores}) == 31


class TestCollections:
    def test_are_chosen_by_hand_or_by_rule_and_hold_something(self, house: House):
        assert all(bool(each.styles) != (each.rule is not None) for each in house.collections)
        assert {each.rule is None for each in house.collections} == {True, False}
        assert all(house.members(each) for each in house.collections)

    def test_put_nothing_unreleased_where_a_hand_chose(self, house: House):
        chosen = [style for each in house.collections if each.styles for style in house.members(each)]
        assert all(style.drop is None for style in chosen)


class TestLookbooks:
    def test_point_at_garments_within_the_picture(self, house: House):
        styles = {style.code: style for style in house.styles}
        spots = [spot for book in house.lookbooks for look in book.looks for spot in look.hotspots]
        assert spots
        for spot in spots:
            assert spot.colourway in {way.code for way in styles[spot.style].colourways}
            assert 0 < spot.x < 100
            assert 0 < spot.y < 100
            assert 0 < spot.width <= 100

    def test_show_what_can_be_bought_in_their_season(self, house: House):
        styles = {style.code: style for style in house.styles}
        shown = [
            (book.season, styles[spot.style])
            for book in house.lookbooks
            for look in book.looks
            for spot in look.hotspots
        ]
        assert all(style.season == season and style.drop is None for season, style in shown)


class TestMarkets:
    def test_price_in_steps_their_currency_knows(self, house: House):
        for market in house.markets:
            prices = [market.price_rule.price(style.price) for style in house.styles]
            assert all(price > 0 for price in prices)
            assert all((price + market.price_rule.charm) % market.price_rule.step == 0 for price in prices)

    def test_keep_the_base_price_at_home(self, house: House):
        home = next(market for market in house.markets if market.currency == house.currency)
        nearest = [abs(home.price_rule.price(style.price) - style.price) for style in house.styles]
        assert max(nearest) <= home.price_rule.step / 2

    def test_have_a_dated_rate_for_every_country(self, house: House):
        for market in house.markets:
            assert {rate.country for rate in market.tax_rates} == set(market.countries)
            assert all(rate.since <= TODAY for rate in market.tax_rates)
            rows = [(rate.region, rate.since) for rate in market.tax_rates]
            assert len(rows) == len(set(rows))
            assert None in {region for region, _ in rows}

    def test_are_served_by_outlets_that_exist(self, house: House, outlets: dict[str, Outlet]):
        assert all(market.outlets and set(market.outlets) <= set(outlets) for market in house.markets)

    def test_have_their_legal_pages_in_each_of_their_languages(self, house: House):
        pages = {(page.market, page.kind): page for page in house.legal_pages}
        for market in house.markets:
            for kind in ("imprint", "privacy", "terms", "returns"):
                page = pages[market.key, kind]
                assert set(page.title) == set(page.sections) == set(market.languages)
                said = [part for text in page.sections.values() for each in text for part in each.paragraphs]
                assert said
                assert not [part for part in said if re.search(r"[{}]|None", part)]

    def test_read_every_size_in_their_own_way(self, house: House):
        sizes = [size for system in house.size_systems for size in system.sizes]
        assert all(market.size_naming in size.names for market in house.markets for size in sizes)


class TestOutlets:
    def test_lie_inside_their_country(self, house: House):
        for outlet in house.outlets:
            south, north, west, east = BOUNDS[outlet.address.country]
            assert south < outlet.latitude < north
            assert west < outlet.longitude < east

    def test_have_codes_slugs_and_names_of_their_own(self, house: House):
        for values in (
            [outlet.code for outlet in house.outlets],
            [outlet.slug for outlet in house.outlets],
            [outlet.name["zh-Hans"] for outlet in house.outlets],
        ):
            assert len(values) == len(set(values))

    def test_open_before_they_close(self, house: House):
        for outlet in house.outlets:
            assert set(outlet.hours) == set(range(7))
            days = [*outlet.hours.values(), *(holiday.hours for holiday in outlet.holidays)]
            for opening, closing in (span for day in days for span in day):
                assert time.fromisoformat(opening) < time.fromisoformat(closing)

    def test_have_opening_hours_where_they_are_stores(self, house: House):
        stores = [outlet for outlet in house.outlets if outlet.kind == "store"]
        assert all(any(outlet.hours.values()) and outlet.holidays for outlet in stores)

    def test_have_a_number_that_could_be_dialled(self, house: House):
        for outlet in house.outlets:
            assert phonenumbers.is_valid_number(phonenumbers.parse(outlet.phone))

    def test_are_written_in_both_scripts(self, house: House):
        for outlet in house.outlets:
            assert outlet.address.lines
            assert outlet.latin_address.lines
            assert not re.search("[\u3040-\u30ff\u4e00-\u9fff]", "".join(outlet.latin_address.lines))

    def test_are_of_a_type_the_house_knows(self, house: House):
        types = {each.key for each in house.store_types}
        assert all((outlet.store_type in types) == (outlet.kind == "store") for outlet in house.outlets)


class TestStaff:
    def test_are_reached_at_example_com_and_no_two_alike(self, house: House):
        mails = [person.email for person in house.staff]
        assert len(mails) == len(set(mails))
        assert all(re.fullmatch(r"[a-z0-9.\-]+@example\.com", mail) for mail in mails)

    def test_work_somewhere_that_exists(self, house: House, outlets: dict[str, Outlet]):
        assert all(set(person.outlets) <= set(outlets) for person in house.staff)
        assert [person.role for person in house.staff].count("owner") == 1


class TestOpeningStock:
    def test_is_of_released_goods_and_fits_the_shelves(self, house: House, outlets: dict[str, Outlet]):
        released = {sku.code for style in house.styles if style.drop is None for sku in style.skus()}
        held: Counter[str] = Counter()
        for level in opened(house.slug):
            assert level.sku in released
            assert level.units > 0
            held[level.outlet] += level.units
        assert all(held[code] <= outlet.capacity for code, outlet in outlets.items())
        assert set(held) == set(outlets)

    def test_names_a_sku_once_in_an_outlet_and_leaves_gaps(self, house: House):
        pairs = [(level.outlet, level.sku) for level in opened(house.slug)]
        assert len(pairs) == len(set(pairs))
        stocked = {sku for _, sku in pairs}
        runs = [
            [sku.code in stocked for sku in way.skus] for style in house.styles for way in style.colourways
        ]
        assert any(any(run) and not all(run) for run in runs)

    def test_is_kept_to_what_an_outlet_carries(self, house: House):
        code = {sku.code: style.code for style in house.styles for sku in style.skus()}
        carried = assorting.carried(house)
        assert all(code[level.sku] in carried[level.outlet] for level in opened(house.slug))

    def test_leaves_a_town_its_own(self):
        towns = {
            sku.code: style.tags[-1]
            for style in HOUSES[1].styles
            for sku in style.skus()
            if style.category == "town"
        }
        held = {(level.outlet, towns[level.sku]) for level in opened("hezhou") if level.sku in towns}
        assert len(held) == len({outlet for outlet, _town in held}) == len(set(towns.values())) == 10


class TestPast:
    @pytest.mark.parametrize("slug", ["hezhou", "etamine"])
    def test_was_sold_only_where_it_is_carried(self, slug: str):
        house = next(house for house in HOUSES if house.slug == slug)
        drawn = nature.of(house, today=date(2026, 11, 22))
        past = selling.lived(drawn, pieces=nature.PIECES[slug], now={})
        shop, place, _day, _units = np.concatenate(past.sales, axis=1)
        assert len(shop) > 10_000
        assert drawn.allowed[shop, place // selling.FIVE].all()
        assert not drawn.allowed.all()


class TestArrivals:
    def test_bring_the_next_drop_to_the_warehouse(self, house: House, outlets: dict[str, Outlet]):
        (delivery,) = stock.arrivals(house)
        due = {sku.code for style in house.styles if style.drop for sku in style.skus()}
        assert outlets[delivery.outlet].kind == "warehouse"
        assert {sku for sku, _ in delivery.lines} <= due
        assert all(units > 0 for _, units in delivery.lines)


class TestCheckDigit:
    @pytest.mark.parametrize("gtin", ["4006381333931", "5901234123457", "6901234567892"])
    def test_is_that_of_known_barcodes(self, gtin: str):
        assert barcodes.check_digit(gtin[:12]) == int(gtin[12])


class TestShare:
    def test_lies_evenly_between_nought_and_one(self):
        shares = [chance.share("S001", number) for number in range(4000)]
        assert all(0 <= share < 1 for share in shares)
        assert 0.47 < sum(shares) / len(shares) < 0.53

    def test_differs_between_words_of_one_length(self):
        both = sum(chance.share("S001", n) < 0.1 and chance.share("S002", n) < 0.1 for n in range(20000))
        assert 100 < both < 320
