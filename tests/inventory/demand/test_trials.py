"""The estimate against the simple ways, on pasts of different laws, none of which it was made for."""

import pytest

from inventory.demand.trials import Trial, tried
from tests.inventory.demand.regimes import REGIMES

SIMPLE = ("naive", "seasonal", "average", "shelf-average")
HORIZONS = (7, 28)


@pytest.fixture(scope="module", params=REGIMES)
def trial(request) -> Trial:
    found = tried(REGIMES[request.param](7).panel, origins=3, horizons=HORIZONS)
    assert found is not None
    return found


def rmse(trial: Trial, horizon: int, level: str) -> dict[str, float]:
    return {
        score.method: score.rmse for score in trial.scores if (score.horizon, score.level) == (horizon, level)
    }


class TestTried:
    @pytest.mark.parametrize("horizon", HORIZONS)
    @pytest.mark.parametrize("level", ["cell", "outlet-style"])
    def test_is_nearer_than_each_simple_way(self, trial, horizon, level):
        off = rmse(trial, horizon, level)
        assert all(off["model"] < off[way] * 1.002 for way in SIMPLE), off

    def test_is_right_in_all_within_a_tenth(self, trial):
        bias = [s.bias for s in trial.scores if (s.method, s.level, s.horizon) == ("model", "cell", 28)]
        assert all(abs(each) < 0.12 for each in bias)

    def test_knows_how_far_it_may_be_off(self, trial):
        for spread in trial.spreads:
            assert 0.7 < spread.ratio < 1.4
            assert abs(spread.none_expected - spread.none_seen) < 0.04

    def test_needs_half_a_year(self):
        short = REGIMES["flat"](7).panel.until(150)
        assert tried(short, origins=2) is None
