"""Outlets: the list, one outlet, and what can be changed about it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, or_, select
from wtforms import DateField, FloatField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin import choices, rules
from admin.frame import brand, found, me, now, refusing
from admin.notices import told
from i18n import Message, _, current_language
from i18n.addresses import Address, format_address
from i18n.words import wording
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField, SelectMultipleField
from kernel.web.htmx import fragment
from kernel.web.transactions import session
from tenancy import outlet_book, services, traits
from tenancy.duties import Duty
from tenancy.outlets import Outlet, OutletDraft, StoreType, add_outlets

bp = Blueprint("outlets", __name__, url_prefix="/outlets")
KINDS = {"store": _("Store"), "warehouse": _("Warehouse"), "online": _("Online stock")}


SHOWN = (Outlet.id, Outlet.code, Outlet.kind, Outlet.words, Outlet.city, Outlet.country, Outlet.closed_on)


class FilterForm(Form):
    q = StringField(_("Name, code or city"))
    kind = SelectField(_("Kind"))
    standing = SelectField(
        _("Standing"), choices=[("open", _("Open")), ("closed", _("Closed")), ("", _("All"))]
    )

    def offer(self) -> None:
        self.kind.choices = [("", str(_("All kinds"))), *KINDS.items()]


class OutletForm(Form):
    name = StringField(_("Name"), [InputRequired(), Length(max=120)])
    code = StringField(
        _("Code"),
        [InputRequired(), rules.CODE],
    )
    slug = StringField(
        _("Short name in addresses"),
        [InputRequired(), rules.SLUG],
    )
    kind = SelectField(_("Kind"), choices=list(KINDS.items()))
    store_type = SelectField(_("Store type"))
    country = SelectField(_("Country"))
    region = StringField(_("Province, state or prefecture"), [Length(max=80)])
    city = StringField(_("City"), [Length(max=80)])
    district = StringField(_("District"), [Length(max=80)])
    lines = TextAreaField(_("Street"), [Length(max=300)])
    postcode = StringField(_("Postcode"), [Length(max=16)])
    latitude = FloatField(_("Latitude"), [Optional(), NumberRange(-90, 90)])
    longitude = FloatField(_("Longitude"), [Optional(), NumberRange(-180, 180)])
    phone = StringField(_("Telephone"), [Length(max=40)])
    time_zone = SelectField(_("Time zone"))
    currency = SelectField(_("Currency"))
    language = SelectField(_("Language of the place"))
    capacity = IntegerField(_("Room for, in pieces"), [Optional(), NumberRange(min=0, max=10_000_000)])
    floor_area = IntegerField(
        _("Floor area, in square metres"), [Optional(), NumberRange(min=0, max=1_000_000)]
    )

    city_tier = SelectField(_("Tier of its city"))
    climate = SelectField(_("Climate"))
    grade = SelectField(_("Grade"))
    offers = RadioField(
        _("What it offers beside its goods"),
        choices=[("type", _("What its store type offers")), ("own", _("Something of its own"))],
        default="type",
    )
    services = SelectMultipleField(_("Of its own"))

    def offer(self) -> None:
        self.store_type.choices = [("", str(_("None"))), *store_types()]
        for field, known in (
            (self.city_tier, traits.CITY_TIERS),
            (self.climate, traits.CLIMATES),
            (self.grade, {grade: grade for grade in traits.GRADES}),
        ):
            field.choices = [("", str(_("Not said"))), *known.items()]
        codes = dict.fromkeys((*services.SERVICES, *(self.services.data or ())))
        self.services.choices = [(code, services.name(code)) for code in codes]
        self.country.choices = choices.countries()
        self.time_zone.choices = choices.time_zones()
        self.currency.choices = choices.currencies()
        self.language.choices = choices.tongues(also=(self.language.data or brand().language,))

    def draft(self, outlet: Outlet | None) -> OutletDraft:
        """Return what the form says, and what it does not ask about as it stands."""
        return OutletDraft(
            code=self.code.data,
            slug=self.slug.data,
            kind=self.kind.data,
            texts={"name": {brand().language: self.name.data.strip()}},
            store_type=self.store_type.data or None,
            country=self.country.data,
            region=self.region.data.strip(),
            city=self.city.data.strip(),
            district=self.district.data.strip(),
            lines=[line.strip() for line in self.lines.data.splitlines() if line.strip()],
            postcode=self.postcode.data.strip(),
            latitude=self.latitude.data,
            longitude=self.longitude.data,
            phone=self.phone.data.strip(),
            time_zone=self.time_zone.data,
            currency=self.currency.data,
            language=self.language.data,
            capacity=self.capacity.data,
            floor_area=self.floor_area.data,
            city_tier=self.city_tier.data or "",
            climate=self.climate.data or "",
            grade=self.grade.data or "",
            services=(self.services.data or []) if self.offers.data == "own" else None,
            **_unasked(outlet),
        )


class ClosingForm(Form):
    on = DateField(_("Last day"), [InputRequired()])


@bp.get("/")
@allows(Duty.SEE_CONSOLE)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    if "standing" not in request.args:
        form.standing.data = "open"
    return fragment("admin/outlets/index.html", "rows", form=form, outlets=_listed(form), kinds=KINDS)


@bp.get("/new")
@allows(Duty.EDIT_OUTLETS)
def new() -> str:
    _refuse_unless_everywhere()
    house = brand()
    form = OutletForm(
        country=house.country,
        currency=house.currency,
        language=house.language,
        time_zone=house.time_zone,
        kind="store",
    )
    form.offer()
    return render_template("admin/outlets/new.html", form=form)


@bp.post("/")
@allows(Duty.EDIT_OUTLETS)
def create() -> Response:
    _refuse_unless_everywhere()
    form = OutletForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            made = add_outlets(session(), [form.draft(None)], source=brand().language, by=me(), at=now())
            outlet = made[form.code.data]
            return told(url_for(".show", outlet_id=outlet.id), _("Opened. Now its hours."))
        form.offer()
    return make_response(render_template("admin/outlets/new.html", form=form), 422)


@bp.get("/<uuid:outlet_id>")
@allows(Duty.SEE_CONSOLE)
def show(outlet_id: UUID) -> str:
    outlet = find(outlet_id, Duty.SEE_CONSOLE)
    postal = format_address(_address(outlet), current_language(), within=brand().country)
    return render_template(
        "admin/outlets/show.html",
        outlet=outlet,
        name=name_of(outlet),
        postal=postal,
        kinds=KINDS,
        store_type=dict(store_types()).get(_store_type_code(outlet) or ""),
        holidays=outlet_book.holidays(session(), outlet, since=now().date()),
        may_edit=me().may(Duty.EDIT_OUTLETS, outlet_id=outlet.id),
        traits=_traits(outlet),
        services=[services.name(code) for code in outlet.services],
        closing=ClosingForm(on=now().date()),
    )


@bp.get("/<uuid:outlet_id>/edit")
@allows(Duty.EDIT_OUTLETS)
def edit(outlet_id: UUID) -> str:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    form = OutletForm(data=outlet.model_dump() | _asked(outlet))
    form.offer()
    return render_template("admin/outlets/edit.html", form=form, outlet=outlet, name=name_of(outlet))


@bp.post("/<uuid:outlet_id>")
@allows(Duty.EDIT_OUTLETS)
def change(outlet_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    form = OutletForm(request.form)
    form.offer()
    name = name_of(outlet)
    if form.validate():
        with refusing(form):
            source = brand().language
            outlet_book.change(session(), outlet, form.draft(outlet), source=source, by=me(), at=now())
            return told(url_for(".show", outlet_id=outlet.id), _("Kept."))
        form.offer()
    page = render_template("admin/outlets/edit.html", form=form, outlet=outlet, name=name)
    return make_response(page, 422)


@bp.post("/<uuid:outlet_id>/closing")
@allows(Duty.EDIT_OUTLETS)
def close(outlet_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    form = ClosingForm(request.form)
    on = (form.on.data if form.validate() else None) or now().date()
    outlet_book.close(session(), outlet, on=on, by=me(), at=now())
    return told(url_for(".show", outlet_id=outlet.id), _("It closes for good."))


@bp.post("/<uuid:outlet_id>/reopening")
@allows(Duty.EDIT_OUTLETS)
def reopen(outlet_id: UUID) -> Response:
    outlet = find(outlet_id, Duty.EDIT_OUTLETS)
    outlet_book.reopen(session(), outlet, by=me(), at=now())
    return told(url_for(".show", outlet_id=outlet.id), _("It is open again."))


def find(outlet_id: UUID, duty: Duty) -> Outlet:
    """Return an outlet where this person holds the duty; any other is not there for her."""
    outlet = found(session().find(Outlet, outlet_id))
    return found(outlet if me().may(duty, outlet_id=outlet.id) else None)


def name_of(outlet: Outlet) -> Any:
    return wording(outlet.words, "name", current_language(), source=brand().language) or outlet.code


def store_types() -> list[tuple[str, str]]:
    """List the brand's store types by code, named."""
    rows = session().exec(select(StoreType.code, StoreType.words).order_by(col(StoreType.position))).all()
    source = brand().language
    return [
        (code, str(wording(words, "name", current_language(), source=source)) or code) for code, words in rows
    ]


