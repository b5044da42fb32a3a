"""Why an outlet carries a style, or does not: every rule that speaks of both, the one that decides first.

explain(session, outlet_id=, style_id=, on=None) -> Explanation      as kept, or as of another day
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from catalogue.styles import Style
from i18n import Message, _
from inventory.assortments import deciding, editions, goods, telling
from inventory.assortments.deciding import Edition
from inventory.assortments.keeping import Carried
from inventory.assortments.rules import WEIGHT, Level, Place, Rule
from kernel.db import BrandSession
from kernel.errors import NotThere
from tenancy.brands import Brand

NEARER: dict[Level, Message] = {
    Level.OUTLET: _("A rule for the outlet itself weighs more than any other."),
    Level.TYPE: _("A rule for its store type weighs more than one for its market or for every store."),
    Level.MARKET: _("A rule for its market weighs more than one for every store."),
}


class NotOurs(NotThere):
    message = _("There is no such outlet or style.")


@dataclass(frozen=True)
class Link:
    """One thing said of the style at the outlet, for carrying it or against, and why it holds or yields."""

    rule: Rule | None
    includes: bool
    sentence: Message
    decides: bool
    why: Message


@dataclass(frozen=True)
class Explanation:
    """The verdict and what led to it, in the order of weight; the first link decides."""

    is_carried: bool
    on: date
    links: tuple[Link, ...]

    @property
    def verdict(self) -> Message:
        return _("It carries this.") if self.is_carried else _("It does not carry this.")


def explain(session: BrandSession, *, outlet_id: UUID, style_id: UUID, on: date | None = None) -> Explanation:
    place = next(iter(editions.places(session, [outlet_id])), None)
    style = session.find(Style, style_id)
    if place is None or style is None:
        raise NotOurs
    day = on or _day_of(session, outlet_id)
    edition = editions.edition(session, editions.in_force(session, day), on=day)
    if place.is_closed(day):
        return _alone(day, _("The outlet has closed for good, so it carries nothing."))
    if style.status == "withdrawn":
        return _alone(day, _("The style is withdrawn, so nobody carries it."))
    known = goods.read(session, edition.on(day), style_ids=[style_id], at=_noon(session, day))
    speaking = deciding.speaking_of(edition, place, known, style.number, on=day)
    links = _links(edition, place, speaking, telling.Names.read(session, speaking))
    return Explanation(links[0].includes, day, tuple(links))


def _day_of(session: BrandSession, outlet_id: UUID) -> date:
    """The day that is kept; where nothing is kept no rule has applied yet, on any day."""
    kept = session.scalar(select(Carried.as_of).where(Carried.outlet_id == outlet_id))
    return kept or date.min


def _noon(session: BrandSession, day: date) -> datetime:
    zone = ZoneInfo(session.get_one(Brand, session.brand).time_zone)
    return datetime.combine(max(day, date(1970, 1, 2)), time(12), zone)


def _alone(day: date, sentence: Message) -> Explanation:
    link = Link(None, False, sentence, True, _("No rule is asked."))
    return Explanation(False, day, (link,))


def _links(edition: Edition, place: Place, speaking: list[Rule], names: telling.Names) -> list[Link]:
    first = speaking[0] if speaking else None
    links = [
        Link(
            rule,
            rule.includes,
            telling.sentence(rule, names),
            rule is first,
            _why_it_holds(speaking) if rule is first else _why_it_yields(rule, speaking[0]),
        )
        for rule in speaking
    ]
    return [*links, _last(edition, place, is_alone=first is None)]


def _last(edition: Edition, place: Place, *, is_alone: bool) -> Link:
    """What holds where no rule speaks."""
    everything = deciding.starts_with_everything(edition, place)
    if place.kind != "store":
        said = _("What is no store holds everything, unless a rule for the outlet itself says otherwise.")
    else:
        said = telling.OTHERWISE[edition.otherwise]
    why = _("No rule speaks of this style here.") if is_alone else _("A rule speaks, so this is not asked.")
    return Link(None, everything, said, is_alone, why)


def _why_it_holds(speaking: list[Rule]) -> Message:
    first = speaking[0]
    against = next((rule for rule in speaking[1:] if rule.includes != first.includes), None)
    if against is None:
        return _("No rule says otherwise.")
    return _difference(first, against)


def _why_it_yields(rule: Rule, first: Rule) -> Message:
    if rule.includes == first.includes:
        return _("It says the same, and weighs less.")
    return _difference(first, rule)


def _difference(first: Rule, other: Rule) -> Message:
    """Why one rule weighs more than another that says the opposite."""
    if WEIGHT[first.level] != WEIGHT[other.level]:
        return NEARER[first.level]
    if first.starts_on != other.starts_on:
        return _(
            "Of rules for the same, the later holds: from %(later)s, not from %(earlier)s.",
            later=first.starts_on,
            earlier=other.starts_on,
        )
    return _("Of rules for the same from the same day, leaving out holds.")
