"""Hezhou's stores: by the gate, in the city, in the towns, and one salon."""

from ops.demo.houses import china, hours, reading
from ops.demo.houses import words as tables
from ops.demo.houses.shape import Address, Outlet

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


def outlets() -> tuple[Outlet, ...]:
    return (_warehouse(), *(_store(*row) for row in tables.tree("hezhou/outlets.yaml")))


def _store(
    code: str, slug: str, kind: str, city: str, street: str, number: int, postcode: str, name: str,
    english: str, latitude: float, longitude: float, grade: str, area: int, capacity: int, about: dict[str, str],
) -> Outlet:  # fmt: skip
    home = china.cities()[city]
    (district, district_latin), (road, road_latin) = (part.split(" ", 1) for part in street.split("/"))
    return Outlet(
        code=code,
        slug=slug,
        kind="store",
        store_type=kind,
        name={"zh-Hans": name, "en": english},
        address=Address(
            country="CN",
            region=home.province,
            city=f"{home.name}市",
            district=district,
            lines=(f"{road} {number} 号",),
            postcode=postcode,
        ),
        latin_address=Address(
            country="CN",
            region=home.province_latin,
            city=home.latin,
            district=district_latin,
            lines=(f"{number} {road_latin}",),
            postcode=postcode,
        ),
        latitude=latitude,
        longitude=longitude,
        time_zone="Asia/Shanghai",
        currency="CNY",
        language="zh-Hans",
        phone=china.landline(home, "hezhou", code),
        hours=_WEEKS[kind],
        holidays=hours.holidays("cn", LANGUAGES),
        capacity=capacity,
        floor_area=area,
        services=_SERVICES[kind],
        city_tier=home.tier,
        climate=home.climate,
        grade=grade,
        about=about,
    )


def _warehouse() -> Outlet:
    return reading.outlet(tables.tree("hezhou/warehouse.yaml"), LANGUAGES)
