"""The house's story, its legal pages and its lookbooks."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import escape

from catalogue.lookbooks import Hotspot, LookbookDraft, LookDraft, write_lookbooks
from catalogue.markup import paragraphs
from catalogue.pages import PageDraft, write_pages
from kernel.db import BrandSession
from kernel.events import CLOCK
from ops.demo.houses import shape
from ops.demo.houses.shape import House


def furnish(session: BrandSession, house: House, *, at: datetime) -> None:
    pages = [_story(house), *(_legal(page, place) for place, page in enumerate(house.legal_pages))]
    write_pages(session, pages, by=CLOCK, at=at)
    write_lookbooks(session, map(_lookbook, house.lookbooks), by=CLOCK, at=at)


def _story(house: House) -> PageDraft:
    bodies = {language: paragraphs("\n\n".join(parts)) for language, parts in house.story.items()}
    return PageDraft(code="story", kind="story", texts={"title": house.name, "body": bodies})


def _legal(page: shape.LegalPage, position: int) -> PageDraft:
    bodies = {language: _body(sections) for language, sections in page.sections.items()}
    return PageDraft(
        code=page.kind,
        kind="legal",
        market=page.market,
        texts={"title": page.title, "body": bodies},
        position=position,
    )


def _body(sections: Sequence[shape.PageSection]) -> str:
    return "\n".join(
        _heading(section.heading) + paragraphs("\n\n".join(section.paragraphs)) for section in sections
    )


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>" if text else ""


def _lookbook(book: shape.Lookbook) -> LookbookDraft:
    return LookbookDraft(
        code=book.key,
        season=book.season,
        texts={"title": book.title, "intro": book.intro},
        looks=tuple(map(_look, book.looks)),
        slugs=dict.fromkeys(book.title, book.slug),
    )


def _look(look: shape.Look) -> LookDraft:
    return LookDraft(
        texts={"title": look.title, "text": look.text},
        ground=look.ground,
        hotspots=tuple(
            Hotspot(style=spot.style, colourway=spot.colourway, x=spot.x, y=spot.y, width=spot.width)
            for spot in look.hotspots
        ),
    )
