"""A style as machines read it: a Product of schema.org with an offer for every SKU."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import g

from catalogue.fibres import NAMES
from catalogue.style_pages import StylePage
from i18n.money import Money
from inventory.availability import Availability
from storefront import garments, sharing
from storefront.heads import origin

SCHEMA = "https://schema.org"


def product(style: StylePage, there: Availability, *, path: str) -> dict[str, Any]:
    images = [origin() + sharing.picture(way.images[0], "").path for way in style.ways if way.images]
    images += [origin() + garments.address(image) for way in style.ways for image in way.images[:2]]
    return {
        "@context": SCHEMA,
        "@type": "Product",
        "@id": f"{origin()}{path}",
        "name": style.name.text,
        "description": style.description.text,
        "sku": style.code,
        "brand": {"@type": "Brand", "name": g.shop.name},
        "category": " > ".join(crumb.name.text for crumb in style.path),
        "image": images[:12],
        "material": ", ".join(
            str(NAMES[fibre]) for row in style.composition[:1] for fibre, _ in row["fibres"]
        ),
        "color": ", ".join(way.name.text for way in style.ways),
        "countryOfOrigin": style.origin,
        "offers": list(_offers(style, there, path=path)),
    }


def _offers(style: StylePage, there: Availability, *, path: str) -> Iterator[dict[str, Any]]:
    price = Money(style.units, g.edition.market.currency)
    for way in style.ways:
        for sku in way.skus:
            offer = {
                "@type": "Offer",
                "sku": sku.code,
                "url": f"{origin()}{path}?colour={way.code}",
                "price": str(price.decimal),
                "priceCurrency": price.currency,
                "availability": f"{SCHEMA}/{_availability(style, there.units(sku.id))}",
                "itemCondition": f"{SCHEMA}/NewCondition",
                "name": f"{style.name.text}, {way.name.text}, {sku.name}",
            }
            yield offer | _number(sku.gtin) | _release(style)


def _availability(style: StylePage, units: int) -> str:
    if style.is_coming:
        return "PreOrder"
    return "InStock" if units > 0 else "OutOfStock"


def _number(gtin: str | None) -> dict[str, str]:
    return {"gtin13": gtin} if gtin else {}


def _release(style: StylePage) -> dict[str, str]:
    released: datetime = style.released_at
    return {"availabilityStarts": released.isoformat()} if style.is_coming else {}
