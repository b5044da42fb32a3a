"""What is told of a size: what is left of it, and nothing of a style yet to come out."""

from uuid import uuid4

import pytest

from catalogue.shown_styles import SkuShown
from i18n import speaking
from storefront.whereabouts import SizeThere

SKU = SkuShown(uuid4(), "R100-ink-M", None, "M", "36")


class TestSizeThere:
    @pytest.mark.parametrize(
        ("units", "is_coming", "is_out", "remark"),
        [
            (0, False, True, "Sold out"),
            (1, False, False, "Last one"),
            (9, False, False, "None"),
            (0, True, False, "None"),
        ],
    )
    def test_is_sold_out_only_once_it_is_for_sale(self, units, is_coming, is_out, remark):
        there = SizeThere(SKU, units, is_coming)
        with speaking("en"):
            assert (there.is_out, str(there.remark)) == (is_out, remark)
