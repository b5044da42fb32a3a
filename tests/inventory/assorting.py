"""Étoffe with stores of two types: what the tests of assortments begin with."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from catalogue.styles import Style
from inventory.assortments import drafting, editions
from inventory.assortments.drafting import RuleDraft
from inventory.assortments.rules import Assortment, Otherwise
from kernel.db import BrandSession
from kernel.events import CLOCK
from tenancy.outlets import Outlet, OutletDraft, add_outlets, add_store_types
from tests.world_catalogue import NOON

TODAY = date(2026, 11, 22)
SPRING = date(2027, 3, 1)
PLACE = {"time_zone": "Europe/Paris", "currency": "EUR", "language": "fr"}
STORES = {
    "PAR": ("flagship", "FR", "1", "temperate", "A"),
    "LYO": ("corner", "FR", "2", "temperate", "B"),
    "NCE": ("corner", "FR", "3", "mild", "C"),
    "SHA": ("flagship", "CN", "1", "hot-summer-cold-winter", "A"),
    "HAK": ("corner", "CN", "3", "tropical", "B"),
}


def open_stores(session: BrandSession) -> dict[str, UUID]:
    """Open the stores and a warehouse; their ids by code."""
    named = [(code, {"name": {"fr": name}}) for code, name in (("flagship", "Maison"), ("corner", "Corner"))]
    add_store_types(
        session, named, source="fr", services={"flagship": ["alterations"], "corner": ["returns"]}
    )
    session.flush()
    drafts = [store(code, *facts) for code, facts in STORES.items()]
    drafts.append(
        OutletDraft(
            code="WH", slug="wh", kind="warehouse", texts={"name": {"fr": "Dépôt"}}, country="FR", **PLACE
        )
    )
    add_outlets(session, drafts, source="fr", by=CLOCK, at=NOON)
    session.flush()
    return dict(session.exec(select(Outlet.code, Outlet.id)).all())


def store(code: str, kind: str, country: str, tier: str, climate: str, grade: str) -> OutletDraft:
    return OutletDraft(
        code=code,
        slug=code.lower(),
        kind="store",
        store_type=kind,
        texts={"name": {"fr": code.title()}},
        country=country,
        city_tier=tier,
        climate=climate,
        grade=grade,
        **PLACE,
    )


def apply(
    session: BrandSession,
    *rules: RuleDraft,
    otherwise: Otherwise = Otherwise.EVERYTHING,
    on: date = TODAY,
    at=NOON,
) -> Assortment:
    """Put a draft of these rules, and no others, in force."""
    draft = drafting.begin(session, by=CLOCK, at=at)
    for held in editions.rows_of(session, draft):
        drafting.take_out(session, draft, held, by=CLOCK, at=at)
    drafting.say_otherwise(session, draft, otherwise, by=CLOCK, at=at)
    drafting.add_rules(session, draft, rules, by=CLOCK, at=at)
    drafting.apply(session, draft, on=on, by=CLOCK, at=at)
    return draft


def numbers(session: BrandSession) -> dict[int, str]:
    return dict(session.exec(select(Style.number, Style.code)).all())
