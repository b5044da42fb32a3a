"""The brand's stores: a locator by city, nearness and services; a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, g, redirect, render_template, request
from sqlmodel import col, or_, select

from i18n import current_language, current_region
from i18n.addresses import Address, format_address
from i18n.dates import format_week, zone_city
from i18n.languages import country_name
from i18n.messages import Message, _
from i18n.words import Wording
from kernel.web.access import public
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from storefront import services
from storefront.heads import Head, crumbs, everywhere, origin
from storefront.hours import Hours
from storefront.places import IN_MILES, KM_A_MILE, Point, folded, middle
from storefront.shops import at, place, say, town
from tenancy.outlets import Holiday, Outlet, StoreType

bp = Blueprint("stores", __name__)
NEAREST = 24
HOLIDAYS_TOLD = timedelta(days=45)
LONGEST_QUESTION = 60


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

    @property
    def standing(self) -> Message:
        return self.hours.standing(self.now).told(today=self.today)

    @property
    def is_open(self) -> bool:
        return self.hours.standing(self.now).is_open

    @property
    def address(self) -> list[str]:
        return format_address(_address(self.outlet), current_language(), within=current_region())

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


@dataclass(frozen=True)
class Question:
    """What is asked of the locator: a place by name or position, and services it must offer."""

    text: str
    here: Point | None
    services: tuple[str, ...]

    @classmethod
    def read(cls, given: Any) -> "Question":
        return cls(
            text=given.get("q", "").strip()[:LONGEST_QUESTION],
            here=Point.read(given.get("at", "")),
            services=tuple(dict.fromkeys(given.getlist("service")))[:12],
        )


@bp.get("/stores")
@public
def index() -> Response:
    stores = _stores()
    asked = Question.read(request.args)
    found = answer(stores, asked)
    head = Head(
        title=str(_("Stores")),
        description=str(
            _("Every store of %(brand)s, with its hours, services and way there.", brand=g.shop.name)
        ),
        path_in=everywhere("stores"),
        data=[crumbs((g.shop.name, ""), (str(_("Stores")), "stores"))],
        is_indexed=not request.args,
    )
    response = fragment(
        "storefront/stores/index.html",
        "found",
        head=head,
        asked=asked,
        found=found,
        is_nearness=any(store.km is not None for store in found),
        countries=_by_country(found),
        offered=_offered(stores),
        count=len(stores),
        cities=_by_city(stores),
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def answer(stores: Sequence[Store], asked: Question) -> list[Store]:
    """The stores asked for, nearest first where a place was named."""
    offering = [store for store in stores if set(asked.services) <= set(store.outlet.services)]
    if asked.here:
        return _from(asked.here, offering)
    if not asked.text:
        return offering
    named = [store for store in offering if _is_named(store, asked.text)]
    points = [store.point for store in named if store.point]
    return _from(middle(points), offering, first=named) if _is_one_city(named) and points else named


def _from(here: Point, stores: Iterable[Store], first: Sequence[Store] = ()) -> list[Store]:
    placed = [replace(store, km=here.km_to(store.point)) for store in stores if store.point]
    named = {store.outlet.id for store in first}
    return sorted(placed, key=lambda store: (store.outlet.id not in named, store.km))[:NEAREST]


def _is_one_city(stores: Sequence[Store]) -> bool:
    return len({(store.outlet.country, store.outlet.city) for store in stores}) == 1


def _is_named(store: Store, text: str) -> bool:
    wanted = folded(text)
    outlet = store.outlet
    names = [entry["text"] for entry in outlet.words.get("name", {}).values()]
    places = [outlet.city, outlet.region, outlet.district, outlet.postcode, *outlet.lines]
    latin = [str(part) for part in outlet.latin.values()]
    return any(wanted in folded(part) for part in (*names, *places, *latin) if part)


def _stores() -> list[Store]:
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


def _by_country(stores: Sequence[Store]) -> list[tuple[str, list[tuple[str, list[Store]]]]]:
    """Stores under their country and city, in the order they are in."""
    countries: dict[str, dict[str, list[Store]]] = {}
    for store in stores:
        country = country_name(store.outlet.country, language=current_language())
        countries.setdefault(country, {}).setdefault(store.city, []).append(store)
    return [(country, list(cities.items())) for country, cities in countries.items()]


def _by_city(stores: Sequence[Store]) -> list[tuple[str, int]]:
    """Cities with how many stores each has, the largest first."""
    cities: dict[str, int] = {}
    for store in stores:
        cities[store.city] = cities.get(store.city, 0) + 1
    return sorted(cities.items(), key=lambda city: (-city[1], city[0]))


def _offered(stores: Sequence[Store]) -> list[tuple[str, str, int]]:
    """Each service with its name and how many stores offer it."""
    counts: dict[str, int] = {}
    for store in stores:
        for code in store.outlet.services:
            counts[code] = counts.get(code, 0) + 1
    return [(code, services.name(code), count) for code, count in sorted(counts.items())]


@bp.get("/stores/<slug>")
@public
def show(slug: str) -> Response | str:
    now = datetime.now(UTC)
    row = (
        session()
        .exec(
            select(Outlet, StoreType.words)
            .outerjoin(StoreType, col(StoreType.id) == Outlet.store_type_id)
            .where(Outlet.slug == slug.lower(), Outlet.kind == "store")
        )
        .first()
    )
    if row is None:
        abort(404)
    outlet, kind = row
    if slug != outlet.slug:
        return redirect(at(f"stores/{outlet.slug}"), 301)
    store = _store(outlet, kind or {}, _special_days(now.date(), outlet.id).get(outlet.id, {}), now)
    response = Response(
        render_template(
            "storefront/stores/show.html",
            head=_head(store),
            store=store,
            week=format_week(dict(store.hours.week), current_language(), current_region()),
            holidays=_holidays(store),
            zone=zone_city(outlet.time_zone, language=current_language()),
            directions=_directions(store),
        )
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _holidays(store: Store) -> list[tuple[date, Wording, tuple]]:
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


def _directions(store: Store) -> str | None:
    """A map of the country's own kind: none of it is loaded until she asks."""
    point = store.point
    if point is None:
        return None
    if store.outlet.country == "CN":
        return f"https://uri.amap.com/marker?position={point.longitude},{point.latitude}&coordinate=wgs84"
    return f"https://www.openstreetmap.org/directions?to={point.latitude},{point.longitude}"


def _head(store: Store) -> Head:
    outlet = store.outlet
    path = f"stores/{outlet.slug}"
    return Head(
        title=store.name.text,
        description=" · ".join((say(outlet.words, "about").text, *store.address)).strip(" ·"),
        path_in=everywhere(path),
        data=[
            _as_data(store),
            crumbs((g.shop.name, ""), (str(_("Stores")), "stores"), (store.name.text, path)),
        ],
    )


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _as_data(store: Store) -> dict[str, Any]:
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
