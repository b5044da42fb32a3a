"""Noctuelle 夜蛾: few and expensive dresses, a hundred stores in twenty-seven capitals."""

from ops.demo.houses import building, people, words
from ops.demo.houses.noctuelle.outlets import outlets
from ops.demo.houses.noctuelle.styles import SYSTEMS, styles
from ops.demo.houses.shape import House, Outlet


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("noctuelle/house.yaml"),
        markets=words.tree("noctuelle/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=people.crew("noctuelle", places, beside=_beside),
    )


def _beside(place: Outlet) -> str | None:
    """A tailor in every salon."""
    return "stylist" if place.store_type == "salon" else None
