"""A store as the shop tells it: open or not, how far, what it offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import g
from sqlmodel import col, or_, select

from i18n import current_language, current_region
from i18n.addresses import Address, format_address
from i18n.messages import Message
from i18n.numbers import list_mark
from i18n.words import Wording
from kernel.web.transactions import session
from storefront.heads import origin
from storefront.hours import Hours, Standing
from storefront.places import IN_MILES, KM_A_MILE, Point
from storefront.shops import at, place, say, town
from tenancy import services
from tenancy.outlets import Holiday, Outlet, StoreType

HOLIDAYS_TOLD = timedelta(days=45)

WITHOUT_SPACES = {"zh-Hans": "CN", "zh-Hant": "HK", "ja": "JP"}


@dataclass(frozen=True)
class Store:
    """A store as its card tells it."""

    outlet: Outlet
    hours: Hours
    kind: Wording
    now: datetime
    km: float | None = None

    @property
    def name(self) -> Wording:
        return say(self.outlet.words, "name")

    @property
    def path(self) -> str:
        return at(f"stores/{self.outlet.slug}")

    @property
    def point(self) -> Point | None:
        if self.outlet.latitude is None or self.outlet.longitude is None:
            return None
        return Point(self.outlet.latitude, self.outlet.longitude)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.outlet.time_zone)).date()

    @cached_property
    def _stands(self) -> Standing:
        return self.hours.standing(self.now)

    @property
    def standing(self) -> Message:
        return self._stands.told(today=self.today)

    @property
    def is_open(self) -> bool:
        return self._stands.is_open

    @property
    def address(self) -> list[str]:
        return format_address(_address(self.outlet), current_language(), within=current_region())

    @property
    def one_line(self) -> str:
        """The address without its postcode; Han is written on without a mark between its parts."""
        lines = [line for line in self.address if line.strip("〒 ") != self.outlet.postcode]
        unspaced = current_language() in WITHOUT_SPACES and self.outlet.country in WITHOUT_SPACES.values()
        return ("" if unspaced else list_mark(current_language())).join(lines)

    @property
    def city(self) -> str:
        """The city as it is written where it lies, or in Latin letters for who reads no Han."""
        here, latin = self.outlet, self.outlet.latin
        return place(town(here.city, here.region), town(latin.get("city", ""), latin.get("region", "")))

    @property
    def services(self) -> list[str]:
        return [services.name(code) for code in self.outlet.services]

    @property
    def distance(self) -> tuple[float, str] | None:
        """How far it is, in the unit of the country one reads in."""
        if self.km is None:
            return None
        return (self.km / KM_A_MILE, "mi") if g.edition.country in IN_MILES else (self.km, "km")


def every_store() -> list[Store]:
    """Every store that is open to the public, those of the country one reads in first."""
    now = datetime.now(UTC)
    rows = session().exec(
        select(Outlet, StoreType.words)
        .outerjoin(StoreType, col(StoreType.id) == Outlet.store_type_id)
        .where(
            Outlet.kind == "store", or_(col(Outlet.closed_on).is_(None), col(Outlet.closed_on) > now.date())
        )
        .order_by(Outlet.country, Outlet.region, Outlet.city, Outlet.code)
    )
    special = _special_days(now.date())
    stores = [_store(outlet, words or {}, special.get(outlet.id, {}), now) for outlet, words in rows]
    return sorted(stores, key=lambda store: store.outlet.country not in g.edition.market.countries)


def _store(outlet: Outlet, kind: Mapping[str, Any], special: Mapping[date, list], now: datetime) -> Store:
    return Store(outlet, Hours.read(outlet.hours, outlet.time_zone, special), say(kind, "name"), now)


def _special_days(today: date, outlet_id: UUID | None = None) -> dict[UUID, dict[date, list]]:
    """The days near today on which stores keep other hours."""
    near = select(Holiday.outlet_id, Holiday.day, Holiday.hours).where(
        col(Holiday.day).between(today - timedelta(days=2), today + timedelta(days=16))
    )
    special: dict[UUID, dict[date, list]] = {}
    for outlet, day, hours in session().exec(near):
        if outlet_id in (None, outlet):
            special.setdefault(outlet, {})[day] = hours
    return special


def _address(outlet: Outlet) -> Address:
    kept = {
        "country": outlet.country,
        "region": outlet.region,
        "city": outlet.city,
        "district": outlet.district,
        "postcode": outlet.postcode,
        "lines": outlet.lines,
    }
    if outlet.latin and not current_language().startswith(("zh", "ja")):
        kept |= outlet.latin
    return Address.read(kept)


def find(slug: str, *, now: datetime) -> Store | None:
    """The store of that address: two statements."""
    row = (
        session()
        .exec(
            select(Outlet, StoreType.words)
            .outerjoin(StoreType, col(StoreType.id) == Outlet.store_type_id)
            .where(Outlet.slug == slug, Outlet.kind == "store")
        )
        .first()
    )
    if row is None:
        return None
    outlet, kind = row
    return _store(outlet, kind or {}, _special_days(now.date(), outlet.id).get(outlet.id, {}), now)


def holidays(store: Store) -> list[tuple[date, Wording, tuple]]:
    """The coming days with other hours than usual: the day, its name, its hours."""
    coming = session().exec(
        select(Holiday)
        .where(
            Holiday.outlet_id == store.outlet.id,
            col(Holiday.day).between(store.today, store.today + HOLIDAYS_TOLD),
        )
        .order_by(Holiday.day)
    )
    return [
        (holiday.day, say(holiday.words, "name"), tuple(Hours.read({"0": holiday.hours}, "UTC", {}).week[0]))
        for holiday in coming
    ]


def directions(store: Store) -> str | None:
    """A map of the country's own kind: none of it is loaded until she asks."""
    point = store.point
    if point is None:
        return None
    if store.outlet.country == "CN":
        return f"https://uri.amap.com/marker?position={point.longitude},{point.latitude}&coordinate=wgs84"
    return f"https://www.openstreetmap.org/directions?to={point.latitude},{point.longitude}"


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def as_data(store: Store) -> dict[str, Any]:
    outlet = store.outlet
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClothingStore",
        "@id": f"{origin()}{store.path}",
        "name": f"{g.shop.name} {store.name.text}",
        "url": f"{origin()}{store.path}",
        "telephone": outlet.phone,
        "currenciesAccepted": outlet.currency,
        "parentOrganization": {"@type": "Organization", "name": g.shop.name, "url": origin() + "/"},
        "address": {
            "@type": "PostalAddress",
            "streetAddress": ", ".join(outlet.lines),
            "addressLocality": outlet.city,
            "addressRegion": outlet.region,
            "postalCode": outlet.postcode,
            "addressCountry": outlet.country,
        },
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": DAYS[day],
                "opens": f"{o:%H:%M}",
                "closes": f"{c:%H:%M}",
            }
            for day, spans in sorted(store.hours.week.items())
            for o, c in spans
        ],
    }
    if store.point:
        described["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": store.point.latitude,
            "longitude": store.point.longitude,
        }
    return described
