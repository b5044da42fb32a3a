"""From a house's word tables to its values."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inventory.assortments.drafting import RuleDraft
from inventory.assortments.presenting import MAIN, PresentationDraft
from inventory.assortments.rules import Action, Conditions, Level, What
from ops.demo.houses import hours, words
from ops.demo.houses.shape import (
    Address,
    Carrying,
    Category,
    Collection,
    CollectionRule,
    Drop,
    HomeSection,
    Hotspot,
    Link,
    Look,
    Lookbook,
    Maker,
    Market,
    Outlet,
    Person,
    PriceRule,
    Salon,
    Season,
    Service,
    StoreType,
    Style,
    TaxRate,
)

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Rail:
    """The styles that hang in the house now, to be picked by slug or by what they are."""

    styles: tuple[Style, ...]
    season: str

    def find(self, said: str) -> Style:
        """A slug, or tags joined by `+`, with `#2` for the third of them."""
        exact = [style for style in self.styles if style.slug == said]
        if exact:
            return exact[0]
        tags, _, place = said.partition("#")
        wanted = set(tags.split("+"))
        now = (style for style in self.styles if style.season == self.season and style.drop is None)
        return [style for style in now if wanted <= set(style.tags)][int(place or 0)]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def market(entry: Entry, outlets: tuple[Outlet, ...]) -> Market:
    tax, rule = entry["tax"], entry["rule"]
    return Market(
        key=entry["key"],
        name=entry["name"],
        countries=tuple(entry["countries"]),
        currency=entry["currency"],
        languages=tuple(entry["languages"]),
        tax_included=tax["included"],
        tax_rates=tuple(
            _rate(country, row, home=tax["from"][0]) for country in tax["from"] for row in _rates(country)
        ),
        outlets=_served_by(entry["outlets"], outlets),
        price_list=f"{entry['key']}-{entry['currency'].lower()}",
        price_rule=PriceRule(
            factor=Fraction(rule.get("factor", 1)), step=rule["step"], charm=rule.get("charm", 0)
        ),
        size_naming=entry["size_naming"],
    )


def _served_by(said: str | list[str], outlets: tuple[Outlet, ...]) -> tuple[str, ...]:
    return tuple(outlet.code for outlet in outlets) if said == "all" else tuple(said)


def _rates(country: str) -> list[Entry]:
    return words.tree("taxes.yaml")[country]


def _rate(country: str, row: Entry, *, home: str) -> TaxRate:
    """The market's first country gives the rate of the whole; the others are regions of it."""
    return TaxRate(
        country=country,
        region=row.get("region") or (country if country != home else None),
        name=row["name"],
        basis_points=Decimal(row["rate"]),
        since=date.fromisoformat(str(row["since"])),
        exempt_below=row.get("exempt_below"),
        untaxed_up_to=row.get("untaxed_up_to"),
    )


def address(entry: Entry) -> Address:
    fields: dict[str, Any] = {**entry, "lines": tuple(entry["lines"])}
    return Address(**fields)


def outlet(entry: Entry, languages: tuple[str, ...]) -> Outlet:
    plain = {
        key: entry[key]
        for key in (
            "code", "slug", "kind", "latitude", "longitude", "time_zone", "currency", "language", "phone",
            "capacity", "climate", "grade", "name",
        )
    }  # fmt: skip
    return Outlet(
        **plain,
        store_type=entry.get("store_type"),
        address=address(entry["address"]),
        latin_address=address(entry.get("latin_address", entry["address"])),
        hours=_week(entry.get("hours")),
        holidays=hours.holidays(entry["holidays"], languages) if "holidays" in entry else (),
        floor_area=entry.get("floor_area", 0),
        services=tuple(entry.get("services", ())),
        city_tier=entry.get("city_tier"),
        about=entry.get("about", {}),
    )


def _week(entry: Entry | None) -> hours.Week:
    if not entry:
        return dict.fromkeys(range(7), ())
    plain = hours.week(
        entry["week"],
        saturday=entry.get("saturday"),
        sunday=entry.get("sunday"),
        closed=tuple(entry.get("closed", ())),
    )
    return {**plain, **{day: hours.spans(said) for day, said in entry.get("late", {}).items()}}


def store_type(entry: Entry) -> StoreType:
    return StoreType(**entry)


def carrying(entry: Entry) -> Carrying:
    """A rule: `carry` or `leave` names the goods, `types`, `markets` or `outlets` the stores."""
    level = next((level for level, key in _SUBJECTS.items() if key in entry), Level.BRAND)
    goods = entry.get("carry", entry.get("leave"))
    rule = RuleDraft(
        level=level,
        subjects=tuple(entry.get(_SUBJECTS.get(level, ""), ())),
        conditions=Conditions(**{key: tuple(entry[key]) for key in _CONDITIONS if key in entry}),
        action=Action.INCLUDE if "carry" in entry else Action.EXCLUDE,
        what=What(**_goods(goods)),
    )
    return Carrying(rule=rule, from_day=entry.get("from_day"), until_day=entry.get("until_day"))


