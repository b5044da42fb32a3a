import pytest

from kernel.events import CLOCK
from tenancy import themes
from tenancy.brands import Brand
from tenancy.contrast import READABLE, contrast
from tenancy.themes import BadToken, Unreadable
from tests.world import NOON

FONTS = frozenset({"inter", "fraunces"})


class TestKeep:
    def test_sets_what_is_given_and_leaves_the_rest(self, session, maison):
        brand = session.get_one(Brand, maison.brand_id)
        themes.keep(
            session, brand, {"paper": "#ffffff", "text_font": "inter"}, fonts=FONTS, by=CLOCK, at=NOON
        )
        themes.keep(
            session, brand, {"accent": "#AA3300", "dark": True, "columns": 3}, fonts=FONTS, by=CLOCK, at=NOON
        )
        assert brand.theme == {
            "paper": "#ffffff",
            "text_font": "inter",
            "accent": "#AA3300",
            "dark": True,
            "columns": 3,
        }

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("paper", "url(http://127.0.0.1/)"),
            ("paper", "#fff;} body{display:none"),
            ("paper", "#ffffff\n"),
            ("ink", "red"),
            ("accent", "</style><script>alert(1)</script>"),
            ("text_font", "Comic Sans"),
            ("layout", "expression(alert(1))"),
            ("scale", 9),
            ("columns", True),
            ("dark", "yes"),
            ("--x", "red"),
            ("import", "#ffffff"),
        ],
    )
    def test_keeps_nothing_else(self, session, maison, name, value):
        brand = session.get_one(Brand, maison.brand_id)
        before = dict(brand.theme)
        with pytest.raises(BadToken):
            themes.keep(session, brand, {name: value}, fonts=FONTS, by=CLOCK, at=NOON)
        assert brand.theme == before

    @pytest.mark.parametrize(("ink", "is_read"), [("#767676", True), ("#777777", False), ("#f0f0f0", False)])
    def test_keeps_no_ink_that_nobody_can_read(self, session, maison, ink, is_read):
        brand = session.get_one(Brand, maison.brand_id)
        face = {"paper": "#ffffff", "ink": ink}
        if is_read:
            themes.keep(session, brand, face, fonts=FONTS, by=CLOCK, at=NOON)
            assert brand.theme["ink"] == ink
        else:
            with pytest.raises(Unreadable, match="4"):
                themes.keep(session, brand, face, fonts=FONTS, by=CLOCK, at=NOON)


class TestMovedApart:
    def test_names_what_is_too_close_to_the_paper_and_what_is_shown_instead(self):
        moved = themes.moved_apart(
            {"paper": "#f6f1e6", "ink": "#2b2a26", "muted": "#655f53", "accent": "#5f8574"}
        )
        assert list(moved) == ["accent"]
        ratio, shade = moved["accent"]
        assert ratio < READABLE <= contrast(shade, "#f6f1e6")
