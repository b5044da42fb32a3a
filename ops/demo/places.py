"""The house's face, its store types, outlets and markets."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from i18n.addresses import Address, format_address
from i18n.words import written
from kernel.db import BrandSession
from kernel.events import CLOCK
from ops.demo.houses import shape
from ops.demo.houses.shape import House
from tenancy import modules
from tenancy.brands import Brand, touch
from tenancy.markets import MarketDraft, RateDraft, add_markets
from tenancy.outlets import HolidayDraft, OutletDraft, add_outlets, add_store_types


def furnish(session: BrandSession, house: House, *, today: date, at: datetime) -> None:
    _dress(session, house, today)
    for key in _modules(house):
        modules.switch(session, key, True, by=CLOCK, at=at)
    types = [(kind.key, {"name": kind.name, "description": kind.description}) for kind in house.store_types]
    usual = _usual_services(house)
    add_store_types(session, types, source=house.language, services=usual)
    session.flush()  # outlets look their types up
    outlets = [_outlet(outlet, usual) for outlet in house.outlets]
    add_outlets(session, outlets, source=house.language, by=CLOCK, at=at)
    add_markets(session, map(_market, house.markets), source=house.language, by=CLOCK, at=at)


def _modules(house: House) -> list[str]:
    """What the house uses beyond what every house has."""
    wanted = {"demand": True, "drops": house.drops, "appointments": house.diary}
    return [key for key, used in wanted.items() if used]


def _dress(session: BrandSession, house: House, today: date) -> None:
    brand = session.get(Brand, session.brand)
    if brand is None:
        raise LookupError(session.brand)
    brand.words = written({"name": house.name, "tagline": house.tagline}, source=house.language)
    brand.theme = dict(house.theme)
    brand.navigation = [
        {"target": link.target, "words": written({"label": link.label}, source=house.language)}
        for link in house.navigation
    ]
    brand.home = [_section(section, house, today) for section in house.home]
    brand.maker = goods_maker(house.makers[0])
    session.add(brand)
    touch(session)


def _section(section: shape.HomeSection, house: House, today: date) -> dict[str, Any]:
    words = written({"title": section.title, "text": section.text}, source=house.language)
    row = {"kind": section.kind, "reference": section.reference, "limit": section.limit, "words": words}
    if section.kind == "diary":
        row["entries"] = [_entry(salon, house, today) for salon in house.diary]
    return row


def _entry(salon: shape.Salon, house: House, today: date) -> dict[str, Any]:
    """An evening in the diary, at the outlet's own hour."""
    outlet = next(outlet for outlet in house.outlets if outlet.code == salon.outlet)
    moment = datetime.combine(today + timedelta(days=salon.day), salon.at, ZoneInfo(outlet.time_zone))
    words = written({"title": salon.title, "text": salon.text}, source=house.language)
    return {"at": moment.isoformat(), "store": outlet.slug, "words": words}


def goods_maker(maker: shape.Maker) -> dict[str, Any]:
    """The maker as a style carries it: name, postal address, electronic address."""
    return {"name": maker.name, "address": _lines(maker.address), "email": maker.email}


def _lines(address: shape.Address) -> list[str]:
    """The address as its country writes it, and the country's code."""
    here = Address(
        country=address.country,
        region=address.region,
        city=address.city,
        district=address.district,
        lines=address.lines,
        postcode=address.postcode,
    )
    return [*format_address(here, "en", within=address.country), address.country]


def _usual_services(house: House) -> dict[str, tuple[str, ...]]:
    """What most stores of each type offer."""
    offered: dict[str, Counter[tuple[str, ...]]] = {}
    for outlet in house.outlets:
        if outlet.store_type:
            offered.setdefault(outlet.store_type, Counter())[outlet.services] += 1
    return {kind: counted.most_common(1)[0][0] for kind, counted in offered.items()}


def _outlet(outlet: shape.Outlet, usual: Mapping[str, tuple[str, ...]]) -> OutletDraft:
    here = outlet.address
    return OutletDraft(
        code=outlet.code,
        slug=outlet.slug,
        kind=outlet.kind,
        store_type=outlet.store_type,
        texts={"name": outlet.name, "about": outlet.about},
        country=here.country,
        region=here.region,
        city=here.city,
        district=here.district,
        postcode=here.postcode,
        lines=here.lines,
        latin=_latin(outlet.latin_address),
        latitude=outlet.latitude,
        longitude=outlet.longitude,
        time_zone=outlet.time_zone,
        currency=outlet.currency,
        language=outlet.language,
        phone=outlet.phone,
        hours={str(day): spans for day, spans in outlet.hours.items()},
        holidays=[
            HolidayDraft(day=each.on, hours=each.hours, texts={"name": each.name}) for each in outlet.holidays
        ],
        services=None if usual.get(outlet.store_type or "") == outlet.services else outlet.services,
        capacity=outlet.capacity,
        floor_area=outlet.floor_area,
        city_tier=outlet.city_tier or "",
        climate=outlet.climate,
        grade=outlet.grade,
    )


def _latin(address: shape.Address) -> dict[str, Any]:
    return {
        "region": address.region,
        "city": address.city,
        "district": address.district,
        "lines": list(address.lines),
    }


def _market(market: shape.Market) -> MarketDraft:
    return MarketDraft(
        code=market.key,
        countries=market.countries,
        languages=market.languages,
        currency=market.currency,
        price_list=market.price_list,
        tax_included=market.tax_included,
        rates=[_rate(rate, market) for rate in market.tax_rates],
        outlets=market.outlets,
        texts={"name": market.name},
    )


def _rate(rate: shape.TaxRate, market: shape.Market) -> RateDraft:
    return RateDraft(
        name=rate.name.get(market.languages[0]) or next(iter(rate.name.values())),
        millionths=int(rate.basis_points * 100),
        starts_on=rate.since,
        region=rate.region or "",
        exempt_below=rate.exempt_below,
        untaxed_up_to=rate.untaxed_up_to,
    )
