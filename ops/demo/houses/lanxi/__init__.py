"""Lanxi 蓝溪: two hundred stores of women's everyday wear, from Hangzhou."""

from ops.demo.houses import building, people, words
from ops.demo.houses.lanxi.outlets import outlets
from ops.demo.houses.lanxi.styles import SYSTEMS, styles
from ops.demo.houses.shape import House, Outlet


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("lanxi/house.yaml"),
        markets=words.tree("lanxi/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=people.crew("lanxi", places, beside=_beside),
    )


def _beside(place: Outlet) -> str | None:
    """Somebody on the floor where the store is large."""
    return "sales-associate" if place.grade == "A" else None
