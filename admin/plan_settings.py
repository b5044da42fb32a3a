"""How plans are made: what the brand weighs, what is said of outlets and styles, lanes and prepacks."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlalchemy import select
from wtforms import BooleanField, DecimalField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from admin.frame import brand, found, me, now, refusing, weekday
from admin.notices import told
from admin.plan_views import outlet_names
from admin.plans import STANDINGS, all_over, keep_to_modules
from admin.wordings import said as worded
from catalogue.sizes import SizeRun
from catalogue.skus import Sku
from catalogue.styles import Style, ids_of
from i18n import _, ngettext
from i18n.money import Money, exponent
from inventory.plans import lanes, packs, settings
from inventory.plans.lanes import Lane
from inventory.plans.settings import OutletPolicy, StylePolicy
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty
from tenancy.outlets import Outlet

bp = Blueprint("plan_settings", __name__, url_prefix="/plans/settings")
bp.before_request(keep_to_modules)
PERCENT = (
    "broken_sell_through", "display_credit", "margin", "hold_new", "hold_core", "hold_over", "held_back",
)  # fmt: skip
COUNTS = ("new_days", "over_days", "settled_days", "lead_days", "review_days")
UNSAID = [("", _("As it goes without saying")), ("yes", _("Yes")), ("no", _("No"))]
SAID = {"": None, "yes": True, "no": False}
SHOWN_LANES = 400


def share(label: Any) -> IntegerField:
    return IntegerField(label, [InputRequired(), NumberRange(0, 100)])


def count(label: Any, least: int = 0, most: int = 365) -> IntegerField:
    return IntegerField(label, [InputRequired(), NumberRange(least, most)])


def maybe(label: Any, least: int = 0, most: int = 1_000_000) -> IntegerField:
    return IntegerField(label, [Optional(), NumberRange(least, most)])


class PolicyForm(Form):
    is_nightly = BooleanField(_("Propose a plan every night"))
    broken_sell_through = share(_("What a broken size run still sells, of a whole one's, in %"))
    display_credit = share(_("What a piece on display is worth beside its sale, in % of that"))
    margin = share(_("What a sale earns, in % of the price"))
    hold_new = share(_("A new piece kept at the warehouse is worth, in % of what its sale earns"))
    hold_core = share(_("A core piece kept there, in %"))
    hold_over = share(_("A piece at the end of its season kept there, in %"))
    held_back = share(_("Part of the warehouse's stock kept for later, in %"))
    new_days = count(_("Days for which a style is new"))
    over_days = count(_("Days before its season's end at which a style comes to the end of it"))
    settled_days = count(_("Days for which goods that came stay where they are"))
    lead_days = count(_("Days from the warehouse to a store at home"))
    review_days = count(_("Days between two plans"), 1)


class OutletForm(Form):
    is_frozen = BooleanField(_("Nothing goes in or out for now"))
    can_send = SelectField(_("Sends to other stores"), choices=UNSAID)
    can_receive = SelectField(_("Receives from other stores"), choices=UNSAID)
    takes_over = SelectField(_("Takes styles at the end of their season"), choices=UNSAID)
    departs = SelectMultipleField(_("Departures to it; none ticked means any day"))
    lead_days = maybe(_("Days on the way"), 0, 365)
    review_days = maybe(_("Days until the next plan"), 1, 365)
    most_inbound = maybe(_("Most pieces it can take in at once"))
    least_order = maybe(_("Fewest pieces a warehouse sends it"))
    out_lanes = maybe(_("Most stores it sends to at once"), 0, 1000)
    ship_cost = DecimalField(_("Cost of each piece sent to it"), [Optional(), NumberRange(0, 10**9)])

    def offer(self) -> None:
        self.departs.choices = [(str(day), weekday(day)) for day in range(7)]


class StyleForm(Form):
    codes = StringField(_("Styles, by code"), [InputRequired(), Length(max=2000)])
    standing = SelectField(_("Standing"), choices=[("", _("By its season and dates")), *STANDINGS.items()])
    lot = IntegerField(_("Pieces shipped at once"), [InputRequired(), NumberRange(1, 1000)], default=1)
    value = DecimalField(_("What the sale of a piece earns"), [Optional(), NumberRange(0, 10**9)])
    dc_value = DecimalField(
        _("What a piece kept at the warehouse is worth"), [Optional(), NumberRange(0, 10**9)]
    )


class SizesForm(Form):
    main = SelectMultipleField(_("Main sizes"))

    @classmethod
    def of(cls, run: SizeRun, named: Mapping[UUID, frozenset[str]], given: Any = None) -> "SizesForm":
        """The sizes of one run, under its name."""
        form = cls(given, data={"main": sorted(named.get(run.id, ()))}, prefix=run.id.hex)
        form.main.label.text = str(worded(run.words, otherwise=run.code))
        form.main.choices = [(code, code) for code in run.codes()]
        return form


class LaneForm(Form):
    origin = SelectField(_("From"))
    destination = SelectField(_("To"))
    least = count(_("Fewest pieces at once"), 0, 100_000)
    most = count(_("Most pieces at once"), 1, 100_000)
    fixed_cost = DecimalField(_("Cost of opening it for a wave"), [Optional(), NumberRange(0, 10**9)])
    unit_cost = DecimalField(_("Cost of each piece"), [Optional(), NumberRange(0, 10**9)])
    is_open = BooleanField(_("Open"), default=True)

    def offer(self) -> None:
        rows = session().execute(select(Outlet.id).where(Outlet.kind == "store"))
        stores, names = {id for (id,) in rows}, outlet_names()
        choices = [(str(id), name) for id, name in names.items() if id in stores]
        self.origin.choices = self.destination.choices = choices


class PackForm(Form):
    code = StringField(_("Code"), [InputRequired(), Length(max=40)])
    parts = StringField(
        _("What is in it: SKU codes and pieces, such as A-S 1, A-M 2"), [InputRequired(), Length(max=2000)]
    )
    outlet = SelectField(_("Warehouse"))
    sealed = count(_("Packs that stand sealed there"), 0, 100_000)

    def offer(self) -> None:
        rows = session().execute(select(Outlet.id).where(Outlet.kind == "warehouse"))
        houses, names = {id for (id,) in rows}, outlet_names()
        self.outlet.choices = [(str(id), name) for id, name in names.items() if id in houses]


@bp.get("/")
@allows(Duty.PLAN_STOCK)
def index() -> str:
    all_over(Duty.PLAN_STOCK)
    return _draw(_policy_form(), StyleForm())


@bp.post("/")
@allows(Duty.PLAN_STOCK)
def keep() -> Response:
    all_over(Duty.PLAN_STOCK)
    form = PolicyForm(request.form)
    if form.validate():
        with refusing(form):
            changes: dict[str, Any] = {name: form[name].data / 100 for name in PERCENT}
            changes |= {name: form[name].data for name in (*COUNTS, "is_nightly")}
            settings.set_policy(session(), changes, by=me(), at=now())
            return told(url_for(".index"), _("Kept. The next plan is made by this."))
    return make_response(_draw(form, StyleForm()), 422)


@bp.post("/styles")
@allows(Duty.PLAN_STOCK)
def keep_styles() -> Response:
    all_over(Duty.PLAN_STOCK)
    form = StyleForm(request.form)
    if form.validate():
        with refusing(form):
            codes = found(form.codes.data).replace(",", " ").split()
            changes = {
                "standing": form.standing.data or None,
                "lot": form.lot.data,
                "value": _minor(form.value.data),
                "dc_value": _minor(form.dc_value.data),
            }
            ids = ids_of(session(), codes).values()
            settings.set_styles(session(), ids, changes, by=me(), at=now())
            said = ngettext("%(num)d style is kept.", "%(num)d styles are kept.", len(codes))
            return told(url_for(".index"), said)
    return make_response(_draw(_policy_form(), form), 422)


@bp.post("/sizes")
@allows(Duty.PLAN_STOCK)
def keep_sizes() -> Response:
    """Keep the main sizes of every run; of a run with none ticked, sales say which they are."""
    all_over(Duty.PLAN_STOCK)
    named = settings.main_sizes(session())
    for run in _runs():
        form = SizesForm.of(run, named, request.form)
        if not form.validate():
            return make_response(_draw(_policy_form(), StyleForm()), 422)
        if frozenset(form.main.data or ()) != named.get(run.id, frozenset()):
            settings.set_main_sizes(session(), run.id, form.main.data or (), by=me(), at=now())
    return told(url_for(".index"), _("Kept. The next plan is made by this."))


def _runs() -> list[SizeRun]:
    return list(session().scalars(select(SizeRun).order_by(SizeRun.position, SizeRun.code)))


def _policy_form() -> PolicyForm:
    policy = settings.policy(session())
    kept: dict[str, Any] = {name: round(getattr(policy, name) * 100) for name in PERCENT}
    return PolicyForm(data=kept | {name: getattr(policy, name) for name in (*COUNTS, "is_nightly")})


def _draw(form: PolicyForm, styles: StyleForm) -> str:
    columns = (StylePolicy.standing, StylePolicy.lot, StylePolicy.value, StylePolicy.dc_value)
    said = select(Style.code, *columns).join(Style, Style.id == StylePolicy.style_id)
    named = settings.main_sizes(session())
    runs = [SizesForm.of(run, named) for run in _runs()]
    policies = settings.outlet_policies(session())
    outlets = [(id, name, policies.get(id)) for id, name in outlet_names().items()]
    return render_template(
        "admin/plan_settings/index.html", form=form, styles=styles, standings=STANDINGS, outlets=outlets,
        said=session().execute(said.order_by(Style.code).limit(200)).all(), days=weekday, runs=runs,
        money=lambda units: Money(units, brand().currency),
    )  # fmt: skip


@bp.get("/outlets/<uuid:outlet_id>")
@allows(Duty.PLAN_STOCK)
def outlet(outlet_id: UUID) -> str:
    all_over(Duty.PLAN_STOCK)
    found(session().find(Outlet, outlet_id))
    said = settings.outlet_policies(session()).get(outlet_id) or OutletPolicy(outlet_id=outlet_id)
    words = {True: "yes", False: "no", None: ""}
    kept = {name: getattr(said, name) for name in OutletForm()._fields}
    kept |= {name: words[getattr(said, name)] for name in ("can_send", "can_receive", "takes_over")}
    kept["ship_cost"] = _major(said.ship_cost)
    form = OutletForm(data=kept | {"departs": [str(day) for day in said.departs or ()]})
    form.offer()
    return _draw_outlet(outlet_id, form)


@bp.post("/outlets/<uuid:outlet_id>")
@allows(Duty.PLAN_STOCK)
def keep_outlet(outlet_id: UUID) -> Response:
    all_over(Duty.PLAN_STOCK)
    found(session().find(Outlet, outlet_id))
    form = OutletForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            changes = {name: field.data for name, field in form._fields.items()}
            changes |= {name: SAID[form[name].data] for name in ("can_send", "can_receive", "takes_over")}
            changes["ship_cost"] = _minor(form.ship_cost.data)
            changes["departs"] = sorted(int(day) for day in form.departs.data or ()) or None
            settings.set_outlets(session(), [outlet_id], changes, by=me(), at=now())
            return told(url_for(".index"), _("Kept. The next plan is made by this."))
    return make_response(_draw_outlet(outlet_id, form), 422)


def _draw_outlet(outlet_id: UUID, form: OutletForm) -> str:
    name = outlet_names()[outlet_id]
    return render_template("admin/plan_settings/outlet.html", form=form, name=name, outlet_id=outlet_id)


@bp.get("/lanes")
@allows(Duty.PLAN_STOCK)
def show_lanes() -> str:
    all_over(Duty.PLAN_STOCK)
    form = LaneForm(data={"least": 5, "most": 100, "is_open": True})
    form.offer()
    return _draw_lanes(form)


@bp.post("/lanes")
@allows(Duty.PLAN_STOCK)
def keep_lane() -> Response:
    """Keep one lane as it is said here; drawing them anew leaves it alone."""
    all_over(Duty.PLAN_STOCK)
    form = LaneForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            lanes.set_lane(
                session(),
                origin_id=UUID(form.origin.data),
                destination_id=UUID(form.destination.data),
                least=form.least.data or 0,
                most=form.most.data or 0,
                fixed_cost=_minor(form.fixed_cost.data),
                unit_cost=_minor(form.unit_cost.data),
                is_open=form.is_open.data,
                by=me(),
                at=now(),
            )
            return told(url_for(".show_lanes"), _("The lane is kept."))
    return make_response(_draw_lanes(form), 422)


@bp.post("/lanes/drawn")
@allows(Duty.PLAN_STOCK)
def draw_lanes() -> Response:
    all_over(Duty.PLAN_STOCK)
    drawn = lanes.draw_lanes(session(), by=me(), at=now())
    return told(url_for(".show_lanes"), ngettext("%(num)d lane is drawn.", "%(num)d lanes are drawn.", drawn))


def _draw_lanes(form: LaneForm) -> str:
    rows = session().scalars(select(Lane).order_by(Lane.is_drawn, Lane.origin_id, Lane.km).limit(SHOWN_LANES))
    return render_template(
        "admin/plan_settings/lanes.html", form=form, lanes=list(rows), names=outlet_names(),
        money=lambda units: Money(units, brand().currency), most=SHOWN_LANES,
    )  # fmt: skip


def _minor(amount: Any) -> int | None:
    return None if amount is None else round(amount * 10 ** exponent(brand().currency))


def _major(units: int | None) -> Decimal | None:
    return None if units is None else Decimal(units).scaleb(-exponent(brand().currency))


@bp.get("/packs")
@allows(Duty.PLAN_STOCK)
def show_packs() -> str:
    all_over(Duty.PLAN_STOCK)
    form = PackForm()
    form.offer()
    return _draw_packs(form)


@bp.post("/packs")
@allows(Duty.PLAN_STOCK)
def keep_pack() -> Response:
    """Make a prepack, or say anew how many of one stand sealed."""
    all_over(Duty.PLAN_STOCK)
    form = PackForm(request.form)
    form.offer()
    if form.validate():
        with refusing(form):
            code = found(form.code.data).strip()
            pack = session().scalars(select(packs.Prepack).where(packs.Prepack.code == code)).first()
            pack = pack or packs.add_prepack(
                session(), code=code, units=_parts(found(form.parts.data)), by=me(), at=now()
            )
            packs.seal(
                session(),
                pack,
                outlet_id=UUID(form.outlet.data),
                packs=form.sealed.data or 0,
                by=me(),
                at=now(),
            )
            return told(url_for(".show_packs"), _("The prepack is kept."))
    return make_response(_draw_packs(form), 422)


def _parts(text: str) -> dict[str, int]:
    """`A-S 1, A-M 2` as units by SKU code; what can't be read is none of them."""
    parts = {}
    for part in text.split(","):
        code, _space, units = part.strip().rpartition(" ")
        parts[code.strip()] = int(units) if units.isascii() and units.isdigit() else 0
    return parts


def _draw_packs(form: PackForm) -> str:
    held = packs.packs_of(session())
    ids = {id for pack in held for id in pack.units}
    codes = dict(session().execute(select(Sku.id, Sku.code).where(Sku.id.in_(ids))).all())
    return render_template(
        "admin/plan_settings/packs.html", form=form, packs=held, names=outlet_names(), codes=codes
    )
