"""Hezhou's stores: by the gate, in the city, in the towns, and one salon."""

from typing import NamedTuple

from ops.demo.houses import china, hours, reading, words
from ops.demo.houses.china import City
from ops.demo.houses.shape import Address, Outlet, Text

LANGUAGES = ("zh-Hans", "en")

_SERVICES = {
    "community": ("click-and-collect", "returns", "alterations"),
    "strategic": (
        "click-and-collect",
        "returns",
        "alterations",
        "styling-salon",
        "tea",
        "gift-wrap",
        "repairs",
    ),
    "concept": ("click-and-collect", "returns", "tea", "workshops", "gift-wrap"),
    "salon": ("styling-salon", "alterations", "tea"),
}
_WEEKS = {
    "community": hours.week("08:00-20:00"),
    "strategic": hours.week("10:00-21:30", saturday="10:00-22:00", sunday="10:00-22:00"),
    "concept": hours.week("09:00-18:00", saturday="09:00-20:30", sunday="09:00-20:30"),
    "salon": hours.week("13:00-20:30", saturday="10:00-20:30", sunday="10:00-18:00", closed=(0,)),
}


class Row(NamedTuple):
    code: str
    slug: str
    kind: str
    city: str
    street: str
    house_number: int
    postcode: str
    name: str
    english: str
    latitude: float
    longitude: float
    grade: str
    area: int
    capacity: int
    about: Text


def outlets() -> tuple[Outlet, ...]:
    return (_warehouse(), *(_store(Row(*row)) for row in words.tree("hezhou/outlets.yaml")))


def _store(row: Row) -> Outlet:
    home = china.cities()[row.city]
    return Outlet(
        code=row.code,
        slug=row.slug,
        kind="store",
        store_type=row.kind,
        name={"zh-Hans": row.name, "en": row.english},
        address=_address(row, home),
        latin_address=_latin_address(row, home),
        latitude=row.latitude,
        longitude=row.longitude,
        time_zone="Asia/Shanghai",
        currency="CNY",
        language="zh-Hans",
        phone=china.landline(home, "hezhou", row.code),
        hours=_WEEKS[row.kind],
        holidays=hours.holidays("cn", LANGUAGES),
        capacity=row.capacity,
        floor_area=row.area,
        services=_SERVICES[row.kind],
        city_tier=home.tier,
        climate=home.climate,
        grade=row.grade,
        about=row.about,
    )


def _address(row: Row, home: City) -> Address:
    street = china.street(row.street)
    return Address(
        country="CN",
        region=home.province,
        city=f"{home.name}市",
        district=street.district,
        lines=(f"{street.name} {row.house_number} 号",),
        postcode=row.postcode,
    )


def _latin_address(row: Row, home: City) -> Address:
    street = china.street(row.street)
    return Address(
        country="CN",
        region=home.province_latin,
        city=home.latin,
        district=street.district_latin,
        lines=(f"{row.house_number} {street.latin}",),
        postcode=row.postcode,
    )


def _warehouse() -> Outlet:
    return reading.outlet(words.tree("hezhou/warehouse.yaml"), LANGUAGES)
