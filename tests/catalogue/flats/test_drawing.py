import gzip
import itertools
from xml.etree import ElementTree

import pytest

from catalogue.flats import (
    PRINTS,
    SHAPES,
    WEAVES,
    Cloth,
    Garment,
    Undrawable,
    UnknownAttribute,
    UnknownCloth,
    UnknownShape,
    UnreadableColour,
    draw,
    swatch,
)

VIEWS = ("front", "back", "detail", "cloth")
DRAWN = {
    "svg", "title", "defs", "g", "path", "rect", "circle", "use", "pattern", "clipPath", "linearGradient",
    "radialGradient", "stop", "filter", "feGaussianBlur",
}  # fmt: skip
CLOTHS = (
    Cloth("twill", "#27405e"),
    Cloth("lace", "#ffffff", print="flower", second="#b4472f"),
    Cloth("tweed", "#000000", print="tartan", second="#e03c31"),
    Cloth("organza", "#e7b7c8"),
)


def variants(shape: str):
    """Each value of each attribute once, the others as usual."""
    for attribute, values in SHAPES[shape].items():
        for value in values:
            yield {attribute: value}


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def weighed(svg: str) -> int:
    return len(gzip.compress(svg.encode(), mtime=0))


class TestDraw:
    @pytest.mark.parametrize("shape", SHAPES)
    def test_draws_every_value_of_every_attribute_small_and_whole(self, shape):
        cloths = itertools.cycle(CLOTHS)
        for attributes, view in itertools.product(variants(shape), ("front", "back")):
            svg = draw(Garment(shape, next(cloths), attributes), view=view, title=shape)
            parsed(svg)
            assert weighed(svg) < 12_000, (attributes, view)

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("shape", SHAPES)
    def test_uses_presentation_attributes_alone(self, shape, view):
        for cloth in CLOTHS:
            root = parsed(draw(Garment(shape, cloth), view=view, title="A coat"))
            assert root.get("viewBox") == "0 0 800 1000"
            for element in root.iter():
                assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in DRAWN
                assert not {"style", "class", "onload", "filterRes"} & set(element.attrib)
                assert element.get("href", "#").startswith("#")
                assert all("url(#" in value for value in element.attrib.values() if "url(" in value)

    @pytest.mark.parametrize("shape", SHAPES)
    def test_points_at_nothing_it_does_not_hold(self, shape):
        root = parsed(draw(Garment(shape, CLOTHS[1]), title="A coat"))
        held = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(held) == len(set(held))
        for element in root.iter():
            for value in element.attrib.values():
                if "url(#" in value:
                    assert value.split("#")[1].rstrip(")") in held
            if element.get("href"):
                assert element.get("href").removeprefix("#") in held

    @pytest.mark.parametrize("view", VIEWS)
    def test_draws_the_same_bytes_again(self, view):
        garment = Garment("shirt-dress", CLOTHS[2], {"length": "midi"})
        assert draw(garment, view=view) == draw(garment, view=view)

    def test_keeps_the_ids_of_two_drawings_apart(self):
        one, other = (draw(Garment("t-shirt", cloth), title="A") for cloth in CLOTHS[:2])
        held = [{e.get("id") for e in parsed(svg).iter() if e.get("id")} for svg in (one, other)]
        assert not held[0] & held[1]

    @pytest.mark.parametrize("shape", SHAPES)
    def test_draws_another_garment_for_another_value(self, shape):
        for attribute, values in SHAPES[shape].items():
            faces = {bare(shape, {attribute: value}) for value in values}
            assert len(faces) == len(values), (attribute, values)

    @pytest.mark.parametrize("shape", SHAPES)
    def test_keeps_its_lines_through_a_change_of_colour(self, shape):
        one, other = (outlines(draw(Garment(shape, Cloth("twill", c)))) for c in ("#ffffff", "#8a1538"))
        assert one == other

    def test_escapes_its_title(self):
        svg = draw(Garment("t-shirt"), title='</title><script>alert("1")</script>&')
        assert "<script" not in svg
        assert parsed(svg)[0].text == '</title><script>alert("1")</script>&'

    def test_refuses_a_ground_that_is_no_colour(self):
        with pytest.raises(UnreadableColour):
            draw(Garment("t-shirt"), ground='#fff" onload="x')

    def test_refuses_a_view_there_is_not(self):
        with pytest.raises(Undrawable):
            draw(Garment("t-shirt"), view="side")


class TestGarment:
    def test_refuses_a_shape_there_is_not(self):
        with pytest.raises(UnknownShape, match="t-shirt"):
            Garment("toga")

    def test_refuses_an_attribute_the_shape_does_not_take(self):
        with pytest.raises(UnknownAttribute, match="neckline"):
            Garment("t-shirt", attributes={"heel": "flat"})

    def test_refuses_a_value_the_attribute_does_not_offer(self):
        with pytest.raises(UnknownAttribute, match="cropped"):
            Garment("t-shirt", attributes={"length": "<b>"})


class TestCloth:
    @pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "url(#a)", "#fff;", "", "#fff\n"])
    def test_refuses_what_is_not_a_colour(self, colour):
        with pytest.raises(UnreadableColour):
            Cloth(colour=colour)
        with pytest.raises(UnreadableColour):
            Cloth(second=colour)

    def test_refuses_a_weave_or_a_print_there_is_not(self):
        with pytest.raises(UnknownCloth):
            Cloth("chainmail")
        with pytest.raises(UnknownCloth):
            Cloth("twill", print="camouflage")


class TestSwatch:
    def test_differs_for_every_weave_and_print(self):
        plain = {swatch(Cloth(weave, "#8a1538")) for weave in WEAVES}
        printed = {swatch(Cloth("satin", "#8a1538", print=name)) for name in PRINTS}
        assert len(plain) >= len(WEAVES) - 1
        assert len(printed) == len(PRINTS)

    def test_is_well_formed_and_small(self):
        for weave in WEAVES:
            svg = swatch(Cloth(weave, "#fff", print="flower"), size=48)
            assert parsed(svg).get("width") == "48"
            assert weighed(svg) < 4_000


def bare(shape: str, attributes: dict[str, str]) -> tuple[str, ...]:
    """What is drawn before and behind, without the ids that would tell any two drawings apart."""
    return tuple(
        "".join(outlines(draw(Garment(shape, CLOTHS[0], attributes), view=view)))
        for view in ("front", "back")
    )


def outlines(svg: str) -> list[str]:
    return [
        element.get("d", "") + element.get("cx", "")
        for element in parsed(svg).iter()
        if element.get("d") or element.get("cx")
    ]
