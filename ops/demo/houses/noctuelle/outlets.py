"""Noctuelle's warehouse and its hundred stores in twenty-seven provincial capitals."""

from collections.abc import Iterator

from ops.demo.houses import chance, china, hours, reading, words
from ops.demo.houses.china import Site
from ops.demo.houses.shape import Outlet

LANGUAGES = ("zh-Hans", "en")

DOORS = {
    "shijiazhuang": 3, "taiyuan": 3, "hohhot": 3, "shenyang": 4, "changchun": 3, "harbin": 4, "nanjing": 5,
    "hangzhou": 6, "hefei": 4, "fuzhou": 3, "nanchang": 3, "jinan": 4, "zhengzhou": 5, "wuhan": 5,
    "changsha": 4, "guangzhou": 6, "nanning": 3, "haikou": 3, "chengdu": 5, "guiyang": 3, "kunming": 4,
    "lhasa": 2, "xian": 5, "lanzhou": 3, "xining": 2, "yinchuan": 2, "urumqi": 3,
}  # fmt: skip

_TYPES = ("salon", "boutique", "boutique", "cabinet", "boutique", "cabinet")
_SIZES = {"salon": (260, 700), "boutique": (140, 420), "cabinet": (60, 180)}
_SERVICES = {
    "salon": ("click-and-collect", "returns", "alterations", "fitting", "tea", "gift-wrap"),
    "boutique": ("click-and-collect", "returns", "alterations", "gift-wrap"),
    "cabinet": ("click-and-collect", "returns"),
}
_GRADES = {"salon": "A", "boutique": "B", "cabinet": "C"}


def outlets() -> tuple[Outlet, ...]:
    fixed = (reading.outlet(each, LANGUAGES) for each in words.tree("noctuelle/outlets.yaml"))
    return (*fixed, *_stores())


def _stores() -> Iterator[Outlet]:
    for number, site in enumerate(china.sites("noctuelle", DOORS), start=1):
        yield _store(site, number)


def _store(site: Site, number: int) -> Outlet:
    kind = _TYPES[site.rank]
    area, capacity = (
        round(each * (0.85 + chance.share("noctuelle", site.city.key, site.rank) * 0.3))
        for each in _SIZES[kind]
    )
    return Outlet(
        code=f"N{number:03d}",
        slug=reading.slug(f"{site.city.key} {site.street.latin}"),
        kind="store",
        store_type=kind,
        name={
            "zh-Hans": f"{site.city.name} {site.street.name}",
            "en": f"{site.city.latin}, {site.street.latin}",
        },
        address=site.address,
        latin_address=site.latin_address,
        latitude=site.latitude,
        longitude=site.longitude,
        time_zone="Asia/Shanghai",
        currency="CNY",
        language="zh-Hans",
        phone=site.phone,
        hours=hours.week("11:00-22:00", saturday="11:00-22:30", sunday="11:00-22:00"),
        holidays=hours.holidays("cn", LANGUAGES),
        capacity=capacity,
        floor_area=area,
        services=_SERVICES[kind],
        city_tier=site.city.tier,
        climate=site.city.climate,
        grade=_GRADES[kind],
    )
