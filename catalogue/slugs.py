"""Names in addresses: one current slug per thing and language; old ones lead to it.

give(session, subject, named, at=, is_lacking_only=)   slugs for many things, in every language of the brand
chosen_by_hand(session, subject, thing)                those of its slugs that its words would not have made
find_by_slug(session, subject, slug, language)         -> (id, current slug in that language) or None
current(session, subject, ids)                         -> {id: {language: slug}}
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, and_, select, update
from sqlalchemy.orm import aliased

from i18n.words import Words, wording
from kernel.db import BrandSession, Identified, Scoped
from tenancy.brands import Brand
from tenancy.markets import Market

LONGEST = 80
_SPELT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
MANY = 500


class Slug(Scoped, Identified, table=True):
    """`subject` is the table's name: style, collection, lookbook or page."""

    __table_args__ = (
        UniqueConstraint("brand_id", "subject", "language", "slug"),
        Index(None, "brand_id", "subject", "slug"),
        Index(None, "brand_id", "subject", "subject_id", "language"),
    )

    subject: str
    subject_id: UUID
    language: str
    slug: str
    is_current: bool = True
    made_at: datetime


@dataclass(frozen=True)
class Named:
    """A thing to be named in addresses: by its words where they are Latin, else by its code."""

    id: UUID
    code: str
    words: Words
    field: str = "name"
    by_hand: Mapping[str, str] | None = None


def slugified(text: str) -> str:
    """Write words as an address does; empty where too little of them is Latin."""
    spelt = text.casefold().translate(_SPELT)
    folded = unicodedata.normalize("NFKD", spelt)
    letters = [sign for sign in folded if sign.isalnum()]
    latin = [sign for sign in letters if sign.isascii()]
    if len(latin) * 2 < len([sign for sign in letters if not unicodedata.combining(sign)]):
        return ""
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "-").replace("’", "-"))
    return words.strip("-")[:LONGEST].rstrip("-")


def languages(session: BrandSession) -> tuple[str, ...]:
    """Every language the brand speaks, its own first."""
    brand = session.get_one(Brand, session.brand)
    spoken = session.scalars(select(Market.languages).order_by(Market.position, Market.code)).all()
    return tuple(dict.fromkeys([brand.language, *(language for market in spoken for language in market)]))


def give(
    session: BrandSession,
    subject: str,
    named: Iterable[Named],
    *,
    at: datetime,
    is_lacking_only: bool = False,
) -> None:
    """Give things their slugs in every language; a slug that changes stays as a way to the new one."""
    things = list(named)
    source = session.get_one(Brand, session.brand).language
    spoken = languages(session)
    has = current(session, subject, [thing.id for thing in things])
    wanted = [
        (thing, language, _wished(thing, language, source))
        for thing in things
        for language in spoken
        if not (is_lacking_only and language in has.get(thing.id, {}))
    ]
    held = _held(session, subject, [slug for _thing, _language, slug in wanted])
    rows, retired, revived = [], [], []
    for thing, language, wish in wanted:
        slug = _free(wish, thing, language, held)
        now = has.get(thing.id, {}).get(language)
        if now == slug:
            continue
        if now:
            retired.append((thing.id, language))
        if held.get((language, slug)) == thing.id:
            revived.append((thing.id, language, slug))
        else:
            rows.append({"subject_id": thing.id, "language": language, "slug": slug})
        held[language, slug] = thing.id
    _write(session, subject, rows=rows, retired=retired, revived=revived, at=at)


def chosen_by_hand(session: BrandSession, subject: str, thing: Named) -> dict[str, str]:
    """The slugs of a thing that its words would not have made: a change of words leaves them as they are."""
    source = session.get_one(Brand, session.brand).language
    code = slugified(thing.code)
    kept = {}
    for language, slug in current(session, subject, [thing.id]).get(thing.id, {}).items():
        wish = _wished(thing, language, source)
        if slug != wish and not slug.startswith(f"{wish}-{code}"):
            kept[language] = slug
    return kept


def _wished(thing: Named, language: str, source: str) -> str:
    if thing.by_hand and language in thing.by_hand:
        return slugified(thing.by_hand[language]) or slugified(thing.code)
    own = slugified(wording(thing.words, thing.field, language, source=source).text)
    if own:
        return own
    english = slugified(wording(thing.words, thing.field, "en", source=source).text)
    code = slugified(thing.code)
    return f"{code}-{english}"[:LONGEST].rstrip("-") if english else code


def _held(session: BrandSession, subject: str, slugs: list[str]) -> dict[tuple[str, str], UUID]:
    """Whose each of the slugs is, or ever was, by language."""
    held: dict[tuple[str, str], UUID] = {}
    distinct = sorted(set(slugs))
    for start in range(0, len(distinct), MANY):
        some = distinct[start : start + MANY]
        rows = select(Slug.language, Slug.slug, Slug.subject_id).where(
            Slug.subject == subject, Slug.slug.in_(some)
        )
        held.update({(language, slug): owner for language, slug, owner in session.execute(rows)})
    return held


def _free(wish: str, thing: Named, language: str, held: Mapping[tuple[str, str], UUID]) -> str:
    code = slugified(thing.code)
    for slug in (wish, f"{wish}-{code}", f"{wish}-{code}-{thing.id.hex[-6:]}"):
        if held.get((language, slug), thing.id) == thing.id:
            return slug
    return f"{code}-{thing.id.hex}"


def _write(
    session: BrandSession,
    subject: str,
    *,
    rows: list[dict],
    retired: list[tuple[UUID, str]],
    revived: list[tuple[UUID, str, str]],
    at: datetime,
) -> None:
    for thing_id, language in retired:
        mine = (Slug.subject == subject, Slug.subject_id == thing_id, Slug.language == language)
        session.execute(update(Slug).where(*mine).values(is_current=False))
    for thing_id, language, slug in revived:
        mine = (
            Slug.subject == subject,
            Slug.subject_id == thing_id,
            Slug.language == language,
            Slug.slug == slug,
        )
        session.execute(update(Slug).where(*mine).values(is_current=True))
    session.insert_many(
        Slug, [{"subject": subject, "is_current": True, "made_at": at, **row} for row in rows]
    )


def current(session: BrandSession, subject: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    found: dict[UUID, dict[str, str]] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), MANY):
        some = wanted[start : start + MANY]
        mine = (Slug.subject == subject, Slug.is_current, Slug.subject_id.in_(some))
        for thing_id, language, slug in session.execute(
            select(Slug.subject_id, Slug.language, Slug.slug).where(*mine)
        ):
            found.setdefault(thing_id, {})[language] = slug
    return found


def find_by_slug(session: BrandSession, subject: str, slug: str, language: str) -> tuple[UUID, str] | None:
    """Find what a slug names, current or old, of any language; and what it is called now in this one."""
    now = aliased(Slug)
    leads = and_(now.subject == subject, now.subject_id == Slug.subject_id, now.is_current)
    rows = session.execute(
        select(Slug.subject_id, Slug.language, now.language.label("now_in"), now.slug.label("now"))
        .outerjoin(now, leads)
        .where(Slug.subject == subject, Slug.slug == slug)
        .order_by(Slug.is_current.desc(), Slug.made_at.desc())
    ).all()
    if not rows:
        return None
    found = next((row for row in rows if row.language == language), rows[0]).subject_id
    return found, next((row.now for row in rows if row.subject_id == found and row.now_in == language), slug)
