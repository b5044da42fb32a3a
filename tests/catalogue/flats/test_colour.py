import pytest

from catalogue.flats.colour import read


class TestRead:
    @pytest.mark.parametrize("text", ["#000000", "#ffffff", "#27405e", "#c8553d", "#00ff00", "#808080"])
    def test_gives_back_the_colour_it_was_given(self, text):
        assert read(text).hex == text

    def test_reads_three_digits_as_six(self):
        assert read("#a1f") == read("#aa11ff")


class TestColour:
    def test_darkens_without_turning_another_hue(self):
        red = read("#c8203d")
        assert red.lighter(-0.2).hue == red.hue
        assert red.lighter(-0.2).lightness == pytest.approx(red.lightness - 0.2)

    def test_shows_the_nearest_a_screen_can_where_it_cannot_show_it(self):
        assert read(read("#00ff00").at(0.3).hex).lightness == pytest.approx(0.3, abs=0.02)

    def test_meets_another_half_way(self):
        assert read("#000000").mixed(read("#ffffff"), 0.5).lightness == pytest.approx(0.5, abs=0.001)
