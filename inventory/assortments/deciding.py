"""What an outlet carries, from rules and goods alone: set by set for all styles, link by link for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pyroaring import BitMap

from inventory.assortments.goods import Goods
from inventory.assortments.rules import Otherwise, Place, Rule, Seasons


@dataclass(frozen=True)
class Edition:
    """The rules in force, the weightiest first, and what holds where none of them speaks."""

    rules: Sequence[Rule]
    otherwise: Otherwise
    seasons: Seasons

    def on(self, day: date) -> list[Rule]:
        return [rule for rule in self.rules if rule.speaks_on(day, self.seasons)]


def carried(edition: Edition, places: Iterable[Place], goods: Goods, *, on: date) -> dict[UUID, BitMap]:
    """Every place's styles; places of which the same rules speak are reckoned once."""
    speaking = edition.on(on)
    chosen = {rule.id: goods.chosen(rule.what) for rule in speaking}
    reckoned: dict[tuple, BitMap] = {}
    found = {}
    for place in places:
        here = tuple(rule for rule in speaking if rule.speaks_of(place))
        key = (starts_with_everything(edition, place), place.is_closed(on), *(rule.id for rule in here))
        if key not in reckoned:
            reckoned[key] = BitMap() if place.is_closed(on) else _applied(here, chosen, goods, all_of=key[0])
        found[place.id] = reckoned[key]
    return found


def starts_with_everything(edition: Edition, place: Place) -> bool:
    """Whether a place carries what no rule speaks of; what is no store always does."""
    return place.kind != "store" or edition.otherwise is Otherwise.EVERYTHING


def _applied(rules: Sequence[Rule], chosen: Mapping[UUID, BitMap], goods: Goods, *, all_of: bool) -> BitMap:
    """Let the rules speak, the weightiest last."""
    found = BitMap(goods.everything) if all_of else BitMap()
    for rule in reversed(rules):
        if rule.includes:
            found |= chosen[rule.id]
        else:
            found -= chosen[rule.id]
    return found


def speaking_of(edition: Edition, place: Place, goods: Goods, number: int, *, on: date) -> list[Rule]:
    """The rules that speak of one style at one place, the one that decides first."""
    return [rule for rule in edition.on(on) if rule.speaks_of(place) and number in goods.chosen(rule.what)]
