import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import mending
from catalogue.vocabularies import Vocabulary

WORDS = Vocabulary(sorted(["robe", "manteau", "chemise", "celeste", "plisse", "jupe", "veste", "dentelle"]))
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class TestNear:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("manteua", "manteau"),
            ("mantaeu", "manteau"),
            ("chmise", "chemise"),
            ("rbe", None),
            ("dentele", "dentelle"),
        ],
    )
    def test_finds_what_was_meant(self, typed, meant):
        assert mending.near(typed, WORDS) == ([meant] if meant else [])

    def test_leaves_codes_alone(self):
        assert mending.near("robe1", WORDS) == []

    @given(st.sampled_from(["manteau", "chemise", "celeste", "dentelle"]), st.data())
    def test_mends_any_one_slip(self, word, data):
        place = data.draw(st.integers(0, len(word) - 1))
        letter = data.draw(st.sampled_from(LETTERS))
        kind = data.draw(st.sampled_from(["left out", "put in", "mistaken"]))
        after = place if kind == "put in" else place + 1
        typed = word[:place] + ("" if kind == "left out" else letter) + word[after:]
        assert word == typed or mending.near(typed, WORDS) == [word]


class TestDistance:
    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_is_the_same_both_ways_and_nothing_only_for_the_same(self, one, other):
        assert mending.distance(one, other, 9) == mending.distance(other, one, 9)
        assert (mending.distance(one, other, 9) == 0) == (one == other)

    def test_counts_a_swap_as_one(self):
        assert mending.distance("robe", "rboe", 3) == 1
