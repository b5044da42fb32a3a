"""Pages of text: the house's story, and the legal pages of each market.

write_pages(session, drafts, by=, at=) -> list[Page]     new ones, or those of the same code and market
remove_page(session, page, by=, at=)
page_by_slug(session, market_id, slug=, language=) -> PageShown
pages_of(session, market_id, language=) -> tuple[PageLink]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, or_, select, text
from sqlmodel import Field

from catalogue import changes, slugs
from catalogue.markup import sanitised
from catalogue.slugs import Named
from i18n import _
from i18n.words import Wording, Words, wording, written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import NotThere, Refusal
from kernel.events import Actor
from tenancy.brands import Brand
from tenancy.markets import Market

Kind = Literal["story", "legal"]


class Page(Scoped, Identified, table=True):
    """A page of no market belongs to all; its words are title and body, which is sanitised HTML."""

    __table_args__ = (
        UniqueConstraint("brand_id", "code", "market_id"),
        Index(
            "uq_page_every_market",
            "brand_id",
            "code",
            unique=True,
            postgresql_where=text("market_id IS NULL"),
            sqlite_where=text("market_id IS NULL"),
        ),
        CheckConstraint("kind IN ('story', 'legal')", name="kind"),
        refers("market"),
    )

    code: str
    kind: str = "story"
    market_id: UUID | None = None
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)


@dataclass(frozen=True, kw_only=True)
class PageDraft:
    """A page by its code; legal pages are imprint, privacy, terms and returns, each of one market."""

    code: str
    kind: Kind = "story"
    market: str | None = None
    texts: Mapping[str, Mapping[str, str]]
    """{"title", "body": {language: text}}; the body is HTML of the few elements of `catalogue.markup`."""
    position: int = 0
    slugs: Mapping[str, str] = field(default_factory=dict)


class NoSuchMarket(NotThere):
    message = _("There is no market %(code)s.")


class NoSuchPage(NotThere):
    message = _("There is no page %(slug)s.")


class Untitled(Refusal):
    message = _("The page %(code)s has no title. Write one in at least one language.")


def write_pages(session: BrandSession, drafts: Iterable[PageDraft], *, by: Actor, at: datetime) -> list[Page]:
    source = session.get_one(Brand, session.brand).language
    markets: dict[str, UUID] = dict(session.execute(select(Market.code, Market.id)).all())
    held = {(page.code, page.market_id): page for page in session.scalars(select(Page))}
    wanted = list(drafts)
    pages = []
    for draft in wanted:
        if draft.market is not None and draft.market not in markets:
            raise NoSuchMarket(code=draft.market)
        if not any(draft.texts.get("title", {}).values()):
            raise Untitled(code=draft.code)
        market_id = markets[draft.market] if draft.market else None
        page = held.setdefault((draft.code, market_id), Page(code=draft.code, market_id=market_id))
        page.kind, page.position, page.words = (
            draft.kind,
            draft.position,
            _words(draft, source, held=page.words),
        )
        session.add(page)
        events.record(page, "written", by=by, at=at, particulars={"code": page.code})
        pages.append(page)
    _name(session, wanted, pages, at=at)
    return pages


def _words(draft: PageDraft, source: str, *, held: Words) -> dict:
    bodies = {language: sanitised(html) for language, html in draft.texts.get("body", {}).items()}
    return written({**draft.texts, "body": bodies}, source=source, held=held)


def _name(session: BrandSession, drafts: list[PageDraft], pages: list[Page], *, at: datetime) -> None:
    """Name the pages; one of a market is told apart from the same of another by the market's code."""
    named = [
        Named(
            page.id,
            f"{page.code}-{draft.market}" if draft.market else page.code,
            page.words,
            field="title",
            by_hand=draft.slugs or None,
        )
        for draft, page in zip(drafts, pages, strict=True)
    ]
    slugs.give(session, "page", named, at=at)
    changes.note(session, (), at=at)


def remove_page(session: BrandSession, page: Page, *, by: Actor, at: datetime) -> None:
    events.record(page, "removed", by=by, at=at, particulars={"code": page.code})
    session.delete(page)
    changes.note(session, (), at=at)


@dataclass(frozen=True)
class PageShown:
    code: str
    kind: str
    slug: str
    title: Wording
    body: Wording


@dataclass(frozen=True)
class PageLink:
    code: str
    kind: str
    slug: str
    title: Wording


def page_by_slug(session: BrandSession, market_id: UUID, *, slug: str, language: str) -> PageShown:
    """Read a page of this market; its slug differs from the one asked for where it has moved."""
    found = slugs.find_by_slug(session, "page", slug, language)
    page = session.find(Page, found[0]) if found else None
    if found is None or page is None or page.market_id not in (None, market_id):
        raise NoSuchPage(slug=slug[:60])
    source = session.get_one(Brand, session.brand).language
    title, body = (wording(page.words, name, language, source=source) for name in ("title", "body"))
    return PageShown(page.code, page.kind, found[1], title, body)


def pages_of(session: BrandSession, market_id: UUID, *, language: str) -> tuple[PageLink, ...]:
    """The pages that this market's shop leads to: its own before the same of every market."""
    source = session.get_one(Brand, session.brand).language
    mine = select(Page).where(or_(Page.market_id == market_id, Page.market_id.is_(None)))
    chosen: dict[str, Page] = {}
    for page in session.scalars(mine.order_by(Page.position, Page.code)):
        if page.code not in chosen or page.market_id is not None:
            chosen[page.code] = page
    named = slugs.current(session, "page", [page.id for page in chosen.values()])
    return tuple(
        PageLink(
            page.code,
            page.kind,
            named.get(page.id, {}).get(language, page.code),
            wording(page.words, "title", language, source=source),
        )
        for page in chosen.values()
    )
