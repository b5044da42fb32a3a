"""The locator: which stores answer to a place's name, a position and the services wished for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from i18n import current_language
from i18n.languages import country_name
from storefront.places import Point, folded, middle
from storefront.store import Store
from tenancy import services

NEAREST = 24
LONGEST_QUESTION = 60
MOST_SERVICES = 12


@dataclass(frozen=True)
class Question:
    """What is asked of the locator: a place by name or position, and services it must offer."""

    text: str
    here: Point | None
    services: tuple[str, ...]

    @classmethod
    def read(cls, given: Any) -> "Question":
        return cls(
            text=given.get("q", "").strip()[:LONGEST_QUESTION],
            here=Point.read(given.get("at", "")),
            services=tuple(dict.fromkeys(given.getlist("service")))[:MOST_SERVICES],
        )


def answer(stores: Sequence[Store], asked: Question) -> list[Store]:
    """The stores asked for, nearest first where a place was named."""
    offering = [store for store in stores if set(asked.services) <= set(store.outlet.services)]
    if asked.here:
        return _from(asked.here, offering)
    if not asked.text:
        return offering
    named = [store for store in offering if _is_named(store, asked.text)]
    points = [store.point for store in named if store.point]
    return _from(middle(points), offering, first=named) if _is_one_city(named) and points else named


def _from(here: Point, stores: Iterable[Store], first: Sequence[Store] = ()) -> list[Store]:
    placed = [replace(store, km=here.km_to(store.point)) for store in stores if store.point]
    named = {store.outlet.id for store in first}
    return sorted(placed, key=lambda store: (store.outlet.id not in named, store.km))[:NEAREST]


def _is_one_city(stores: Sequence[Store]) -> bool:
    return len({(store.outlet.country, store.outlet.city) for store in stores}) == 1


def _is_named(store: Store, text: str) -> bool:
    wanted = folded(text)
    outlet = store.outlet
    names = [entry["text"] for entry in outlet.words.get("name", {}).values()]
    places = [outlet.city, outlet.region, outlet.district, outlet.postcode, *outlet.lines]
    latin = [str(part) for part in outlet.latin.values()]
    return any(wanted in folded(part) for part in (*names, *places, *latin) if part)


def by_country(stores: Sequence[Store]) -> list[tuple[str, list[tuple[str, list[Store]]]]]:
    """Stores under their country and city, in the order they are in."""
    countries: dict[str, dict[str, list[Store]]] = {}
    for store in stores:
        country = country_name(store.outlet.country, language=current_language())
        countries.setdefault(country, {}).setdefault(store.city, []).append(store)
    return [(country, list(cities.items())) for country, cities in countries.items()]


def by_city(stores: Sequence[Store]) -> list[tuple[str, int]]:
    """Cities with how many stores each has, the largest first."""
    cities: dict[str, int] = {}
    for store in stores:
        cities[store.city] = cities.get(store.city, 0) + 1
    return sorted(cities.items(), key=lambda city: (-city[1], city[0]))


def offered(stores: Sequence[Store]) -> list[tuple[str, str, int]]:
    """Each service with its name and how many stores offer it."""
    counts: dict[str, int] = {}
    for store in stores:
        for code in store.outlet.services:
            counts[code] = counts.get(code, 0) + 1
    return [(code, services.name(code), count) for code, count in sorted(counts.items())]
