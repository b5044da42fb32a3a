"""What the shop's front says in the brand's own words: name, menu, first page; each text by a path.

A path is `tagline`, `navigation.0.label`, `home.2.title` or `home.2.entries.1.text`.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID

from i18n.words import Words
from tenancy.brands import Brand, event_id


class Frontage:
    """The brand's texts as other rows have theirs: `words` by path, to be read and set."""

    __tablename__ = "brand"

    def __init__(self, brand: Brand) -> None:
        self.brand = brand

    @property
    def id(self) -> UUID:
        return event_id(self.brand.id)

    @property
    def code(self) -> str:
        return self.brand.slug

    @property
    def words(self) -> dict[str, Any]:
        return {
            f"{place}{field}": by_language
            for place, words in _places(self.brand.words, self.brand.navigation, self.brand.home)
            for field, by_language in words.items()
        }

    @words.setter
    def words(self, given: Words) -> None:
        brand = self.brand
        own, navigation, home = deepcopy((brand.words, brand.navigation, brand.home))
        for place, words in _places(own, navigation, home):
            for field in words:
                words[field] = given[f"{place}{field}"]
        brand.words, brand.navigation, brand.home = own, navigation, home


def _places(own: dict, navigation: list, home: list) -> Iterator[tuple[str, dict]]:
    """Yield each set of words with what its paths begin with."""
    yield "", own
    for number, link in enumerate(navigation):
        yield f"navigation.{number}.", link.get("words") or {}
    for number, section in enumerate(home):
        yield f"home.{number}.", section.get("words") or {}
        for place, entry in enumerate(section.get("entries") or ()):
            yield f"home.{number}.entries.{place}.", entry.get("words") or {}
