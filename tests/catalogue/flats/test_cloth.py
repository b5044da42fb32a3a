import pytest

from catalogue.flats import Cloth, UnknownCloth, UnreadableColour


class TestCloth:
    @pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "url(#a)", "#fff;", "", "#fff\n", "#ffff"])
    def test_refuses_what_is_not_a_colour(self, colour):
        with pytest.raises(UnreadableColour):
            Cloth(colour=colour)
        with pytest.raises(UnreadableColour):
            Cloth(second=colour)

    def test_refuses_a_weave_there_is_not_and_says_which_there_are(self):
        with pytest.raises(UnknownCloth, match="organza"):
            Cloth("chainmail")

    def test_refuses_a_print_there_is_not(self):
        with pytest.raises(UnknownCloth, match="stripe"):
            Cloth("twill", print="camouflage")
