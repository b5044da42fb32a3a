"""The list of styles: narrowed, sorted and paged by the database."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select
from wtforms import StringField
from wtforms.validators import Length

from admin import thumbnails
from admin.frame import brand
from admin.narrowing import Listed, Narrowing, read_page
from admin.wordings import said
from catalogue import categories
from catalogue.categories import Category
from catalogue.seasons import Season
from catalogue.skus import Sku
from catalogue.styles import Colourway, Style
from i18n import _, current_language
from kernel.web.forms import SelectField
from kernel.web.transactions import session

STATUSES = {"draft": _("Draft"), "published": _("On sale"), "withdrawn": _("Withdrawn")}
KINDS = {"draft": "waiting", "published": "good", "withdrawn": "plain"}
ORDERS = {"newest": _("Newest first"), "code": _("Code"), "name": _("Name")}


class FilterForm(Narrowing):
    q = StringField(_("Name, code or barcode"), [Length(max=120)])
    category = SelectField(_("Category"))
    season = SelectField(_("Season"))
    status = SelectField(_("State"), choices=[("", _("All")), *STATUSES.items()])
    sort = SelectField(_("Sorted by"), choices=list(ORDERS.items()), default="newest")

    def offer(self) -> None:
        self.category.choices = [("", str(_("All"))), *category_choices()]
        self.season.choices = [("", str(_("All"))), *season_choices()]


def category_choices() -> list[tuple[str, str]]:
    """The categories by code, each set in by its depth."""
    tree = categories.tree(session())
    return [
        (
            one.code,
            "\u2003" * (len(categories.path(tree, one.id)) - 1) + str(said(one.words, otherwise=one.code)),
        )
        for one in in_order(tree)
    ]


def in_order(tree: dict[UUID, Category], parent_id: UUID | None = None) -> list[Category]:
    """Walk the tree, children after their parent."""
    return [
        one
        for root in tree.values()
        if root.parent_id == parent_id
        for one in (root, *in_order(tree, root.id))
    ]


def season_choices() -> list[tuple[str, str]]:
    rows = session().exec(select(Season.code, Season.words).order_by(col(Season.starts_on).desc())).all()
    return [(code, str(said(words, otherwise=code))) for code, words in rows]


def listed(asked: dict[str, Any]) -> Listed[dict[str, Any]]:
    """Read one page of what is asked for."""
    found = select(
        Style.id, Style.code, Style.words, Style.status, Style.category_id, Style.season_id, Style.garment
    )  # ty: ignore[no-matching-overload]
    ordered = found.where(*wanted(asked)).order_by(*_order(asked["sort"]))
    here = read_page(ordered, asked["page"])
    return replace(here, rows=_dressed([dict(row._mapping) for row in here.rows]))


def wanted(asked: dict[str, Any]) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.get("status"):
        conditions.append(col(Style.status) == asked["status"])
    if asked.get("season"):
        mine = select(Season.id).where(Season.code == asked["season"])
        conditions.append(col(Style.season_id).in_(mine))
    if asked.get("category"):
        conditions.append(col(Style.category_id).in_(_within(asked["category"])))
    if (asked.get("q") or "").strip():
        conditions.append(_told(asked["q"].strip()))
    return conditions


def _within(code: str) -> list[UUID]:
    tree = categories.tree(session())
    return [one.id for one in tree.values() if code in {step.code for step in categories.path(tree, one.id)}]


def _told(text: str) -> ColumnElement[bool]:
    """Match a name in the house's language or the reader's, a code, or a SKU's code or number."""
    skus = select(Sku.style_id).where(or_(Sku.code == text, Sku.gtin == text.zfill(13)))
    return or_(
        col(Style.code).icontains(text, autoescape=True),
        *(
            _name_in(language).icontains(text, autoescape=True)
            for language in {brand().language, current_language()}
        ),
        col(Style.id).in_(skus),
    )


def _name_in(language: str) -> Any:
    return Style.__table__.c.words["name", language, "text"].as_string()


def _order(sort: str | None) -> list[Any]:
    by = {"code": [col(Style.code)], "name": [_name_in(brand().language), col(Style.code)]}
    return by.get(sort or "", [col(Style.number).desc()])


def _dressed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add what the rows show of other tables."""
    pictured = thumbnails.of_styles({row["id"]: row["garment"] for row in rows})
    tree = categories.tree(session())
    seasons = dict(session().exec(select(Season.id, Season.code)).all())
    counted = _counted([row["id"] for row in rows])
    return [
        row
        | {
            "name": said(row["words"], otherwise=row["code"]),
            "thumbnail": pictured.get(row["id"]),
            "category": said(tree[row["category_id"]].words, otherwise=tree[row["category_id"]].code),
            "season": seasons.get(row["season_id"], ""),
            "colourways": counted.get(row["id"], 0),
        }
        for row in rows
    ]


def _counted(style_ids: list[UUID]) -> dict[UUID, int]:
    rows = select(Colourway.style_id, func.count()).where(col(Colourway.style_id).in_(style_ids))
    return dict(session().exec(rows.group_by(col(Colourway.style_id))).all())
