"""Opening hours as a passer-by asks for them."""

from datetime import UTC, date, datetime

import pytest

from i18n import speaking
from storefront.hours import Hours

WEEK = {str(day): [["10:00", "20:00"]] for day in range(5)} | {"5": [["10:00", "21:00"]]}
PARIS = Hours.read(WEEK, "Europe/Paris", {date(2026, 12, 25): []})
BAR = Hours.read({"4": [["18:00", "02:00"]]}, "Asia/Tokyo", {})


def told(hours: Hours, at: datetime) -> str:
    with speaking("en", region="GB"):
        return str(hours.standing(at).told(today=at.date()))


class TestStanding:
    @pytest.mark.parametrize(
        ("at", "said"),
        [
            (datetime(2026, 11, 23, 12, tzinfo=UTC), "Open until 20:00"),
            (datetime(2026, 11, 28, 12, tzinfo=UTC), "Open until 21:00"),
            (datetime(2026, 11, 23, 7, tzinfo=UTC), "Closed, opens today at 10:00"),
            (datetime(2026, 11, 22, 12, tzinfo=UTC), "Closed, opens tomorrow at 10:00"),
            (datetime(2026, 11, 28, 21, tzinfo=UTC), "Closed, opens on Monday at 10:00"),
            (datetime(2026, 12, 25, 12, tzinfo=UTC), "Closed, opens tomorrow at 10:00"),
        ],
    )
    def test_is_told_in_the_stores_own_time(self, at, said):
        assert told(PARIS, at) == said

    def test_goes_on_after_midnight(self):
        past_midnight = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
        assert told(BAR, past_midnight) == "Open until 02:00"

    def test_names_the_day_by_its_date_a_week_ahead(self):
        away = Hours.read({"0": [["10:00", "20:00"]]}, "Europe/Paris", {date(2026, 11, 30): []})
        said = told(away, datetime(2026, 11, 24, 12, tzinfo=UTC))
        assert said == "Closed, opens on 7 Dec 2026 at 10:00"

    def test_never_closes_where_one_day_runs_into_the_next(self):
        always = Hours.read({str(day): [["00:00", "24:00"]] for day in range(7)}, "Asia/Shanghai", {})
        assert told(always, datetime(2026, 11, 24, 12, tzinfo=UTC)) == "Open day and night"

    def test_says_so_where_it_opens_no_more(self):
        assert (
            told(Hours.read({}, "Europe/Paris", {}), datetime(2026, 11, 23, tzinfo=UTC)) == "Closed for now"
        )
