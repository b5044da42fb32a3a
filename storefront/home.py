"""The front page: the sections that the house chose, in its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, g, render_template
from sqlmodel import select

from catalogue.cards import Card
from catalogue.collections import Collection
from catalogue.seasons import Drop
from i18n.words import Wording
from kernel.web import modules
from kernel.web.access import public
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import looks, picks, sharing
from storefront.heads import Head, everywhere, origin
from storefront.looks import Pictured
from storefront.shops import StoreName, at, say
from tenancy.first_page import MOST_CARDS, MOST_SECTIONS, REFERS_TO, USUAL_CARDS

bp = Blueprint("home", __name__)
MODULES = {"lookbook": "lookbooks", "drop": "drops", "diary": "appointments"}
MOST_SWATCHES = 8
MOST_LOOKS = 2
MOST_ENTRIES = 12


@dataclass(frozen=True)
class Section:
    """A part of the page with whatever its kind shows."""

    kind: str
    title: Wording
    text: Wording
    path: str = ""
    cards: Sequence[Card] = ()
    looks: Sequence[Pictured] = ()
    cities: Sequence[tuple[str, Sequence[StoreName]]] = ()
    swatches: Sequence[tuple[str, Wording, Card]] = ()
    moment: datetime | None = None
    entries: Sequence[tuple[datetime, Wording, Wording, StoreName | None]] = ()
    number: int = field(default=1)


@bp.get("/")
@public
@cached()
def show() -> str:
    now = datetime.now(UTC)
    sections = _sections(now)
    tagline = say(g.shop.brand.words, "tagline").text
    return render_template("storefront/home/show.html", head=_head(tagline, sections), sections=sections)


def _sections(now: datetime) -> list[Section]:
    """Read all that the sections show at once, then put each together."""
    chosen = [row for row in g.shop.brand.home if _is_shown(row.get("kind", ""))][:MOST_SECTIONS]
    wanted = dict(_collections_of(row) for row in chosen if row["kind"] in ("hero", "collection"))
    if any(row["kind"] == "swatches" for row in chosen):
        shown = [one.code for one in g.shop.collections.values() if one.is_shown][:MOST_SWATCHES]
        wanted = dict.fromkeys(shown, 1) | wanted
    found = picks.of_collections(wanted, at=now) if wanted else {}
    return [_section(row, found, number, now) for number, row in enumerate(chosen, 1)]


def _is_shown(kind: str) -> bool:
    """Whether a section of that kind is known, and belongs to no module that is off."""
    return kind in REFERS_TO and MODULES.get(kind, "storefront") in modules.on()


def _collections_of(row: Mapping[str, Any]) -> tuple[str, int]:
    limit = row.get("limit") or USUAL_CARDS
    return row.get("reference") or "", min(limit, MOST_CARDS) if row["kind"] == "collection" else 2


def _section(
    row: Mapping[str, Any], found: Mapping[str, Sequence[Card]], number: int, now: datetime
) -> Section:
    words = row.get("words") or {}
    section = Section(row["kind"], say(words, "title"), say(words, "text"), number=number)
    if row["kind"] == "diary":
        return _of_diary(section, row, now)
    return _FILLED.get(row["kind"], _as_it_is)(section, row.get("reference") or "", found)


def _as_it_is(section: Section, _reference: str, _found: Mapping[str, Sequence[Card]]) -> Section:
    return section


def _with(section: Section, **more: Any) -> Section:
    return Section(**{**vars(section), **more})


def _of_collection(section: Section, reference: str, found: Mapping[str, Sequence[Card]]) -> Section:
    collection = next((one for one in g.shop.collections.values() if one.code == reference), None)
    path = _path(collection) if collection else at("search")
    return _with(section, cards=found.get(reference, ()), path=path)


def _path(collection: Collection) -> str:
    return at(f"collections/{g.shop.slug('collection', collection.id, g.edition.language)}")


def _of_lookbook(section: Section, reference: str, _found: Mapping[str, Sequence[Card]]) -> Section:
    lookbook = next((one for one in g.shop.lookbooks.values() if one.code == reference), None)
    if lookbook is None:
        return section
    path = at(f"lookbooks/{g.shop.slug('lookbook', lookbook.id, g.edition.language) or lookbook.code}")
    return _with(section, looks=looks.pictured(session(), lookbook.id, limit=MOST_LOOKS), path=path)


def _of_cities(section: Section, _reference: str, _found: Mapping[str, Sequence[Card]]) -> Section:
    cities: dict[str, list[StoreName]] = {}
    for store in g.shop.stores.values():
        cities.setdefault(store.place, []).append(store)
    return _with(section, cities=list(cities.items()), path=at("stores"))


def _of_swatches(section: Section, _reference: str, found: Mapping[str, Sequence[Card]]) -> Section:
    swatches = [
        (_path(one), say(one.words, "name"), found[one.code][0])
        for one in g.shop.collections.values()
        if found.get(one.code) and found[one.code][0].ways
    ]
    return _with(section, swatches=swatches[:MOST_SWATCHES])


def _of_drop(section: Section, reference: str, _found: Mapping[str, Sequence[Card]]) -> Section:
    drop = session().exec(select(Drop.releases_at).where(Drop.code == reference)).first()
    return _with(section, moment=drop, path=at("search") + "?new=1")


def _of_diary(section: Section, row: Mapping[str, Any], now: datetime) -> Section:
    """What is still to come, soonest first: [{"at", "store": slug, "words": {title, text}}]."""
    stores = {store.slug: store for store in g.shop.stores.values()}
    entries = [
        (
            datetime.fromisoformat(entry["at"]),
            say(entry["words"], "title"),
            say(entry["words"], "text"),
            stores.get(entry.get("store", "")),
        )
        for entry in row.get("entries") or ()
    ]
    coming = sorted((entry for entry in entries if entry[0] >= now), key=lambda entry: entry[0])
    return _with(section, entries=coming[:MOST_ENTRIES])


def _of_story(section: Section, _reference: str, _found: Mapping[str, Sequence[Card]]) -> Section:
    return _with(section, path=at("story") if g.shop.story() else "")


_FILLED = {
    "hero": _of_collection,
    "collection": _of_collection,
    "lookbook": _of_lookbook,
    "cities": _of_cities,
    "stores": _of_cities,
    "swatches": _of_swatches,
    "drop": _of_drop,
    "story": _of_story,
}


def _head(tagline: str, sections: Sequence[Section]) -> Head:
    pictured = next((one for section in sections for one in section.looks), None)
    return Head(
        title=f"{g.shop.name} · {tagline}" if tagline else g.shop.name,
        description=tagline,
        path_in=everywhere(""),
        picture=sharing.picture_of_look(pictured, g.shop.name) if pictured else None,
        data=[
            {
                "@context": "https://schema.org",
                "@type": "Organization",
                "name": g.shop.name,
                "url": origin() + "/",
                "slogan": tagline,
                "logo": origin() + "/icon.png",
            }
        ],
    )
