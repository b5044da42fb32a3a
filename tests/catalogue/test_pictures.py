import pytest

from catalogue import pictures
from catalogue.pictures import Image

GARMENT = {"shape": "dress", "attributes": {}}
INK = {"weave": "plain", "colour": "#1d2a44"}
BONE = {"weave": "plain", "colour": "#e9e2d3"}


class TestImagesOf:
    def test_prefers_what_was_uploaded(self):
        photo = Image(view="photo", hash="k", key="k", width=400, height=500, widths=(320, 400))
        assert pictures.images_of("R1", "ink", garment=GARMENT, cloth=INK, uploaded=[photo]) == (photo,)

    def test_shows_nothing_where_nothing_says_how_to_draw(self):
        assert pictures.images_of("R1", "ink", garment={}, cloth=INK) == ()

    def test_names_the_content_and_nothing_else(self):
        ink, again, bone = (
            pictures.images_of(code, "x", garment=GARMENT, cloth=cloth)[0].hash
            for code, cloth in (("R1", INK), ("R2", dict(reversed(INK.items()))), ("R1", BONE))
        )
        assert ink == again != bone


class TestImage:
    @pytest.mark.parametrize(
        "image",
        [
            Image(view="front", hash="a", style="R1", colourway="ink"),
            Image(view="photo", hash="k", key="k", width=400, height=500, widths=(320, 400), focal=(10, 20)),
        ],
    )
    def test_is_read_back_as_it_was(self, image):
        assert Image.read(image.row()) == image


class TestDrawing:
    @pytest.mark.parametrize("view", pictures.VIEWS)
    def test_draws_the_cloth_of_the_colourway(self, view):
        ink, bone = (pictures.drawing(GARMENT, cloth, view=view, title="Robe") for cloth in (INK, BONE))
        assert ink != bone
        assert "<title>Robe</title>" in ink
