from datetime import UTC, date, datetime, time

import pytest

from i18n.dates import (
    first_weekday,
    format_clock,
    format_day,
    format_days,
    format_hours,
    format_moment,
    format_time,
    format_week,
    relative_day,
    zone_city,
)

EVENING = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


class TestFormatDay:
    @pytest.mark.parametrize(
        ("language", "region", "written"),
        [
            ("zh-Hans", "CN", "2026年11月22日"),
            ("en", "US", "Nov 22, 2026"),
            ("en", "SG", "22 Nov 2026"),
            ("en", None, "22 Nov 2026"),
            ("fr", "FR", "22 nov. 2026"),
            ("ja", "JP", "2026/11/22"),
        ],
    )
    def test_writes_as_the_market_reads(self, language, region, written):
        assert format_day(TODAY, language, region) == written


class TestFormatMoment:
    def test_tells_the_day_and_time_of_the_place(self):
        assert format_moment(EVENING, "fr", "FR", time_zone="Europe/Paris") == "22 nov. 2026, 19:05"
        assert format_moment(EVENING, "zh-Hans", "CN", time_zone="Asia/Shanghai") == "2026年11月23日 02:05"

    def test_names_the_city_whose_time_it_is(self):
        told = format_moment(EVENING, "ja", "JP", time_zone="Asia/Shanghai", length="long", zone=True)
        assert told.endswith("(上海)")

    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(ValueError, match="zone"):
            format_moment(EVENING.replace(tzinfo=None), "fr", time_zone="Europe/Paris")


class TestFormatTime:
    def test_tells_the_clock_of_the_place(self):
        assert format_time(EVENING, "fr", "FR", time_zone="Asia/Tokyo") == "03:05"
        assert format_clock(time(19, 5), "en", "US") == "7:05\u202fPM"


class TestFormatDays:
    def test_says_once_what_both_ends_share(self):
        assert format_days(TODAY, date(2026, 12, 5), "zh-Hans", "CN") == "2026年11月22日至12月5日"
        assert format_days(TODAY, TODAY, "fr", "FR") == "22 nov. 2026"


class TestRelativeDay:
    @pytest.mark.parametrize(
        ("day", "said"),
        [
            (TODAY, "aujourd’hui"),
            (date(2026, 11, 21), "hier"),
            (date(2026, 11, 25), "dans 3 jours"),
            (date(2026, 11, 19), "il y a 3 jours"),
            (date(2026, 12, 20), "dans 4 semaines"),
            (date(2026, 10, 25), "il y a 4 semaines"),
        ],
    )
    def test_says_how_far_off_a_day_is(self, day, said):
        assert relative_day(day, today=TODAY).in_("fr") == said


class TestFormatHours:
    @pytest.mark.parametrize(
        ("language", "region", "written"),
        [
            ("fr", "FR", "10:00–13:00, 14:00–19:30"),
            ("ja", "JP", "10:00～13:00、14:00～19:30"),
            ("zh-Hans", "CN", "10:00–13:00、14:00–19:30"),
        ],
    )
    def test_writes_every_opening_of_a_day(self, language, region, written):
        assert format_hours([(time(10), time(13)), (time(14), time(19, 30))], language, region) == written

    def test_says_when_a_day_has_none_and_when_it_never_ends(self):
        assert format_hours([], "zh-Hant", "HK") == "休息"
        assert format_hours([(time(0), time(0))], "fr", "FR") == "24 h sur 24"

    def test_goes_past_midnight(self):
        assert format_hours([(time(18), time(2))], "fr", "FR") == "18:00–02:00"


class TestFormatWeek:
    def test_takes_like_days_in_a_row_together_from_the_regions_first_day(self):
        week = {day: [(time(10), time(19))] for day in range(6)}
        assert format_week(week, "fr", "FR") == [("du lundi au samedi", "10:00–19:00"), ("dimanche", "Fermé")]
        assert [days for days, _hours in format_week(week, "ja", "JP")] == ["日曜日", "月曜日～土曜日"]
        assert (first_weekday("fr", "FR"), first_weekday("ja", "JP")) == (0, 6)


class TestZoneCity:
    def test_is_told_in_the_readers_language(self):
        assert zone_city("Asia/Tokyo", language="zh-Hans") == "东京"
