"""The locator: which stores answer to a place's name, a position and the services wished for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue.folding import folded
from i18n import current_language
from i18n.languages import country_name
from i18n.messages import Message, ngettext
from storefront import gazetteer
from storefront.places import Point, middle
from storefront.store import Store
from tenancy import services

NEAREST = 24
LONGEST_QUESTION = 60
MOST_SERVICES = 12
POSTCODE = re.compile(r"(?=.*\d)[0-9a-z]{3,8}")
LEAST_ALIKE = 2


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


@dataclass(frozen=True)
class Answer:
    """The stores found; nearest first where a place was meant, which `near` names, or herself."""

    stores: Sequence[Store]
    near: str = ""
    is_near_her: bool = False

    @property
    def by_nearness(self) -> bool:
        return bool(self.near) or self.is_near_her

    def told(self) -> Message:
        count = len(self.stores)
        if self.is_near_her:
            return ngettext("The store nearest to you", "The %(num)d stores nearest to you", count)
        if self.near:
            return ngettext(
                "The store nearest to %(place)s",
                "The %(num)d stores nearest to %(place)s",
                count,
                place=self.near,
            )
        return ngettext("%(num)d store", "%(num)d stores", count)


def answer(stores: Sequence[Store], asked: Question, *, countries: Sequence[str]) -> Answer:
    """The stores asked for: by a place's name, a postcode or where she is; `countries` are the market's."""
    offering = [store for store in stores if set(asked.services) <= set(store.outlet.services)]
    if asked.text:
        return _near_a_place(offering, asked.text, countries)
    if asked.here:
        return Answer(_from(asked.here, offering), is_near_her=True)
    return Answer(offering)


def _near_a_place(stores: Sequence[Store], text: str, countries: Sequence[str]) -> Answer:
    named = [store for store in stores if _is_named(store, text)] or _of_postcode(stores, text, countries)
    points = [store.point for store in named if store.point]
    if named and not (points and _is_one_city(named)):
        return Answer(named)
    here = middle(points) if points else gazetteer.find(text, _everywhere(stores, countries))
    return Answer(_from(here, stores, first=named), near=text) if here else Answer(())


def _everywhere(stores: Sequence[Store], countries: Sequence[str]) -> set[str]:
    return {*countries, *(store.outlet.country for store in stores)}


def _of_postcode(stores: Sequence[Store], text: str, countries: Sequence[str]) -> list[Store]:
    """The stores whose postcodes begin most like hers, in her market where there are any."""
    code = _squeezed(text)
    if not POSTCODE.fullmatch(code):
        return []
    at_home = [store for store in stores if store.outlet.country in countries]
    for some in (at_home, stores):
        alike = [(_alike(code, _squeezed(store.outlet.postcode)), store) for store in some]
        most = max((length for length, _store in alike), default=0)
        if most >= LEAST_ALIKE:
            best = [store for length, store in alike if length == most]
            return [store for store in best if _is_one_city([store, best[0]])]
    return []


def _alike(one: str, other: str) -> int:
    """How many signs two codes begin with alike."""
    return next((place for place, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))  # noqa: B905


def _squeezed(code: str) -> str:
    return "".join(sign for sign in folded(code) if sign.isalnum())


def _from(here: Point, stores: Iterable[Store], first: Sequence[Store] = ()) -> list[Store]:
    placed = [replace(store, km=here.km_to(store.point)) for store in stores if store.point]
    named = {store.outlet.id for store in first}
    ordered = sorted(placed, key=lambda store: (store.outlet.id not in named, store.km))
    return ordered[: max(NEAREST, len(named))]


def _is_one_city(stores: Sequence[Store]) -> bool:
    return len({(store.outlet.country, store.outlet.city) for store in stores}) == 1


def _is_named(store: Store, text: str) -> bool:
    wanted = folded(text).strip()
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
