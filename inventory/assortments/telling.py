"""Rules in words: each a sentence of its own in every language, with the brand's own names in it.

Names.read(session, rules) -> Names          one lookup for many sentences
sentence(rule, names) -> Message             "Stores of the type Community carry Homewear, from 1 March 2027"
presented(session, rows)                     the same for how goods stand
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from catalogue import prices
from catalogue.categories import Category
from catalogue.collections import Collection
from catalogue.seasons import Season
from catalogue.styles import Style
from i18n import Message, _, current_language, ngettext
from i18n.money import Money
from i18n.numbers import Joining, format_list
from i18n.words import Words, wording
from inventory.assortments.presenting import MAIN, PresentationRule
from inventory.assortments.rules import Conditions, Level, Otherwise, Rule, What
from kernel.db import BrandSession
from tenancy import traits
from tenancy.brands import Brand
from tenancy.markets import Market
from tenancy.outlets import Outlet, StoreType

MOST_NAMED = 4


@dataclass(frozen=True)
class Named:
    """A brand's own name for something, read when it is said."""

    words: Words
    source: str
    otherwise: str

    def __str__(self) -> str:
        return wording(self.words, "name", current_language(), source=self.source).text or self.otherwise


@dataclass(frozen=True)
class Listing:
    """Several names as a sentence joins them; of many only the first are said."""

    names: Sequence[object]
    joining: Joining = "and"

    def __str__(self) -> str:
        said = [str(name) for name in self.names]
        if len(said) > MOST_NAMED + 1:
            more = len(said) - MOST_NAMED
            said = [*said[:MOST_NAMED], str(ngettext("%(num)d more", "%(num)d more", more))]
        return format_list(said, current_language(), style=self.joining)


@dataclass(frozen=True)
class Names:
    """What rules name, by kind and then by code or id; currencies by price list."""

    by_kind: Mapping[str, Mapping[str, Named]]
    currencies: Mapping[str, str]

    @classmethod
    def read(cls, session: BrandSession, rules: Iterable[Rule]) -> "Names":
        told = list(rules)
        source = session.get_one(Brand, session.brand).language
        whats = [rule.what for rule in told]
        ids = {level: _ids(told, level) for level in (Level.MARKET, Level.TYPE, Level.OUTLET)}
        seasons = {code for rule in told for code in (*rule.what.seasons, *rule.conditions.during)}
        wanted: dict[str, tuple[Any, Any, set]] = {
            "market": (Market, Market.id, ids[Level.MARKET]),
            "type": (StoreType, StoreType.id, ids[Level.TYPE]),
            "outlet": (Outlet, Outlet.id, ids[Level.OUTLET]),
            "category": (Category, Category.code, {code for what in whats for code in what.categories}),
            "collection": (Collection, Collection.code, {one for what in whats for one in what.collections}),
            "season": (Season, Season.code, seasons),
            "style": (Style, Style.code, {code for what in whats for code in what.styles}),
        }
        lists = prices.price_lists(session) if any(what.price_list for what in whats) else {}
        return cls(
            {kind: _named(session, *asked, source=source) for kind, asked in wanted.items()},
            {code: one.currency for code, one in lists.items()},
        )

    def of(self, kind: str, keys: Iterable[str]) -> list[object]:
        known = self.by_kind.get(kind, {})
        return [known.get(key, key) for key in keys]


def _ids(rules: list[Rule], level: Level) -> set[UUID]:
    return {UUID(one) for rule in rules if rule.level is level for one in rule.subjects}


def _named(session: BrandSession, model: Any, key: Any, wanted: set, *, source: str) -> dict[str, Named]:
    if not wanted:
        return {}
    rows = session.execute(select(key, model.code, model.words).where(key.in_(sorted(wanted))))
    return {str(found): Named(words, source, code) for found, code, words in rows}


def sentence(rule: Rule, names: Names, *, is_dated: bool = True) -> Message:
    """Say a rule whole; an undated one in a draft leaves its first day to the draft."""
    said = _carries(rule, names)
    if rule.conditions.during:
        seasons = Listing(names.of("season", rule.conditions.during), "or")
        said = _("%(rule)s, during %(seasons)s", rule=said, seasons=seasons)
    if is_dated and rule.ends_on:
        return _(
            "%(rule)s, from %(first)s until %(last)s", rule=said, first=rule.starts_on, last=rule.ends_on
        )
    if rule.ends_on:
        return _("%(rule)s, until %(last)s", rule=said, last=rule.ends_on)
    return _("%(rule)s, from %(first)s", rule=said, first=rule.starts_on) if is_dated else said


def _carries(rule: Rule, names: Names) -> Message:
    who, what = _who(rule, names), _what(rule.what, names)
    number = 1 if rule.level is Level.BRAND else len(rule.subjects) if rule.level is Level.OUTLET else 2
    if rule.includes:
        return ngettext("%(who)s carries %(what)s", "%(who)s carry %(what)s", number, who=who, what=what)
    return ngettext(
        "%(who)s does not carry %(what)s", "%(who)s do not carry %(what)s", number, who=who, what=what
    )


