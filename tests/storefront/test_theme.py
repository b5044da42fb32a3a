"""A theme can change a face and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.theme import COLOURS, Theme, css
from tenancy.contrast import contrast, readable

COLOUR = st.from_regex(r"\A#[0-9a-f]{6}\Z")


def written(**tokens) -> str:
    return css(Theme.read(tokens), font_faces=lambda family: f"/* {family} */")


class TestRead:
    @pytest.mark.parametrize(
        "value",
        [
            "red;} body{display:none",
            "url(http://127.0.0.1/)",
            "</style><script>alert(1)</script>",
            "#fff;@import 'x'",
            "expression(alert(1))",
            None,
            ["#ffffff"],
            {"a": 1},
            True,
            1e99,
        ],
    )
    def test_leaves_what_is_none_of_its_kind_at_the_default(self, value):
        tokens = dict.fromkeys((*COLOURS, "layout", "display_font", "scale", "radius", "unknown"), value)
        assert written(**tokens) == written()

    def test_takes_what_it_knows(self):
        text = written(paper="#101010", display_font="fraunces", layout="single", dark=True)
        assert "--paper:#101010" in text
        assert '"Fraunces", "Fraunces Fallback"' in text
        assert "color-scheme:dark" in text


class TestCss:
    def test_has_a_face_for_every_script(self):
        text = written()
        assert all(f":lang({language})" in text for language in ("zh-Hans", "zh-Hant", "ja", "ar"))

    @given(paper=COLOUR, ink=COLOUR, accent=COLOUR, muted=COLOUR)
    def test_can_be_read_whatever_colours_are_chosen(self, paper, ink, accent, muted):
        text = written(paper=paper, ink=ink, accent=accent, muted=muted)
        colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", text))
        assert contrast(colours["muted"], paper) >= 4.5 or colours["muted"] in ("#000000", "#ffffff")
        assert contrast(colours["accent-text"], paper) >= 4.5 or colours["accent-text"] in (
            "#000000",
            "#ffffff",
        )
        assert contrast(colours["accent-ink"], accent) >= 4.5


class TestReadable:
    def test_keeps_a_colour_that_is_clear_enough(self):
        assert readable("#1d3fae", on="#ffffff") == "#1d3fae"

    def test_moves_one_that_is_not(self):
        moved = readable("#e0341f", on="#ffffff")
        assert contrast(moved, "#ffffff") >= 4.5
