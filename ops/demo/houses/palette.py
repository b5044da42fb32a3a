"""The colours and cloths that all houses buy from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ops.demo.houses import words
from ops.demo.houses.shape import Text


@dataclass(frozen=True)
class Colour:
    key: str
    hex: str
    family: str
    names: Text


@dataclass(frozen=True)
class Fabric:
    key: str
    weave: str
    kind: str
    fibres: tuple[tuple[str, int], ...]
    care: str
    grams: int
    season: str
    print: str | None
    names: Text


_TAGS = ("zh-Hans", "zh-Hant", "en", "fr", "ja")

CARE: Mapping[str, tuple[str, ...]] = {
    "easy": ("W30", "B0", "T1", "N", "I2", "P"),
    "gentle": ("W30m", "B0", "T0", "N-shade", "I1", "P"),
    "dark": ("W30m", "B0", "T0", "N-shade", "I2", "D0"),
    "linen": ("W30m", "B0", "T0", "N", "I3", "P"),
    "delicate": ("WH", "B0", "T0", "N-shade", "I1", "Pm"),
    "dry": ("W0", "B0", "T0", "I1", "P"),
    "knit": ("W30m", "B0", "T0", "N-flat", "I1", "P"),
    "woolknit": ("WH", "B0", "T0", "N-flat-shade", "I1", "P"),
    "pleat": ("WH", "B0", "T0", "N-drip", "I0", "P"),
    "sport": ("W30", "B0", "T1", "N", "I1", "D0"),
    "wipe": ("W0", "B0", "T0", "I0", "D0"),
}
"""Care codes in the order of the label: wash, bleach, tumble and line, iron, professional."""


@cache
def colours() -> Mapping[str, Colour]:
    return {row["key"]: _colour(row) for row in words.rows("colours.csv")}


def _colour(row: dict[str, str]) -> Colour:
    return Colour(row["key"], row["hex"], row["family"], {tag: row[tag] for tag in _TAGS})


@cache
def fabrics() -> Mapping[str, Fabric]:
    return {key: _fabric(key, entry) for key, entry in words.tree("cloths.yaml").items()}


def _fabric(key: str, entry: dict) -> Fabric:
    return Fabric(
        key=key,
        weave=entry["weave"],
        kind=entry["kind"],
        fibres=tuple(entry["fibres"].items()),
        care=entry["care"],
        grams=entry["grams"],
        season=entry["season"],
        print=entry.get("print"),
        names=entry["words"],
    )