def _goods(said: Entry) -> dict[str, Any]:
    return {key: tuple(each) if isinstance(each, list) else each for key, each in said.items()}


_SUBJECTS = {Level.TYPE: "types", Level.MARKET: "markets", Level.OUTLET: "outlets"}
_CONDITIONS = ("tiers", "climates", "grades", "during")


def presentation(entry: Entry) -> PresentationDraft:
    sizes = {MAIN: entry["main"]} if "main" in entry else {}
    return PresentationDraft(
        level=Level.TYPE if "type" in entry else Level.BRAND,
        subject=entry.get("type", ""),
        category=entry.get("category", ""),
        sizes=sizes | entry.get("sizes", {}),
        depth=entry.get("depth"),
        room=entry.get("room"),
    )


def categories(entries: list[Entry]) -> tuple[Category, ...]:
    return tuple(
        Category(slug=entry.get("slug", entry["key"]), position=at, **entry)
        for at, entry in enumerate(entries)
    )


def season(entry: Entry) -> Season:
    starts, ends = (date.fromisoformat(str(entry[end])) for end in ("starts", "ends"))
    return Season(key=entry["key"], name=entry["name"], starts=starts, ends=ends)


def maker(entry: Entry) -> Maker:
    fields: dict[str, Any] = {**entry, "address": address(entry["address"])}
    return Maker(**fields)


def collection(entry: Entry, rail: Rail) -> Collection:
    rule = entry.get("rule")
    return Collection(
        key=entry["key"],
        slug=entry["slug"],
        name=entry["name"],
        text=entry["text"],
        styles=tuple(rail.find(each).code for each in entry.get("styles", ())),
        rule=CollectionRule(**{key: _tupled(value) for key, value in rule.items()}) if rule else None,
    )


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def drop(entry: Entry, styles: tuple[Style, ...], zone: str) -> Drop:
    return Drop(
        key=entry["key"],
        slug=entry["slug"],
        name=entry["name"],
        text=entry["text"],
        day=entry["day"],
        at=time.fromisoformat(entry["at"]),
        time_zone=zone,
        styles=tuple(style.code for style in styles if style.drop == entry["key"]),
    )


def lookbook(entry: Entry, rail: Rail) -> Lookbook:
    return Lookbook(
        key=entry["key"],
        slug=entry["slug"],
        season=entry["season"],
        title=entry["title"],
        intro=entry["intro"],
        looks=tuple(_look(each, rail) for each in entry["looks"]),
    )


def _look(entry: Entry, rail: Rail) -> Look:
    spots = tuple(_hotspot(rail.find(where), colour, *place) for where, colour, *place in entry["at"])
    return Look(
        key=entry["key"], title=entry["title"], text=entry["text"], ground=entry["ground"], hotspots=spots
    )


def _hotspot(style: Style, colour: str | int, x: float, y: float, width: float) -> Hotspot:
    """A colourway by its colour or by its place."""
    code = style.colourways[colour].code if isinstance(colour, int) else _code_of(style, colour)
    return Hotspot(style=style.code, colourway=code, x=x, y=y, width=width)


def _code_of(style: Style, colour: str) -> str:
    tail = colour.replace("-", "").upper()[:9]
    return next(way.code for way in style.colourways if way.code == f"{style.code}-{tail}")


def person(entry: Entry) -> Person:
    latin = entry.get("latin", entry["name"])
    return Person(
        name=entry["name"],
        latin_name=latin,
        family=entry["family"],
        given=entry["given"],
        email=f"{slug(latin).replace('-', '.')}@example.com",
        role=entry["role"],
        language=entry["language"],
        outlets=tuple(entry.get("outlets", ())),
    )


def link(entry: Entry) -> Link:
    return Link(label=entry["label"], target=entry["target"])


def home_section(entry: Entry) -> HomeSection:
    return HomeSection(**entry)


def service(entry: Entry, outlets: tuple[Outlet, ...]) -> Service:
    """`outlets` names them one by one, or a store type for all of its stores."""
    said = entry["outlets"]
    alike = tuple(outlet.code for outlet in outlets if outlet.store_type == said)
    fields: dict[str, Any] = {**entry, "outlets": alike if isinstance(said, str) else tuple(said)}
    return Service(**fields)


def salon(entry: Entry) -> Salon:
    fields: dict[str, Any] = {**entry, "at": time.fromisoformat(entry["at"])}
    return Salon(**fields)