def _who(rule: Rule, names: Names) -> Message | Listing:
    who = _stores(rule, names)
    like = _like(rule.conditions)
    return _("%(who)s (%(conditions)s)", who=who, conditions=Listing(like)) if like else who


def _stores(rule: Rule, names: Names) -> Message | Listing:
    if rule.level is Level.BRAND:
        return _("Every store")
    subjects = Listing(names.of(rule.level, rule.subjects))
    if rule.level is Level.MARKET:
        return _("Stores in %(markets)s", markets=subjects)
    if rule.level is Level.TYPE:
        count = len(rule.subjects)
        return ngettext(
            "Stores of the type %(types)s", "Stores of the types %(types)s", count, types=subjects
        )
    return subjects


def _like(conditions: Conditions) -> list[Message]:
    said = []
    if conditions.tiers:
        tiers = Listing([traits.CITY_TIERS.get(one, one) for one in conditions.tiers], "or")
        said.append(_("city: %(tiers)s", tiers=tiers))
    if conditions.climates:
        climates = Listing([traits.CLIMATES.get(one, one) for one in conditions.climates], "or")
        said.append(_("climate: %(climates)s", climates=climates))
    if conditions.grades:
        said.append(_("grade: %(grades)s", grades=Listing(conditions.grades, "or")))
    return said


def _what(what: What, names: Names) -> Message | Listing:
    """Name first what says most, then what narrows it."""
    kinds = {
        "style": what.styles,
        "category": what.categories,
        "collection": what.collections,
        "season": what.seasons,
    }
    named = {kind: Listing(names.of(kind, codes)) for kind, codes in kinds.items() if codes}
    first = next((kind for kind in ("style", "category", "collection") if kind in named), None)
    narrowing = _narrowing(named, first, what, names)
    main = named[first] if first else _("everything")
    return _("%(goods)s (%(narrowing)s)", goods=main, narrowing=Listing(narrowing)) if narrowing else main


def _narrowing(named: Mapping[str, Listing], first: str | None, what: What, names: Names) -> list[Message]:
    said = []
    if "category" in named and first != "category":
        said.append(_("category: %(names)s", names=named["category"]))
    if "collection" in named and first != "collection":
        said.append(_("collection: %(names)s", names=named["collection"]))
    if "season" in named:
        said.append(_("season: %(names)s", names=named["season"]))
    if what.tags:
        said.append(_("tag: %(names)s", names=Listing(what.tags, "or")))
    return [*said, *_price(what, names)]


def _price(what: What, names: Names) -> list[Message]:
    currency = names.currencies.get(what.price_list)
    if currency is None:
        return []
    low = Money(what.lowest, currency) if what.lowest is not None else None
    high = Money(what.highest, currency) if what.highest is not None else None
    if low and high:
        return [_("full price from %(low)s to %(high)s", low=low, high=high)]
    return [_("full price from %(low)s", low=low) if low else _("full price up to %(high)s", high=high)]


OTHERWISE: dict[Otherwise, Message] = {
    Otherwise.EVERYTHING: _("Where no rule speaks, a store carries everything."),
    Otherwise.NOTHING: _("Where no rule speaks, a store carries nothing."),
}


def presented(
    session: BrandSession, rows: Iterable[PresentationRule]
) -> list[tuple[PresentationRule, Message]]:
    """Say of every row whom it speaks of, of which goods, and its figures."""
    told = list(rows)
    source = session.get_one(Brand, session.brand).language
    types = {UUID(row.subject) for row in told if row.level == Level.TYPE}
    outlets = {UUID(row.subject) for row in told if row.level == Level.OUTLET}
    codes = {row.category for row in told if row.category}
    names = Names(
        {
            "type": _named(session, StoreType, StoreType.id, types, source=source),
            "outlet": _named(session, Outlet, Outlet.id, outlets, source=source),
            "category": _named(session, Category, Category.code, codes, source=source),
        },
        {},
    )
    return [(row, _presents(row, names)) for row in told]


def _presents(row: PresentationRule, names: Names) -> Message:
    who: Message | Listing = _("Every store")
    if row.level == Level.TYPE:
        who = ngettext(
            "Stores of the type %(types)s",
            "Stores of the types %(types)s",
            1,
            types=Listing(names.of("type", [row.subject])),
        )
    elif row.level == Level.OUTLET:
        who = Listing(names.of("outlet", [row.subject]))
    goods = Listing(names.of("category", [row.category])) if row.category else _("everything")
    figures = Listing(_figures(row))
    return _("%(who)s, %(goods)s: %(figures)s", who=who, goods=goods, figures=figures)


def _figures(row: PresentationRule) -> list[Message]:
    said = []
    for size, units in sorted(row.sizes.items()):
        if size == MAIN:
            said.append(
                ngettext("at least %(num)d of each main size", "at least %(num)d of each main size", units)
            )
        else:
            said.append(
                ngettext("at least %(num)d of %(size)s", "at least %(num)d of %(size)s", units, size=size)
            )
    if row.depth is not None:
        said.append(ngettext("at most %(num)d of a size", "at most %(num)d of a size", row.depth))
    if row.room is not None:
        said.append(ngettext("room for %(num)d piece", "room for %(num)d pieces", row.room))
    return said
