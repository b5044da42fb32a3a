"""Lanxi's warehouse in Hangzhou and its two hundred stores."""

from collections.abc import Iterator

from ops.demo.houses import chance, china, hours, reading, words
from ops.demo.houses.china import Site
from ops.demo.houses.shape import Outlet

LANGUAGES = ("zh-Hans", "en")

_DOORS_BY_TIER = {"1": 5, "new-1": 4, "2": 2}
_DOORS = {"hangzhou": 6, "shanghai": 6, "dongguan": 2}

_TYPES = {0: "flagship", 1: "mall", 2: "street", 3: "community", 4: "mall", 5: "community"}
_SIZES = {"flagship": (420, 5200), "mall": (220, 3000), "street": (160, 2200), "community": (95, 1400)}
_SERVICES = {
    "flagship": ("click-and-collect", "returns", "alterations", "gift-wrap", "tax-refund"),
    "mall": ("click-and-collect", "returns", "alterations"),
    "street": ("click-and-collect", "returns", "gift-wrap"),
    "community": ("click-and-collect", "returns", "alterations"),
}


def outlets() -> tuple[Outlet, ...]:
    fixed = (reading.outlet(each, LANGUAGES) for each in words.tree("lanxi/outlets.yaml"))
    return (*fixed, *_stores())


def _stores() -> Iterator[Outlet]:
    doors = {key: _DOORS.get(key, _DOORS_BY_TIER.get(city.tier, 1)) for key, city in china.cities().items()}
    for number, site in enumerate(china.sites("lanxi", doors), start=1):
        yield _store(site, number)


def _store(site: Site, number: int) -> Outlet:
    kind = _type(site)
    area, capacity = (
        round(each * (0.85 + chance.share(site.city.key, site.rank) * 0.3)) for each in _SIZES[kind]
    )
    return Outlet(
        code=f"S{number:03d}",
        slug=reading.slug(f"{site.city.key} {site.street.latin}"),
        kind="store",
        store_type=kind,
        name=_name(site),
        address=site.address,
        latin_address=site.latin_address,
        latitude=site.latitude,
        longitude=site.longitude,
        time_zone="Asia/Shanghai",
        currency="CNY",
        language="zh-Hans",
        phone=site.phone,
        hours=_week(site, kind),
        holidays=hours.holidays("cn", LANGUAGES),
        capacity=capacity // 10 * 10,
        floor_area=area,
        services=_SERVICES[kind],
        city_tier=site.city.tier,
        climate=site.city.climate,
        grade=_grade(site, kind),
    )


def _type(site: Site) -> str:
    """Flagships in the great cities; a smaller city's only store is in its mall or on its main street."""
    if site.city.tier in {"1", "new-1"}:
        return _TYPES[site.rank]
    return (
        "mall"
        if site.rank == 0 and chance.share(site.city.key) < 0.6
        else ("street", "community")[site.rank % 2]
    )


def _grade(site: Site, kind: str) -> str:
    if kind == "flagship":
        return "A"
    if site.city.tier in {"1", "new-1"}:
        return "B" if kind in {"mall", "street"} else "C"
    if site.city.tier == "2":
        return "B" if site.rank == 0 else "C"
    return "C" if site.city.tier == "3" else "D"


def _name(site: Site) -> dict[str, str]:
    return {
        "zh-Hans": f"{site.city.name} {site.street.name}店",
        "en": f"{site.city.latin}, {site.street.latin}",
    }


def _week(site: Site, kind: str) -> hours.Week:
    """Xinjiang and Tibet keep Beijing's clock and get up later."""
    if site.city.province_latin in {"Xinjiang", "Tibet"}:
        return hours.week("11:00-22:30", saturday="11:00-23:00", sunday="11:00-23:00")
    if kind == "community":
        return hours.week("09:30-20:30", sunday="09:30-20:00")
    if kind == "street":
        return hours.week("10:00-21:30", saturday="10:00-22:00", sunday="10:00-22:00")
    return hours.week("10:00-22:00", saturday="10:00-22:30")
