"""What is true of styles, as sets of their numbers: what rules choose from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import select

from catalogue import categories, prices
from catalogue.categories import Category
from catalogue.collections import Collection, CollectionStyle
from catalogue.postings import Posting, unpacked
from catalogue.seasons import Season
from catalogue.styles import Style
from inventory.assortments.rules import Rule, What
from kernel.db import BrandSession

Fulls = Mapping[int, int]
"""Full prices in minor units by style number."""

AT_A_TIME = 1000


@dataclass(frozen=True)
class Goods:
    """Styles that are not withdrawn, what is true of them, and their full prices by price list."""

    everything: BitMap
    facts: Mapping[tuple[str, str], BitMap] = field(default_factory=dict)
    prices: Mapping[str, Fulls] = field(default_factory=dict)

    def chosen(self, what: What) -> BitMap:
        """The styles that a rule names."""
        found = BitMap(self.everything)
        for facet, values in (
            ("category", what.categories),
            ("collection", what.collections),
            ("tag", what.tags),
            ("season", what.seasons),
            ("style", what.styles),
        ):
            if values:
                found &= BitMap.union(BitMap(), *(self.facts.get((facet, one), BitMap()) for one in values))
        if what.price_list:
            found &= self._priced(what)
        return found

    def _priced(self, what: What) -> BitMap:
        lowest = 0 if what.lowest is None else what.lowest
        fulls = self.prices.get(what.price_list, {}).items()
        return BitMap(
            number
            for number, units in fulls
            if lowest <= units and (what.highest is None or units <= what.highest)
        )


def read(
    session: BrandSession, rules: Iterable[Rule], *, style_ids: Iterable[UUID] | None = None, at: datetime
) -> Goods:
    """Read of all styles, or of some, what these rules ask about."""
    asked = [rule.what for rule in rules]
    wanted = None if style_ids is None else sorted(style_ids)
    tags = {tag for what in asked for tag in what.tags}
    rows = list(_styles(session, wanted, with_tags=bool(tags)))
    numbers = {row.id: row.number for row in rows}
    facts = _facts(session, rows, named={code for what in asked for code in what.styles}, tags=tags)
    gathered = {code for what in asked for code in what.collections}
    if gathered:
        facts |= _gathered(session, gathered)
    lists = {what.price_list for what in asked if what.price_list}
    return Goods(
        everything=BitMap(numbers.values()),
        facts=facts,
        prices={code: _fulls(session, code, numbers, wanted, at=at) for code in sorted(lists)},
    )


def _styles(session: BrandSession, wanted: list[UUID] | None, *, with_tags: bool) -> Iterator[Any]:
    """Read styles that are not withdrawn; their tags only where a rule asks, for they take the longest."""
    columns = [Style.id, Style.number, Style.code, Style.category_id, Style.season_id]
    rows = select(*columns, *([Style.tags] if with_tags else [])).where(Style.status != "withdrawn")
    if wanted is None:
        yield from session.execute(rows)
        return
    for start in range(0, len(wanted), AT_A_TIME):
        yield from session.execute(rows.where(Style.id.in_(wanted[start : start + AT_A_TIME])))


def _facts(
    session: BrandSession, rows: list[Any], *, named: set[str], tags: set[str]
) -> dict[tuple[str, str], BitMap]:
    """Categories with all below them, seasons, and the tags and single styles that are asked for."""
    tree: dict[UUID, Category] = categories.tree(session)
    within = {id: [one.code for one in categories.path(tree, id)] for id in tree}
    seasons = dict(session.execute(select(Season.id, Season.code)).all())
    numbers: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        true = [("category", code) for code in within[row.category_id]]
        true += [("season", seasons[row.season_id])] if row.season_id else []
        true += [("style", row.code)] if row.code in named else []
        true += [("tag", tag) for tag in row.tags if tag in tags] if tags else []
        for fact in true:
            numbers.setdefault(fact, []).append(row.number)
    return {fact: BitMap(some) for fact, some in numbers.items()}


def _gathered(session: BrandSession, codes: set[str]) -> dict[tuple[str, str], BitMap]:
    """What collections hold in any market, and what was put into them by hand though no market lists it."""
    found = {("collection", code): BitMap() for code in codes}
    listed = select(Posting.value, Posting.numbers).where(
        Posting.facet == "collection", Posting.value.in_(sorted(codes))
    )
    for code, numbers in session.execute(listed):
        found["collection", code] |= unpacked(numbers)
    by_hand = (
        select(Collection.code, Style.number)
        .join(CollectionStyle, CollectionStyle.collection_id == Collection.id)
        .join(Style, Style.id == CollectionStyle.style_id)
        .where(Collection.code.in_(sorted(codes)))
    )
    for code, number in session.execute(by_hand):
        found["collection", code].add(number)
    return found


def _fulls(
    session: BrandSession,
    code: str,
    numbers: Mapping[UUID, int],
    wanted: list[UUID] | None,
    *,
    at: datetime,
) -> Fulls:
    listed = prices.price_lists(session).get(code)
    if listed is None:
        return {}
    known = prices.histories(session, wanted, price_list_id=listed.id)
    fulls = {style_id: history.full_at(at) for (style_id, _list), history in known.items()}
    return {numbers[id]: units for id, units in fulls.items() if units is not None and id in numbers}
