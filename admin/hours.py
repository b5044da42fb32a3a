"""An outlet's hours: its week, and the days that differ from it."""

import re
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from wtforms import DateField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, ValidationError

from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from admin.outlets import find, name_of
from i18n import _, current_language
from i18n.dates import format_weekday
from kernel.web.access import allows
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy import outlet_book
from tenancy.duties import Duty
from tenancy.outlets import Holiday, HolidayDraft, Outlet

bp = Blueprint("hours", __name__, url_prefix="/outlets/<uuid:outlet_id>/hours")
SPAN = re.compile(r"(\d{1,2})[:.h](\d{2})\s*[-–—~至到〜]\s*(\d{1,2})[:.h](\d{2})")
PARTS = re.compile(r"\s*[,;，、；]\s*")


class HoursField(StringField):
    """A day's hours as people write them: 10:00–13:00, 14:00–19:00; nothing where it is closed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: PlainForm) -> None:
        if any(not SPAN.fullmatch(part) for part in self._parts()):
            raise ValidationError(str(_("Write hours as 10:00–13:00, 14:00–19:00, or leave them empty.")))

    def pairs(self) -> list[list[str]]:
        spans = [SPAN.fullmatch(part) for part in self._parts()]
        return [[f"{int(span[1]):02}:{span[2]}", f"{int(span[3]):02}:{span[4]}"] for span in spans if span]

    def _parts(self) -> list[str]:
        return [part for part in PARTS.split((self.data or "").strip()) if part]


class WeekForm(Form):
    day_0 = HoursField()
    day_1 = HoursField()
    day_2 = HoursField()
    day_3 = HoursField()
    day_4 = HoursField()
    day_5 = HoursField()
    day_6 = HoursField()

    def week(self) -> dict[str, list[list[str]]]:
        return {field.name.removeprefix("day_"): field.pairs() for field in self if field.pairs()}

    def name_days(self) -> None:
        for field in self:
            day = int(field.name.removeprefix("day_"))
            field.label.text = format_weekday(day, current_language(), length="wide")


class HolidayForm(Form):
    day = DateField(_("Day"), [InputRequired()])
    hours = HoursField(_("Hours"))
    name = StringField(_("What it is"), [Length(max=80)])


@bp.get("/")
@allows(Duty.EDIT_OUTLETS)
def edit(outlet_id: UUID) -> str:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    return _draw(outlet, WeekForm(data=_written(outlet)), HolidayForm())


@bp.post("/")
@allows(Duty.EDIT_OUTLETS)
def keep(outlet_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    form = WeekForm(request.form)
    if form.validate():
        with refusing(form):
            outlet_book.keep_hours(session(), outlet, form.week(), by=me(), at=now())
            return told(url_for("admin.outlets.show", outlet_id=outlet.id), _("The hours are kept."))
    return make_response(_draw(outlet, form, HolidayForm()), 422)


@bp.post("/holidays")
@allows(Duty.EDIT_OUTLETS)
def keep_holiday(outlet_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    form = HolidayForm(request.form)
    if form.validate():
        with refusing(form):
            assert form.day.data is not None
            name = {"name": {brand().language: form.name.data.strip()}} if form.name.data else {}
            draft = HolidayDraft(day=form.day.data, hours=form.hours.pairs(), texts=name)
            source = brand().language
            outlet_book.keep_holiday(session(), outlet, draft, source=source, by=me(), at=now())
            return told(url_for(".edit", outlet_id=outlet.id), _("The day is kept."))
    return make_response(_draw(outlet, WeekForm(data=_written(outlet)), form), 422)


@bp.post("/holidays/<uuid:holiday_id>/removal")
@allows(Duty.EDIT_OUTLETS)
def forget_holiday(outlet_id: UUID, holiday_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    holiday = found(session().find(Holiday, holiday_id))
    found(holiday if holiday.outlet_id == outlet.id else None)
    outlet_book.forget_holiday(session(), outlet, holiday, by=me(), at=now())
    return told(url_for(".edit", outlet_id=outlet.id), _("That day has the week’s hours again."))


def _written(outlet: Outlet) -> dict[str, str]:
    return {
        f"day_{day}": ", ".join(f"{opens}–{closes}" for opens, closes in pairs)
        for day, pairs in outlet.hours.items()
    }


def _draw(outlet: Outlet, week: WeekForm, holiday: HolidayForm) -> str:
    week.name_days()
    return render_template(
        "admin/outlets/hours.html",
        outlet=outlet,
        name=name_of(outlet),
        week=week,
        holiday_form=holiday,
        holidays=outlet_book.holidays(session(), outlet, since=now().date()),
    )
