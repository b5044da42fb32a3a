"""Puts a house together from its words, its outlets and its styles."""

from collections.abc import Callable
from typing import TypeVar

from ops.demo.houses import legal, reading, words
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import Carrying, House, Outlet, Person, SizeSystem, Style

Value = TypeVar("Value")


def house(
    entry: Entry,
    *,
    markets: list[Entry],
    outlets: tuple[Outlet, ...],
    size_systems: tuple[SizeSystem, ...],
    styles: tuple[Style, ...],
    staff: tuple[Person, ...] = (),
    carrying: tuple[Carrying, ...] = (),
) -> House:
    rail = reading.Rail(styles, entry["now"])
    sold_in = tuple(reading.market(each, outlets) for each in markets)
    return House(
        **{
            key: entry[key]
            for key in ("slug", "name", "country", "currency", "language", "time_zone", "tagline")
        },
        languages=tuple(entry["languages"]),
        story=words.paragraphs(entry["story"]),
        theme=entry["theme"],
        markets=sold_in,
        store_types=_each(reading.store_type, entry, "store_types"),
        outlets=outlets,
        categories=reading.categories(entry["categories"]),
        seasons=_each(reading.season, entry, "seasons"),
        size_systems=size_systems,
        makers=_each(reading.maker, entry, "makers"),
        styles=styles,
        collections=tuple(reading.collection(each, rail) for each in entry["collections"]),
        drops=tuple(reading.drop(each, styles, entry["time_zone"]) for each in entry["drops"]),
        lookbooks=tuple(reading.lookbook(each, rail) for each in entry["lookbooks"]),
        legal_pages=legal.pages(entry, sold_in),
        staff=_each(reading.person, entry, "staff") + staff,
        navigation=_each(reading.link, entry, "navigation"),
        home=_each(reading.home_section, entry, "home"),
        otherwise=entry.get("otherwise", "everything"),
        carrying=_each(reading.carrying, entry, "carrying") + carrying,
        presentation=_each(reading.presentation, entry, "presentation"),
        services=tuple(reading.service(each, outlets) for each in entry.get("services", ())),
        diary=_each(reading.salon, entry, "diary"),
    )


def _each(read: Callable[[Entry], Value], entry: Entry, key: str) -> tuple[Value, ...]:
    return tuple(read(each) for each in entry.get(key, ()))
