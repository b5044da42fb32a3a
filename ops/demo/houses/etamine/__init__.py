"""Étamine: outlets in Paris, Singapore, New York, Tokyo and Hangzhou."""

from ops.demo.houses import building, reading, words
from ops.demo.houses.etamine.styles import LANGUAGES, SYSTEMS, styles
from ops.demo.houses.shape import House


def house() -> House:
    return building.house(
        words.tree("etamine/house.yaml"),
        markets=words.tree("etamine/markets.yaml"),
        outlets=tuple(reading.outlet(each, LANGUAGES) for each in words.tree("etamine/outlets.yaml")),
        size_systems=SYSTEMS,
        styles=styles(),
    )
