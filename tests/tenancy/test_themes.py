import pytest

from tenancy import themes
from tenancy.brands import Brand
from tenancy.themes import BadToken

FONTS = frozenset({"inter", "fraunces"})


class TestKeep:
    def test_sets_what_is_given_and_leaves_the_rest(self, session, maison):
        brand = session.get_one(Brand, maison.brand_id)
        themes.keep(session, brand, {"paper": "#ffffff", "text_font": "inter"}, fonts=FONTS)
        themes.keep(session, brand, {"accent": "#AA3300", "dark": True, "columns": 3}, fonts=FONTS)
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
            themes.keep(session, brand, {name: value}, fonts=FONTS)
        assert brand.theme == before
