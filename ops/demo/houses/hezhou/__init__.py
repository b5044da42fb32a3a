"""Hezhou 荷洲: community, city and town stores of the water country, with a styling salon."""

from collections.abc import Iterator

from ops.demo.houses import building, people, reading, words
from ops.demo.houses.hezhou.outlets import outlets
from ops.demo.houses.hezhou.styles import SYSTEMS, styles
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import Carrying, House, Outlet, Person


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("hezhou/house.yaml"),
        markets=words.tree("hezhou/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=tuple(_crew(places)),
        carrying=tuple(map(_own, words.tree("hezhou/waters.yaml")["towns"])),
    )


def _own(town: Entry) -> Carrying:
    """What belongs to a town hangs in its store alone."""
    goods = {"categories": ["town"], "tags": [town["key"]]}
    return reading.carrying({"outlets": [town["store"]], "carry": goods})


def _crew(places: tuple[Outlet, ...]) -> Iterator[Person]:
    """A manager and somebody on the floor in every store."""
    for place in places:
        if place.kind == "store":
            yield people.chinese("hezhou", place.code, role="store-manager")
            yield people.chinese("hezhou", place.code, role="sales-associate")
