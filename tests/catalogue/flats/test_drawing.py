import gzip
import random
import re
from xml.etree import ElementTree

import pytest

from catalogue.flats import SHAPES, Cloth, Garment, Undrawable, UnreadableColour, draw, swatch
from catalogue.flats.prints import PRINTS
from catalogue.flats.weaves import WEAVES

VIEWS = ("front", "back", "detail", "cloth")
DRAWN = {
    "svg", "title", "defs", "g", "path", "rect", "circle", "use", "pattern", "clipPath", "linearGradient",
    "radialGradient", "stop", "filter", "feGaussianBlur",
}  # fmt: skip
HEAVY = (
    Cloth("lace", "#ffffff", print="flower", second="#b4472f"),
    Cloth("tweed", "#000000", print="tartan", second="#e03c31"),
    Cloth("boucle", "#e7b7c8", print="leaf", second="#102030"),
    Cloth("cable", "#27405e", print="wave", second="#ffffff"),
)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def weighed(svg: str) -> int:
    return len(gzip.compress(svg.encode(), mtime=0))


def outlines(svg: str) -> list[str]:
    """Where every line goes, without the ids that would tell any two drawings apart."""
    return re.findall(r' (?:d|cx|transform)="([^"]*)"', svg)


def ids(svg: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', svg)


class TestDraw:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_stays_small_whatever_is_asked_together(self, shape):
        dice = random.Random(shape)
        for cloth in HEAVY * 3:
            asked = {attribute: dice.choice(values) for attribute, values in SHAPES[shape].items()}
            for view in ("front", "back", "detail"):
                svg = draw(Garment(shape, cloth, asked), view=view, title=shape)
                assert weighed(svg) < 12_000, (asked, view)

    @pytest.mark.parametrize("weave", WEAVES)
    def test_stays_small_as_cloth_alone(self, weave):
        for name in PRINTS:
            svg = draw(Garment("coat", Cloth(weave, "#8a1538", print=name)), view="cloth")
            assert weighed(svg) < 12_000, name

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("shape", SHAPES)
    def test_is_well_formed_and_uses_presentation_attributes_alone(self, shape, view):
        root = parsed(draw(Garment(shape, HEAVY[0]), view=view, title="A coat"))
        assert root.get("viewBox") == "0 0 800 1000"
        for element in root.iter():
            assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in DRAWN
            assert not {
                name for name in element.attrib if name in ("style", "class") or name.startswith("on")
            }
            assert element.get("href", "#").startswith("#")
            assert all(value.startswith("url(#") for value in element.attrib.values() if "url(" in value)

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("shape", SHAPES)
    def test_points_at_nothing_it_does_not_hold(self, shape, view):
        svg = draw(Garment(shape, HEAVY[1]), view=view, title="A coat")
        held = ids(svg)
        assert len(held) == len(set(held))
        assert set(re.findall(r'(?:url\(|href=")#([^)"]*)', svg)) <= set(held)

    @pytest.mark.parametrize("shape", SHAPES)
    def test_draws_another_garment_for_another_value(self, shape):
        for attribute, values in SHAPES[shape].items():
            garments = [Garment(shape, Cloth("twill"), {attribute: value}) for value in values]
            faces = {str([outlines(draw(garment, view=view)) for view in VIEWS[:2]]) for garment in garments}
            assert len(faces) == len(values), attribute

    @pytest.mark.parametrize("shape", SHAPES)
    def test_keeps_its_lines_through_a_change_of_colour(self, shape):
        one, other = (outlines(draw(Garment(shape, Cloth("twill", c)))) for c in ("#ffffff", "#8a1538"))
        assert one == other

    @pytest.mark.parametrize("view", VIEWS)
    def test_draws_the_same_bytes_again(self, view):
        garment = Garment("shirt-dress", HEAVY[2], {"length": "midi"})
        assert draw(garment, view=view) == draw(garment, view=view)

    def test_keeps_the_ids_of_two_drawings_apart(self):
        front = draw(Garment("t-shirt", HEAVY[0]))
        back = draw(Garment("t-shirt", HEAVY[0]), view="back")
        other = draw(Garment("t-shirt", HEAVY[1]))
        assert not set(ids(front)) & set(ids(back))
        assert not set(ids(front)) & set(ids(other))

    def test_hides_itself_from_readers_where_it_has_no_title(self):
        assert parsed(draw(Garment("t-shirt"))).get("aria-hidden") == "true"

    def test_escapes_its_title(self):
        said = '</title><script>alert("1")</script>&'
        svg = draw(Garment("t-shirt"), title=said)
        assert "<script" not in svg
        assert parsed(svg)[0].text == said

    def test_refuses_a_ground_that_is_no_colour(self):
        with pytest.raises(UnreadableColour):
            draw(Garment("t-shirt"), ground='#fff" onload="x')

    def test_refuses_a_view_there_is_not(self):
        with pytest.raises(Undrawable, match="detail"):
            draw(Garment("t-shirt"), view="side")


class TestSwatch:
    def test_differs_for_every_weave_but_those_woven_alike(self):
        drawn = {re.sub(r"f[0-9a-f]{8}", "", swatch(Cloth(weave, "#8a1538"))) for weave in WEAVES}
        assert len(drawn) == len(WEAVES) - 1

    def test_differs_for_every_print(self):
        printed = {
            re.sub(r"f[0-9a-f]{8}", "", swatch(Cloth("satin", "#8a1538", print=name))) for name in PRINTS
        }
        assert len(printed) == len(PRINTS)

    def test_is_well_formed_and_small(self):
        for weave in WEAVES:
            svg = swatch(Cloth(weave, "#fff", print="flower"), size=48)
            assert parsed(svg).get("width") == "48"
            assert weighed(svg) < 4_000
