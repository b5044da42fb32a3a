"""What each outlet of a house carries, reckoned from its rules before there is a database."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from uuid import NAMESPACE_OID, UUID, uuid5

from pyroaring import BitMap

from inventory.assortments import deciding
from inventory.assortments.deciding import Edition
from inventory.assortments.goods import Goods
from inventory.assortments.rules import Level, Otherwise, Place, Rule
from ops.demo.houses.shape import Carrying, House, Outlet

SOME_DAY = date(2026, 11, 22)
"""Rules that come and go are left out, so that one day is as good as another."""


@cache
def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, name)


def carried(house: House) -> dict[str, frozenset[str]]:
    """The codes of the styles that each outlet carries, by its code."""
    numbers = {style.code: number for number, style in enumerate(house.styles, 1)}
    codes = {number: code for code, number in numbers.items()}
    lasting = [each for each in house.carrying if each.from_day is None and each.until_day is None]
    rules = sorted(map(_rule, lasting), key=lambda rule: rule.weight, reverse=True)
    edition = Edition(rules, Otherwise(house.otherwise), {})
    places = {outlet.code: _place(house, outlet) for outlet in house.outlets}
    found = deciding.carried(edition, places.values(), _goods(house, numbers), on=SOME_DAY)
    return {code: frozenset(codes[one] for one in found[place.id]) for code, place in places.items()}


def _rule(carrying: Carrying) -> Rule:
    said = carrying.rule
    subjects = said.subjects
    if said.level is Level.OUTLET:
        subjects = tuple(str(_id(code)) for code in subjects)
    return Rule(
        id=_id(repr(said)),
        level=said.level,
        subjects=subjects,
        conditions=said.conditions,
        action=said.action,
        what=said.what,
        starts_on=SOME_DAY,
    )


def _place(house: House, outlet: Outlet) -> Place:
    country = outlet.address.country
    market = next((market.key for market in house.markets if country in market.countries), "")
    return Place(
        id=_id(outlet.code),
        kind=outlet.kind,
        type=outlet.store_type or "",
        market=market,
        tier=outlet.city_tier or "",
        climate=outlet.climate,
        grade=outlet.grade,
    )


def _goods(house: House, numbers: Mapping[str, int]) -> Goods:
    facts: dict[tuple[str, str], BitMap] = {}
    for fact, code in _true(house):
        facts.setdefault(fact, BitMap()).add(numbers[code])
    prices = {
        market.price_list: {
            numbers[style.code]: market.price_rule.price(style.prices[0].amount) for style in house.styles
        }
        for market in house.markets
    }
    return Goods(BitMap(numbers.values()), facts, prices)


def _true(house: House) -> Iterator[tuple[tuple[str, str], str]]:
    for style in house.styles:
        yield ("category", style.category), style.code
        yield ("season", style.season), style.code
        yield from ((("tag", tag), style.code) for tag in style.tags)
    for collection in house.collections:
        yield from ((("collection", collection.key), style.code) for style in house.members(collection))
