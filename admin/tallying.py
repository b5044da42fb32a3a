"""A page on which pieces are tallied: scanned one by one, or typed as a number beside their name.

What is sent is kept at once, before anything else is made of it; the same sending twice is kept once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, abort, request
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from admin import scans
from admin.frame import refusing, to
from admin.named_skus import NamedSku, named
from i18n import _
from kernel.ids import new_id
from kernel.web import transactions
from kernel.web.forms import Form
from kernel.web.htmx import fragment, wants_fragment

TYPED = "units-"
BEFORE = "was-"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Keep = Callable[[Mapping[UUID, int], str], None]


class TallyForm(Form):
    key = HiddenField(validators=[Length(max=80)])
    scan = StringField(_("Scan or type a code"), [Length(max=20_000)])


@dataclass(frozen=True)
class Row:
    """One SKU of the page: how many are wanted (where that is told), and how many are tallied."""

    sku: NamedSku
    wanted: int | None
    tallied: int

    @property
    def standing(self) -> str:
        if self.wanted is None:
            return "plain"
        return {-1: "waiting", 0: "good", 1: "bad"}[
            (self.tallied > self.wanted) - (self.tallied < self.wanted)
        ]


@dataclass(frozen=True)
class Sheet:
    """All that the page shows of what is tallied; `last` is what was entered just now."""

    rows: list[Row]
    last: dict[UUID, int]

    @property
    def tallied(self) -> int:
        return sum(row.tallied for row in self.rows)

    @property
    def wanted(self) -> int | None:
        known = [row.wanted for row in self.rows if row.wanted is not None]
        return sum(known) if known else None


def sheet(
    tallied: Mapping[UUID, int], *, wanted: Mapping[UUID, int] | None = None, last: Mapping[UUID, int]
) -> Sheet:
    """Put what is tallied beside what is wanted, in the order in which goods hang."""
    skus = named({*tallied, *(wanted or {})})
    rows = [
        Row(sku, None if wanted is None else wanted.get(id, 0), tallied.get(id, 0))
        for id, sku in skus.items()
        if tallied.get(id) or (wanted or {}).get(id) or id in last
    ]
    return Sheet(rows, dict(last))


def entered() -> dict[UUID, int]:
    """What was sent: pieces more by SKU or, where a number was made smaller, less."""
    units = scans.units(request.form.get("scan", ""))
    for sku_id, more in _typed().items():
        units[sku_id] = units.get(sku_id, 0) + more
    return {sku_id: more for sku_id, more in units.items() if more}


def _typed() -> dict[UUID, int]:
    """The numbers that were changed, of SKUs that there are."""
    changed = {
        name.removeprefix(TYPED): scans.amount(text)
        - scans.amount(request.form.get(BEFORE + name[len(TYPED) :], "0"))
        for name, text in request.form.items()
        if name.startswith(TYPED)
    }
    known = {str(sku_id) for sku_id in named(UUID(id) for id in changed if ID.fullmatch(id))}
    if not set(changed) <= known:
        abort(404)
    return {UUID(id): more for id, more in changed.items()}


def keep(form: TallyForm, keeping: Keep) -> dict[UUID, int]:
    """Keep what was sent for good, whatever becomes of what else was asked for."""
    form.validate()
    units = entered()
    if units:
        keeping(units, form.key.data or str(new_id()))
        transactions.close(commit=True)
        form.key.data, form.scan.data = str(new_id()), ""
    return units


def answer(
    form: TallyForm,
    keeping: Keep,
    *,
    draw: Callable[..., Response],
    back: str,
    then: Callable[[], Response] | None,
) -> Response:
    """Keep what was sent, then do what was asked for beyond that; a refusal is drawn into the page."""
    units: dict[UUID, int] = {}
    with refusing(form):
        units = keep(form, keeping)
        if then is not None:
            return then()
        return draw(fresh(), last=units) if wants_fragment() else to(back)
    return draw(form, last=units, status=422)


def fresh() -> TallyForm:
    """An empty form with a key of its own."""
    return TallyForm(key=str(new_id()))


def drawn(template: str, form: TallyForm, *, status: int = 200, **shown: Any) -> Response:
    return fragment(template, "tally", status=status, form=form, **shown)
