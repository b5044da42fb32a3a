"""What is where, as far as one person may see: levels by style or SKU, and one style over the outlets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import abort
from sqlalchemy import ColumnElement, case
from sqlmodel import col, func, or_, select

from admin.frame import me
from admin.narrowing import Listed, read_page
from admin.style_list import wanted
from admin.wordings import said
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n import _
from inventory.safety import allowances, kept_back
from inventory.stock import QUANTITIES, Level, left, promise
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet


@dataclass(frozen=True)
class Counted:
    """Pieces of one thing: in the outlet asked for, or in all that the person sees."""

    on_hand: int = 0
    reserved: int = 0
    committed: int = 0
    held: int = 0
    quarantined: int = 0
    in_transit: int = 0
    due: int = 0
    promised: int = 0


@dataclass(frozen=True)
class Matrix:
    """A style's SKUs across and outlets down; on hand by outlet and SKU, and both totals."""

    skus: list[tuple[Sku, Any]]
    rows: list[tuple[UUID, str, dict[UUID, int], int]]
    totals: dict[UUID, int]
    total: int


def outlets(duty: Duty) -> dict[UUID, str]:
    """Name the outlets in which this person holds a duty: every page of stock starts from these."""
    rows = select(Outlet.id, Outlet.code, Outlet.words).order_by(col(Outlet.code))
    mine = me().outlets_for(duty)
    if mine is not None:
        rows = rows.where(col(Outlet.id).in_(mine))
    return {id: str(said(words, otherwise=code)) for id, code, words in session().exec(rows)}


def choices(duty: Duty) -> list[tuple[str, str]]:
    """The same for a form that asks for one of them."""
    return [(str(id), name) for id, name in outlets(duty).items()]


def choices_or_all(duty: Duty) -> list[tuple[str, str]]:
    """The same for a form that may narrow to one of them."""
    return [("", str(_("All outlets"))), *choices(duty)]


def chosen(outlet: str | None, duty: Duty) -> UUID:
    """The outlet that a form names, where this person holds the duty; any other is not there."""
    if outlet not in dict(choices(duty)):
        abort(404)
    return UUID(outlet)


def seen(outlet_id: UUID | None) -> ColumnElement[bool]:
    """Narrow levels or movements to an outlet, or to all that this person sees."""
    if outlet_id is not None:
        return col(Level.outlet_id) == outlet_id
    mine = me().outlets_for(Duty.SEE_STOCK)
    return col(Level.outlet_id).is_not(None) if mine is None else col(Level.outlet_id).in_(mine)


def by_style(asked: Mapping[str, Any], *, outlet_id: UUID | None) -> Listed[dict[str, Any]]:
    conditions = [*wanted(dict(asked)), *_standing(asked, outlet_id, Sku.style_id, Style.id)]
    found = select(Style.id, Style.code, Style.words).where(*conditions).order_by(col(Style.code))
    here = read_page(found, asked["page"])
    counted = _counted(Sku.style_id, [row.id for row in here.rows], outlet_id)
    return replace(
        here,
        rows=[
            {
                "id": id,
                "code": code,
                "name": said(words, otherwise=code),
                "counted": counted.get(id, Counted()),
            }
            for id, code, words in here.rows
        ],
    )


def by_sku(asked: Mapping[str, Any], *, outlet_id: UUID | None) -> Listed[dict[str, Any]]:
    text = (asked.get("q") or "").strip()
    own = [or_(Sku.code == text, Sku.gtin == text.zfill(13), *wanted({"q": text}))] if text else []
    conditions = [
        *own,
        *wanted({**asked, "q": ""}),
        *_standing(asked, outlet_id, Sku.id, Sku.id),
    ]
    joined = (
        select(Sku, Style.words, Colourway.code, Colourway.words)
        .join(Style, col(Style.id) == Sku.style_id)
        .join(Colourway, col(Colourway.id) == Sku.colourway_id)
    )
    ordered = joined.where(*conditions).order_by(Style.code, col(Colourway.position), col(Sku.position))
    here = read_page(ordered, asked["page"])
    counted = _counted(Sku.id, [sku.id for sku, *_rest in here.rows], outlet_id)
    return replace(
        here,
        rows=[
            {
                "id": sku.id,
                "code": sku.code,
                "gtin": sku.gtin,
                "name": said(words, otherwise=sku.code),
                "colour": said(way, otherwise=way_code),
                "size": sku.size,
                "counted": counted.get(sku.id, Counted()),
            }
            for sku, words, way_code, way in here.rows
        ],
    )


def _standing(asked: Mapping[str, Any], outlet_id: UUID | None, key: Any, of: Any) -> list[Any]:
    """Keep what there is some of, what is on its way, or what is set aside."""
    if not asked.get("standing"):
        return []
    there = {
        "some": col(Level.on_hand) > 0,
        "coming": col(Level.in_transit) + col(Level.due) > 0,
        "aside": col(Level.held) + col(Level.quarantined) > 0,
    }[asked["standing"]]
    rows = select(key).join(Level, col(Level.sku_id) == Sku.id).where(seen(outlet_id), there)
    return [col(of).in_(rows)]


def _counted(key: Any, ids: Iterable[UUID], outlet_id: UUID | None) -> dict[UUID, Counted]:
    kept = allowances(session()).kept()
    left = func.sum(case((promise() > kept, promise() - kept), else_=0))
    sums = select(key, *(func.sum(getattr(Level, part)) for part in QUANTITIES), left)
    joined = sums.join(Style, col(Style.id) == Sku.style_id).join(Level, col(Level.sku_id) == Sku.id)
    rows = joined.where(col(key).in_(list(ids)), seen(outlet_id))
    return {id: Counted(*(int(part) for part in some)) for id, *some in session().execute(rows.group_by(key))}


def matrix(style: Style) -> Matrix:
    skus = select(Sku, Colourway.code, Colourway.words).join(Colourway, col(Colourway.id) == Sku.colourway_id)
    ordered = skus.where(Sku.style_id == style.id).order_by(col(Colourway.position), col(Sku.position))
    across = [(sku, said(words, otherwise=code)) for sku, code, words in session().exec(ordered)]
    levels = select(Level.outlet_id, Level.sku_id, Level.on_hand).join(Sku, col(Sku.id) == Level.sku_id)
    found: dict[UUID, dict[UUID, int]] = {}
    for outlet_id, sku_id, units in session().exec(levels.where(Sku.style_id == style.id, seen(None))):
        found.setdefault(outlet_id, {})[sku_id] = units
    rows = [
        (id, name, found[id], sum(found[id].values()))
        for id, name in outlets(Duty.SEE_STOCK).items()
        if id in found
    ]
    totals = {sku.id: sum(row.get(sku.id, 0) for row in found.values()) for sku, _colour in across}
    return Matrix(across, rows, totals, sum(totals.values()))


@dataclass(frozen=True)
class There:
    """One SKU in one outlet: what its level says, what is kept back and what is left to promise."""

    outlet_id: UUID
    outlet: str
    level: Level
    kept: int

    @property
    def left(self) -> int:
        return max(0, left({part: getattr(self.level, part) for part in QUANTITIES}) - self.kept)


def levels_of(sku: Sku) -> list[There]:
    """One SKU in every outlet this person sees that ever had it."""
    held = session().exec(select(Level).where(Level.sku_id == sku.id, seen(None))).all()
    kept = kept_back(session(), [(sku.id, level.outlet_id) for level in held])
    there = {level.outlet_id: level for level in held}
    return [
        There(id, name, there[id], kept[sku.id, id])
        for id, name in outlets(Duty.SEE_STOCK).items()
        if id in there
    ]
