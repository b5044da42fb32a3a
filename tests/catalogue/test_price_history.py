from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.price_history import BEFORE, Entry, History, Standing

START = datetime(2026, 9, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def day(number: int) -> datetime:
    return START + number * DAY


def full(units: int, starts: int) -> Entry:
    return Entry("full", units, day(starts), None)


def markdown(units: int, starts: int, ends: int | None = None) -> Entry:
    return Entry("markdown", units, day(starts), None if ends is None else day(ends))


def history(*entries: Entry) -> History:
    return History(tuple(sorted(entries, key=lambda entry: entry.starts_at)))


@st.composite
def histories(draw: st.DrawFn) -> History:
    fulls = [
        full(draw(st.integers(50, 200)), draw(st.integers(0, 80))) for _ in range(draw(st.integers(1, 4)))
    ]
    downs = []
    for _ in range(draw(st.integers(0, 5))):
        starts = draw(st.integers(0, 90))
        ends = draw(st.none() | st.integers(starts + 1, starts + 40))
        downs.append(markdown(draw(st.integers(0, 150)), starts, ends))
    return history(*fulls, *downs)


def standing(prices: History, number: int, *, from_lowest: bool) -> Standing:
    told = prices.standing(day(number), from_lowest=from_lowest)
    assert told is not None
    return told


class TestStanding:
    def test_is_nothing_before_the_first_price(self):
        assert history(full(100, 5)).standing(day(4), from_lowest=False) is None

    def test_follows_full_prices_as_they_start(self):
        prices = history(full(100, 0), full(120, 10))
        assert [prices.units_at(day(number)) for number in (0, 9, 10, 50)] == [100, 100, 120, 120]

    def test_reduces_within_dates_and_tells_from_the_full_price(self):
        prices = history(full(100, 0), markdown(70, 10, 20))
        assert standing(prices, 9, from_lowest=False).was_units is None
        reduced = standing(prices, 10, from_lowest=False)
        assert (reduced.units, reduced.was_units, reduced.percent_off, reduced.ends_at) == (
            70,
            100,
            30,
            day(20),
        )
        assert standing(prices, 20, from_lowest=False).units == 100

    def test_tells_from_the_lowest_of_the_thirty_days_before(self):
        prices = history(full(100, 0), markdown(80, 20, 25), markdown(70, 40, 60))
        assert standing(prices, 41, from_lowest=True).was_units == 80
        assert standing(prices, 41, from_lowest=False).was_units == 100

    def test_forgets_what_was_lower_longer_ago(self):
        prices = history(full(100, 0), markdown(60, 2, 5), markdown(70, 40, 60))
        assert standing(prices, 41, from_lowest=True).was_units == 100

    def test_calls_nothing_reduced_that_was_as_low_before(self):
        prices = history(full(100, 0), markdown(70, 20, 25), markdown(70, 40, 60))
        reduced = standing(prices, 41, from_lowest=True)
        assert (reduced.units, reduced.was_units, reduced.percent_off) == (70, None, None)

    def test_calls_nothing_reduced_that_was_never_dearer(self):
        prices = history(full(100, 10), markdown(70, 10, 60))
        assert standing(prices, 11, from_lowest=True).was_units is None

    def test_goes_back_to_the_longer_markdown_when_a_shorter_ends(self):
        prices = history(full(100, 0), markdown(80, 10, 60), markdown(60, 20, 25))
        assert [prices.units_at(day(number)) for number in (15, 22, 30, 60)] == [80, 60, 80, 100]

    def test_ends_early_where_a_markdown_of_nothing_follows(self):
        prices = history(full(100, 0), markdown(80, 10, 60), markdown(0, 20))
        assert [prices.units_at(day(number)) for number in (19, 20, 30)] == [80, 100, 100]

    def test_never_rounds_a_percentage_up(self):
        prices = history(full(300, 0), markdown(200, 10))
        assert standing(prices, 10, from_lowest=False).percent_off == 33

    def test_is_the_full_price_where_the_full_price_fell_below(self):
        prices = history(full(100, 0), markdown(80, 10), full(70, 20))
        told = standing(prices, 21, from_lowest=False)
        assert (told.units, told.was_units) == (70, None)


class TestLowestBefore:
    @given(histories(), st.integers(0, 120))
    def test_equals_what_looking_at_every_hour_finds(self, prices, number):
        start = day(number)
        hours = (start - BEFORE + timedelta(hours=hour) for hour in range(30 * 24))
        seen = [units for hour in hours if (units := prices.units_at(hour)) is not None]
        assert prices.lowest_before(start) == min(seen, default=None)

    @given(histories(), st.integers(0, 120))
    def test_is_never_below_what_the_shop_calls_reduced(self, prices, number):
        told = prices.standing(day(number), from_lowest=True)
        if told is not None and told.was_units is not None:
            assert told.was_units > told.units

    @pytest.mark.parametrize(("hours", "lowest"), [(0, 60), (1, 100)])
    def test_counts_the_first_moment_of_the_window(self, hours, lowest):
        prices = history(full(100, 0), markdown(60, 0, 10))
        start = day(10) + BEFORE - timedelta(hours=1) + timedelta(hours=hours)
        assert prices.lowest_before(start) == lowest
