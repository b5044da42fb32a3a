"""Size runs: the sizes a style is offered in, and what each country calls them.

add_size_runs(session, drafts, by=, at=)     runs of a brand's own
change_size_run(session, run, sizes=, texts=, by=, at=)
guide(session, country=, language=)          -> tuple[Guide]: every run as a table of one market
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlmodel import Field

from catalogue import changes
from catalogue.measures import BODY, Length
from catalogue.skus import Sku
from catalogue.styles import Style
from i18n import _
from i18n.words import Wording, wording, written
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand


class SizeRun(Scoped, Identified, table=True):
    """An ordered run; each size is {"code", "names": {country: name}, "body": {measure: [mm, mm]}}.

    A name is a country's ("JP") or of all that have none of their own (""); without either, the code is it.
    """

    __tablename__ = "size_run"
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    position: int = 0
    words: dict = Field(default_factory=dict, sa_type=Json)
    sizes: list = Field(sa_type=Json)

    def name_of(self, code: str, *, country: str) -> str:
        """Name a size as shoppers of the country know it."""
        return names_in(self.sizes, country).get(code, code)

    def codes(self) -> tuple[str, ...]:
        return tuple(size["code"] for size in self.sizes)


def names_in(sizes: Iterable[Mapping[str, Any]], country: str) -> dict[str, str]:
    """What the country calls each size of a run, in order."""
    named = {}
    for size in sizes:
        names = size.get("names") or {}
        named[size["code"]] = names.get(country) or names.get("") or size["code"]
    return named


@dataclass(frozen=True, kw_only=True)
class Size:
    """A size, its names by country, and the body it fits: millimetres, one or a span."""

    code: str
    names: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, int | tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SizeRunDraft:
    code: str
    sizes: tuple[Size, ...]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """{"name": {language: text}}."""


class SizeRunTaken(Refusal):
    message = _("There is already a size run %(code)s. Choose another code, or change that one.")


class SizeTwice(Refusal):
    message = _("The size %(size)s stands twice in the run %(code)s.")


class SizeInUse(Refusal):
    message = _("The size %(size)s of the run %(code)s is sold. Rename it if you like, but keep it.")


class NoSizes(Refusal):
    message = _("The size run %(code)s has no sizes. Name at least one.")


def add_size_runs(
    session: BrandSession, drafts: Iterable[SizeRunDraft], *, by: Actor, at: datetime
) -> list[SizeRun]:
    taken = set(session.scalars(select(SizeRun.code)))
    source = session.get_one(Brand, session.brand).language
    runs = []
    for draft in drafts:
        if draft.code in taken:
            raise SizeRunTaken(code=draft.code)
        words = written(draft.texts, source=source)
        rows = _rows(draft.code, draft.sizes)
        runs.append(SizeRun(code=draft.code, position=len(taken), words=words, sizes=rows))
        taken.add(draft.code)
    session.add_all(runs)
    for run in runs:
        events.record(run, "added", by=by, at=at, particulars={"code": run.code})
    return runs


def change_size_run(
    session: BrandSession,
    run: SizeRun,
    *,
    sizes: Iterable[Size],
    texts: Mapping[str, Mapping[str, str]],
    by: Actor,
    at: datetime,
) -> SizeRun:
    """Rename or reorder the sizes of a run; a size that SKUs have must stay."""
    from_now_on = tuple(sizes)
    _keep_sold(session, run, {size.code for size in from_now_on})
    run.sizes = _rows(run.code, from_now_on)
    source = session.get_one(Brand, session.brand).language
    run.words = written(texts, source=source, held=run.words)
    session.add(run)
    changes.note_all(session, at=at)
    events.record(run, "changed", by=by, at=at, particulars={"sizes": [size.code for size in from_now_on]})
    return run


def _keep_sold(session: BrandSession, run: SizeRun, codes: set[str]) -> None:
    sold = select(Sku.size).join(Style, Style.id == Sku.style_id).where(Style.size_run_id == run.id)
    missing = sorted(set(session.scalars(sold.distinct())) - codes)
    if missing:
        raise SizeInUse(size=missing[0], code=run.code)


def _rows(code: str, sizes: tuple[Size, ...]) -> list[dict[str, Any]]:
    if not sizes:
        raise NoSizes(code=code)
    seen: set[str] = set()
    for size in sizes:
        if size.code in seen:
            raise SizeTwice(size=size.code, code=code)
        seen.add(size.code)
    return [{"code": size.code, "names": dict(size.names), "body": _spans(size.body)} for size in sizes]


def _spans(body: Mapping[str, int | tuple[int, int]]) -> dict[str, list[int]]:
    return {
        name: [value, value] if isinstance(value, int) else [min(value), max(value)]
        for name, value in body.items()
    }


def by_code(session: BrandSession) -> dict[str, SizeRun]:
    return {
        run.code: run for run in session.scalars(select(SizeRun).order_by(SizeRun.position, SizeRun.code))
    }


@dataclass(frozen=True)
class GuideRow:
    """A size by its name here, its names elsewhere, and the body it fits, measure by measure, from–to."""

    code: str
    name: str
    names: Mapping[str, str]
    body: Mapping[str, tuple[Length, Length]]


@dataclass(frozen=True)
class Guide:
    run_id: UUID
    code: str
    name: Wording
    rows: tuple[GuideRow, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        measured = {measure for row in self.rows for measure in row.body}
        return tuple(measure for measure in BODY if measure in measured)

    @property
    def countries(self) -> tuple[str, ...]:
        return tuple(sorted({country for row in self.rows for country in row.names}))


def guide(
    session: BrandSession, *, country: str, language: str, via: Sequence[str] = ()
) -> tuple[Guide, ...]:
    """Every size run as the shoppers of a country read it: names first, then bodies, from small to large."""
    source = session.get_one(Brand, session.brand).language
    return tuple(
        Guide(
            run.id,
            run.code,
            wording(run.words, "name", language, source=source, via=via),
            _guided(run, country),
        )
        for run in by_code(session).values()
    )


def _guided(run: SizeRun, country: str) -> tuple[GuideRow, ...]:
    named = names_in(run.sizes, country)
    return tuple(
        GuideRow(
            code=size["code"],
            name=named[size["code"]],
            names={place: name for place, name in (size.get("names") or {}).items() if place},
            body={
                measure: (Length(low), Length(high))
                for measure, (low, high) in (size.get("body") or {}).items()
            },
        )
        for size in run.sizes
    )
