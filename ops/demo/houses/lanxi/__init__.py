"""Lanxi 蓝溪: two hundred stores of women's everyday wear, from Hangzhou."""

from collections.abc import Iterator

from ops.demo.houses import building, people, words
from ops.demo.houses.lanxi.outlets import outlets
from ops.demo.houses.lanxi.styles import SYSTEMS, styles
from ops.demo.houses.shape import House, Outlet, Person


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("lanxi/house.yaml"),
        markets=words.tree("lanxi/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=tuple(_crew(places)),
    )


def _crew(places: tuple[Outlet, ...]) -> Iterator[Person]:
    """A manager for every store; somebody on the floor too where the store is large."""
    for place in places:
        if place.kind == "store":
            yield people.chinese("lanxi", place.code, role="store-manager")
            if place.grade == "A":
                yield people.chinese("lanxi", place.code, role="sales-associate")
