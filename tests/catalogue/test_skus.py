import pytest

from catalogue import skus, style_book
from catalogue.skus import find_sku
from kernel.events import CLOCK
from tests.world_catalogue import NOON, draft


def style(session, code: str, *sizes: str) -> list[str]:
    style_book.add_styles(session, [draft(code, sizes=sizes)], by=CLOCK, at=NOON)
    return [f"{code}-ink-{size}" for size in sizes]


def remove(session, code: str) -> None:
    skus.remove_sku(session, find_sku(session, code), by=CLOCK, at=NOON)


class TestRemoveSku:
    def test_takes_out_a_size_entered_by_mistake(self, session):
        small, medium = style(session, "T1", "S", "M")
        remove(session, small)
        assert find_sku(session, small) is None
        assert find_sku(session, medium) is not None

    def test_leaves_a_style_on_sale_something_to_sell(self, session):
        small, medium = style(session, "T2", "S", "M")
        style_book.publish(session, ["T2"], by=CLOCK, at=NOON)
        remove(session, small)
        with pytest.raises(skus.LastSku, match="T2-ink-M"):
            remove(session, medium)
