"""How goods stand, in the draft: the fewest of a size, the most of a size, and a category's room."""

import re
from uuid import UUID

from flask import Response, make_response, render_template, request, url_for
from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from admin.assortment_rules import named
from admin.assortments import bp, find_draft, presentations
from admin.frame import found, me, now, refusing
from admin.notices import told
from admin.style_list import category_choices
from i18n import _
from inventory.assortments import presenting
from inventory.assortments.presenting import MAIN, PresentationDraft, PresentationRule
from inventory.assortments.rules import Level
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet, StoreType

PAIR = re.compile(r"\s*([^\s:=]{1,20})\s*[:=\s]\s*(\d{1,4})\s*")


class NotSizes(Refusal):
    message = _("“%(text)s” can't be read. Write each size with its pieces: M 2, L 1.")


class PresentationForm(Form):
    who = SelectField(_("Who"))
    category = SelectField(_("Of what"))
    main = IntegerField(_("At least of each main size"), [Optional(), NumberRange(0, 1000)])
    sizes = StringField(_("At least of single sizes"), [Length(max=200)])
    depth = IntegerField(_("At most of a size"), [Optional(), NumberRange(1, 1000)])
    room = IntegerField(_("Room, in pieces"), [Optional(), NumberRange(0, 100_000)])

    def offer(self) -> None:
        self.who.choices = [
            ("brand:", str(_("Every store"))),
            *((f"type:{code}", name) for code, name in named(StoreType)),
            *((f"outlet:{code}", name) for code, name in named(Outlet)),
        ]
        self.category.choices = [("", str(_("Everything"))), *category_choices()]

    def draft(self) -> PresentationDraft:
        level, _colon, subject = self.who.data.partition(":")
        sizes = _sizes(self.sizes.data or "")
        return PresentationDraft(
            level=Level(level),
            subject=subject,
            category=self.category.data or "",
            sizes=sizes | ({MAIN: self.main.data} if self.main.data is not None else {}),
            depth=self.depth.data,
            room=self.room.data,
        )


def _sizes(text: str) -> dict[str, int]:
    found_sizes = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;，、]", text))):
        match = PAIR.fullmatch(part)
        if match is None:
            raise NotSizes(text=part[:40])
        found_sizes[match[1]] = int(match[2])
    return found_sizes


@bp.get("/draft/presentation")
@allows(Duty.EDIT_ASSORTMENTS)
def presentation() -> str:
    return _draw(PresentationForm())


@bp.post("/draft/presentation")
@allows(Duty.EDIT_ASSORTMENTS)
def add_presentation() -> Response:
    held = find_draft()
    form = PresentationForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            presenting.add_presentation(session(), held, [form.draft()], by=me(), at=now())
            return told(url_for(".presentation"), _("Kept in the draft."))
    return make_response(_draw(form), 422)


@bp.post("/draft/presentation/<uuid:row_id>/removal")
@allows(Duty.EDIT_ASSORTMENTS)
def take_out_presentation(row_id: UUID) -> Response:
    draft = find_draft()
    held = found(session().find(PresentationRule, row_id))
    found(held if held.assortment_id == draft.id else None)
    presenting.take_out(session(), draft, held, by=me(), at=now())
    return told(url_for(".presentation"), _("It is out of the draft."))


def _draw(form: PresentationForm) -> str:
    form.offer()
    return render_template("admin/assortments/presentation.html", form=form, rows=presentations(find_draft()))
