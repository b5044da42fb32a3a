"""Maison with something to sell: what the tests of the console's catalogue begin with."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import select

from catalogue import collections, prices, style_book
from catalogue.collections import CollectionDraft
from catalogue.prices import PriceDraft
from catalogue.skus import Sku
from catalogue.style_drafts import NEW_GTIN, ColourwayDraft, SkuDraft, StyleDraft
from catalogue.styles import Style
from inventory import deliveries
from kernel.events import CLOCK
from tenancy.markets import PriceList
from tests.world import NOON, House
from tests.world_catalogue import MONTHS_AGO, shelves


@dataclass(frozen=True)
class Goods:
    """Ids by code: two styles on sale and a draft with neither colours nor sizes."""

    styles: dict[str, UUID]
    skus: dict[str, UUID]
    list: str


def furnish(house: House, *, language: str = "fr") -> Goods:
    """Furnish a house that writes in that language."""
    with house.writing() as session:
        shelves(session)
        style_book.add_styles(session, [_robe(), _coat(language), _draft(language)], by=CLOCK, at=MONTHS_AGO)
        style_book.publish(session, ["R100", "M200"], by=CLOCK, at=MONTHS_AGO)
        listed = session.exec(select(PriceList.code)).first() or ""
        full = [
            PriceDraft(style=code, price_list=listed, units=units, starts_at=MONTHS_AGO)
            for code, units in (("R100", 29000), ("M200", 59000))
        ]
        prices.set_prices(session, full, by=CLOCK, at=MONTHS_AGO)
        silks = CollectionDraft(code="first", texts={"name": {language: "D'abord"}}, styles=("M200",))
        collections.add_collections(session, [silks], by=CLOCK, at=MONTHS_AGO)
        skus = dict(session.exec(select(Sku.code, Sku.id)).all())
        for outlet, units in ((house.lyon, 3), (house.paris, 5)):
            deliveries.take_delivery(
                session,
                {skus["R100-ink-M"]: units},
                outlet_id=outlet,
                reference=f"first-{units}",
                supplier="",
                by=CLOCK,
                at=NOON,
            )
        return Goods(dict(session.exec(select(Style.code, Style.id)).all()), skus, listed)


def _robe() -> StyleDraft:
    sizes = tuple(SkuDraft(size=size, gtin=NEW_GTIN) for size in ("S", "M", "L"))
    cloth = {"weave": "plain", "colour": "#1d2a44"}
    ink = ColourwayDraft(code="ink", texts={"name": {"fr": "Encre"}}, family="blue", cloth=cloth, skus=sizes)
    return StyleDraft(
        code="R100",
        category="dresses",
        size_run="alpha",
        season="AW26",
        texts={"name": {"fr": "Robe Céleste", "en": "Celeste dress"}},
        colourways=(ink,),
        garment={"shape": "dress", "attributes": {}},
    )


def _coat(language: str) -> StyleDraft:
    cloth = {"weave": "wool", "colour": "#9c4a2f"}
    rust = ColourwayDraft(code="rust", cloth=cloth, skus=(SkuDraft(size="M"),))
    return StyleDraft(
        code="M200",
        category="coats",
        size_run="alpha",
        texts={"name": {language: "Manteau"}},
        colourways=(rust,),
    )


def _draft(language: str) -> StyleDraft:
    return StyleDraft(code="D1", category="tops", size_run="alpha", texts={"name": {language: "Chemise"}})
