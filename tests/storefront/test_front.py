"""Every page opens, in every edition."""

import pytest

PAGES = [
    "",
    "collections/silks",
    "search",
    "search?q=soie",
    "stores",
    "stores/paris",
    "story",
    "size-guide",
    "lookbooks/by-the-river",
]


class TestPages:
    @pytest.mark.parametrize("path", PAGES)
    def test_open_in_english(self, visitor, path):
        text = visitor.read(f"/en-fr/{path}")
        assert text.count("<h1") == 1
