from pathlib import Path

import pytest

from catalogue import care


class TestValidated:
    def test_gives_codes_in_the_order_of_a_label(self):
        assert care.validated(["P", "I1", "B0", "WH", "T0"]) == ["WH", "B0", "T0", "I1", "P"]

    def test_refuses_two_of_a_kind(self):
        with pytest.raises(care.CareTwice):
            care.validated(["W30", "W40"])

    def test_refuses_a_code_it_does_not_know(self):
        with pytest.raises(care.UnknownCare, match="W31"):
            care.validated(["W31"])


class TestCares:
    def test_show_icons_that_there_are(self):
        icons = Path("node_modules/@tabler/icons/icons/outline")
        names = {one.icon for one in care.CARES.values()}
        assert {name for name in names if not (icons / f"{name}.svg").is_file()} == set()

    def test_say_the_degrees_in_every_language(self):
        assert "30" in care.CARES["W30"].words.in_("fr")
        assert care.CARES["W30m"].words.in_("fr") != care.CARES["W30"].words.in_("fr")
