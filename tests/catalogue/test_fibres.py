from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import fibres
from catalogue.fibres import Part


@st.composite
def shares(draw: st.DrawFn) -> dict[str, int]:
    """Fibres whose percentages add to a hundred."""
    names = draw(st.lists(st.sampled_from(sorted(fibres.TEXTILES)), min_size=1, max_size=6, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=len(names) - 1, max_size=len(names) - 1)))
    edges = [0, *cuts, 100]
    return {name: edges[place + 1] - edges[place] for place, name in enumerate(names)}


class TestValidated:
    @given(shares())
    def test_puts_the_heaviest_fibre_first_and_loses_none(self, mixed):
        (row,) = fibres.validated([Part("shell", mixed)])
        weights = [share for _fibre, share in row["fibres"]]
        assert weights == sorted(weights, reverse=True)
        assert dict(row["fibres"]) == mixed

    @given(shares(), st.integers(-3, 3).filter(bool))
    def test_refuses_what_does_not_add_to_a_hundred(self, mixed, more):
        first = next(iter(mixed))
        wrong = mixed | {first: mixed[first] + more}
        with pytest.raises((fibres.NotHundred, fibres.BadShare)):
            fibres.validated([Part("shell", wrong)])

    def test_says_a_hundred_of_one_fibre_alone(self):
        with pytest.raises(fibres.NotHundred):
            fibres.validated([Part("shell", {"silk": 100, "wool": 5})])

    def test_takes_one_decimal_and_no_more(self):
        mixed = {"cotton": Decimal("97.5"), "elastane": 2.5}
        assert fibres.validated([Part("shell", mixed)])[0]["fibres"] == [["cotton", 97.5], ["elastane", 2.5]]
        with pytest.raises(fibres.BadShare):
            fibres.validated([Part("shell", {"cotton": 97.55, "elastane": 2.45})])

    def test_refuses_names_that_the_law_does_not_know(self):
        with pytest.raises(fibres.UnknownFibre, match="bamboo"):
            fibres.validated([Part("shell", {"bamboo": 100})])

    def test_refuses_a_part_named_twice(self):
        with pytest.raises(fibres.PartTwice):
            fibres.validated([Part("lining", {"silk": 100}), Part("lining", {"cotton": 100})])

    def test_marks_what_came_from_an_animal(self):
        plain, leather, horn = fibres.validated(
            [
                Part("shell", {"wool": 100}),
                Part("trim", {"leather": 100}),
                Part("lining", {"silk": 100}, has_animal_parts=True),
            ]
        )
        assert [plain["animal"], leather["animal"], horn["animal"]] == [False, True, True]

    def test_reads_back_what_it_kept(self):
        rows = fibres.validated([Part("shell", {"silk": 60, "wool": 40})])
        assert fibres.validated(fibres.parts_of(rows)) == rows


class TestKeysOf:
    def test_leaves_out_what_is_not_seen(self):
        rows = fibres.validated([Part("shell", {"wool": 100}), Part("lining", {"polyester": 100})])
        assert fibres.keys_of(rows) == {"wool"}
