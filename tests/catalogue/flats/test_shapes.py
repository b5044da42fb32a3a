import pytest

from catalogue.flats import SHAPES, Garment, UnknownAttribute, UnknownShape

WANTED = {
    "slip-dress", "shirt-dress", "wrap-dress", "gown", "coat", "trench", "blazer", "jumper", "cardigan",
    "shirt", "blouse", "t-shirt", "trousers", "jeans", "skirt", "jumpsuit", "scarf", "bag", "shoe",
}  # fmt: skip


class TestShapes:
    def test_holds_a_whole_wardrobe(self):
        assert set(SHAPES) >= WANTED

    def test_offers_each_value_once(self):
        for offered in SHAPES.values():
            assert all(len(values) == len(set(values)) > 1 for values in offered.values())

    def test_cannot_be_changed(self):
        with pytest.raises(TypeError):
            SHAPES["toga"] = {}  # ty: ignore


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
