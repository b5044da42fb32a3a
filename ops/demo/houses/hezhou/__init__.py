"""Hezhou 荷洲: community, city and town stores of the water country, with a styling salon."""

from ops.demo.houses import building, people, reading, words
from ops.demo.houses.hezhou.outlets import outlets
from ops.demo.houses.hezhou.styles import SYSTEMS, styles
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import Carrying, House


def house() -> House:
    places = outlets()
    return building.house(
        words.tree("hezhou/house.yaml"),
        markets=words.tree("hezhou/markets.yaml"),
        outlets=places,
        size_systems=SYSTEMS,
        styles=styles(),
        staff=people.crew("hezhou", places, beside=lambda _place: "sales-associate"),
        carrying=tuple(map(_own, words.tree("hezhou/waters.yaml")["towns"])),
    )


def _own(town: Entry) -> Carrying:
    """What belongs to a town hangs in its store alone."""
    goods = {"categories": ["town"], "tags": [town["key"]]}
    return reading.carrying({"outlets": [town["store"]], "carry": goods})
