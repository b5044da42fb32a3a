"""Noctuelle 夜蛾: few and expensive dresses, a hundred stores in twenty-seven capitals."""

from collections.abc import Iterator

from ops.demo.houses import building, people, words
from ops.demo.houses.noctuelle.outlets import outlets
from ops.demo.houses.noctuelle.styles import SYSTEMS, styles
from ops.demo.houses.shape import House, Outlet, Person


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("noctuelle/house.yaml"),
        markets=words.tree("noctuelle/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=tuple(_crew(places)),
    )


def _crew(places: tuple[Outlet, ...]) -> Iterator[Person]:
    """A manager for every store, a tailor for every salon."""
    for place in places:
        if place.kind == "store":
            yield people.chinese("noctuelle", place.code, role="store-manager")
            if place.store_type == "salon":
                yield people.chinese("noctuelle", place.code, role="stylist")