def _listed(form: FilterForm) -> list[dict[str, Any]]:
    """Read what the list shows of each outlet this person may see, by code."""
    wanted = select(*SHOWN).order_by(col(Outlet.code))  # ty: ignore[no-matching-overload]
    outlets = me().outlets_for(Duty.SEE_CONSOLE)
    if outlets is not None:
        wanted = wanted.where(col(Outlet.id).in_(outlets))
    if form.kind.data:
        wanted = wanted.where(Outlet.kind == form.kind.data)
    if form.standing.data:
        is_open = or_(col(Outlet.closed_on).is_(None), col(Outlet.closed_on) >= now().date())
        wanted = wanted.where(is_open if form.standing.data == "open" else ~is_open)
    source = brand().language
    rows = [
        dict(row._mapping, name=wording(row.words, "name", current_language(), source=source) or row.code)
        for row in session().exec(wanted)
    ]
    sought = (form.q.data or "").strip().casefold()
    return [row for row in rows if sought in f"{row['code']} {row['name']} {row['city']}".casefold()]


def _refuse_unless_everywhere() -> None:
    """A new outlet belongs to nobody's scope yet: only who edits all may open one."""
    found(me() if me().may_everywhere(Duty.EDIT_OUTLETS) else None)


def _asked(outlet: Outlet) -> dict[str, Any]:
    return {
        "name": str(wording(outlet.words, "name", brand().language, source=brand().language)),
        "lines": "\n".join(outlet.lines),
        "store_type": _store_type_code(outlet) or "",
        "offers": "own" if outlet.has_own_services else "type",
    }


def _unasked(outlet: Outlet | None) -> dict[str, Any]:
    if outlet is None:
        return {}
    return {"latin": outlet.latin}


def _traits(outlet: Outlet) -> list[tuple[Message, object]]:
    """What it is told apart by beside its type, named."""
    said = [
        (_("Tier of its city"), traits.CITY_TIERS.get(outlet.city_tier, outlet.city_tier)),
        (_("Climate"), traits.CLIMATES.get(outlet.climate, outlet.climate)),
        (_("Grade"), outlet.grade),
    ]
    return [(label, value) for label, value in said if value]


def _store_type_code(outlet: Outlet) -> str | None:
    if outlet.store_type_id is None:
        return None
    return session().exec(select(StoreType.code).where(StoreType.id == outlet.store_type_id)).first()


def _address(outlet: Outlet) -> Address:
    return Address(
        country=outlet.country,
        region=outlet.region,
        city=outlet.city,
        district=outlet.district,
        lines=tuple(outlet.lines),
        postcode=outlet.postcode,
    )
