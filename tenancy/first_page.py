"""The menu and the first page of a shop: which links and sections, in which order, and what each shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from i18n import _
from i18n.words import written
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand, note, touch

REFERS_TO = {
    "hero": "collection",
    "collection": "collection",
    "lookbook": "lookbook",
    "drop": "drop",
    "cities": "",
    "stores": "",
    "story": "",
    "swatches": "",
    "diary": "",
    "words": "",
}
"""By kind of section, what it has to name."""

MOST_LINKS = 5
MOST_SECTIONS = 12
MOST_CARDS = 16
USUAL_CARDS = 8
Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class LinkDraft:
    """A word of the menu; `held` is the place it had before, where it was there."""

    target: str
    texts: Texts
    held: int | None = None


@dataclass(frozen=True)
class SectionDraft:
    """A part of the first page; `reference` is the code of what it shows, where its kind shows one thing."""

    kind: str
    texts: Texts
    reference: str = ""
    limit: int = USUAL_CARDS
    held: int | None = None


class TooManyLinks(Refusal):
    message = _("A menu has room for %(most)s links. Take one out first.")


class TooManySections(Refusal):
    message = _("The first page has room for %(most)s sections. Take one out first.")


class NothingShown(Refusal):
    message = _("Choose what the section “%(title)s” shows, as its kind asks.")


def arrange(
    session: BrandSession,
    brand: Brand,
    *,
    menu: Sequence[LinkDraft],
    sections: Sequence[SectionDraft],
    by: Actor,
    at: datetime,
) -> None:
    """Put the menu and the first page as given; a text that stays as it was keeps its translations."""
    if len(menu) > MOST_LINKS:
        raise TooManyLinks(most=MOST_LINKS)
    if len(sections) > MOST_SECTIONS:
        raise TooManySections(most=MOST_SECTIONS)
    navigation = [_link(link, brand) for link in menu]
    home = [_section(section, brand) for section in sections]
    if (navigation, home) == (brand.navigation, brand.home):
        return
    brand.navigation, brand.home = navigation, home
    note(session, brand, "arranged", by=by, at=at)
    touch(session)


def _link(draft: LinkDraft, brand: Brand) -> dict[str, Any]:
    held = _held(brand.navigation, draft.held)
    words = written(draft.texts, source=brand.language, held=held.get("words"))
    return {**held, "target": draft.target, "words": words}


def _section(draft: SectionDraft, brand: Brand) -> dict[str, Any]:
    if REFERS_TO[draft.kind] and not draft.reference:
        raise NothingShown(title=draft.texts.get("title", {}).get(brand.language, ""))
    held = _held(brand.home, draft.held)
    words = written(draft.texts, source=brand.language, held=held.get("words"))
    limit = max(1, min(draft.limit, MOST_CARDS))
    return {**held, "kind": draft.kind, "reference": draft.reference, "limit": limit, "words": words}


def _held(rows: Sequence[Mapping[str, Any]], place: int | None) -> Mapping[str, Any]:
    return rows[place] if place is not None and 0 <= place < len(rows) else {}
