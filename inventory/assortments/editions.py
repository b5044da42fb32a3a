"""Editions of a brand's rules: which is in force on a day, and what its rules are weighed with."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from catalogue.seasons import Season
from inventory.assortments import rules
from inventory.assortments.deciding import Edition
from inventory.assortments.rules import Assortment, AssortmentRule, Otherwise, Place, Seasons
from kernel.db import BrandSession
from tenancy.brands import Brand
from tenancy.markets import Market
from tenancy.outlets import Outlet


def today(session: BrandSession, at: datetime) -> date:
    """The day where the house is: rules turn at its midnight, in all its stores at once."""
    return at.astimezone(ZoneInfo(session.get_one(Brand, session.brand).time_zone)).date()


def in_force(session: BrandSession, on: date) -> Assortment | None:
    begun = select(Assortment).where(Assortment.applies_on <= on).order_by(Assortment.number.desc())
    return session.scalars(begun.limit(1)).first()


def waiting(session: BrandSession, after: date) -> Assortment | None:
    """The edition that is to apply on a later day; there is one at most."""
    return session.scalars(select(Assortment).where(Assortment.applies_on > after)).first()


def draft(session: BrandSession) -> Assortment | None:
    return session.scalars(select(Assortment).where(Assortment.applies_on.is_(None))).first()


def rows_of(session: BrandSession, assortment: Assortment) -> list[AssortmentRule]:
    mine = select(AssortmentRule).where(AssortmentRule.assortment_id == assortment.id)
    return list(session.scalars(mine.order_by(AssortmentRule.id)))


def edition(session: BrandSession, assortment: Assortment | None, *, on: date) -> Edition:
    """An edition ready to be weighed; without any, every outlet carries everything."""
    if assortment is None:
        return Edition((), Otherwise.EVERYTHING, {})
    read = rules.read(rows_of(session, assortment), starts_on=assortment.applies_on or on)
    return Edition(read, Otherwise(assortment.otherwise), seasons(session))


def seasons(session: BrandSession) -> Seasons:
    rows = session.execute(select(Season.code, Season.starts_on, Season.ends_on))
    return {code: (starts_on, ends_on) for code, starts_on, ends_on in rows}


def places(session: BrandSession, outlet_ids: Iterable[UUID] | None = None) -> list[Place]:
    """Outlets as rules see them, all or some; each belongs to the market that its country belongs to."""
    by_country = {
        country: str(market_id)
        for market_id, countries in session.execute(select(Market.id, Market.countries))
        for country in countries
    }
    columns = (Outlet.id, Outlet.kind, Outlet.store_type_id, Outlet.country, Outlet.city_tier)
    rows = select(*columns, Outlet.climate, Outlet.grade, Outlet.closed_on).order_by(Outlet.code)
    if outlet_ids is not None:
        rows = rows.where(Outlet.id.in_(sorted(outlet_ids)))
    return [
        Place(
            id=row.id,
            kind=row.kind,
            type=str(row.store_type_id or ""),
            market=by_country.get(row.country, ""),
            tier=row.city_tier,
            climate=row.climate,
            grade=row.grade,
            closed_on=row.closed_on,
        )
        for row in session.execute(rows)
    ]
