"""Deliveries: goods that came from a supplier, line by line, as scanned or as typed."""

from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request, url_for
from sqlmodel import col, or_, select
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from admin import stock_list
from admin.frame import found, me, now, refusing
from admin.notices import told
from catalogue.skus import Sku
from i18n import _, ngettext
from inventory import deliveries
from inventory.deliveries import Delivery
from kernel.errors import Refusal
from kernel.web.access import allows
from kernel.web.forms import Form, SelectField
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("deliveries", __name__, url_prefix="/stock/deliveries")
SHOWN = 50
MOST_UNITS = 100_000


class Unreadable(Refusal):
    message = _(
        "Line %(number)s, “%(text)s”, can't be read. Write a code or barcode, a space, and the pieces."
    )


class NoSuchCode(Refusal):
    message = _("Line %(number)s: no SKU has the code or barcode “%(code)s”.")


class DeliveryForm(Form):
    outlet = SelectField(_("Outlet"), [InputRequired()])
    reference = StringField(_("Delivery note"), [InputRequired(), Length(max=80)])
    supplier = StringField(_("Supplier"), [Length(max=120)])
    lines = TextAreaField(_("What came"), [InputRequired(), Length(max=200_000)])

    def offer(self) -> None:
        named = stock_list.outlets(Duty.RECEIVE_STOCK)
        self.outlet.choices = [(str(id), name) for id, name in named.items()]


@bp.get("/")
@allows(Duty.RECEIVE_STOCK)
def index() -> str:
    named = stock_list.outlets(Duty.RECEIVE_STOCK)
    rows = select(Delivery).where(col(Delivery.outlet_id).in_(list(named)))
    ordered = rows.order_by(col(Delivery.received_at).desc(), col(Delivery.id).desc()).limit(SHOWN)
    return render_template(
        "admin/deliveries/index.html", deliveries=session().exec(ordered).all(), outlets=named, most=SHOWN
    )


@bp.get("/new")
@allows(Duty.RECEIVE_STOCK)
def new() -> str:
    form = DeliveryForm()
    form.offer()
    return render_template("admin/deliveries/new.html", form=form)


@bp.post("/")
@allows(Duty.RECEIVE_STOCK)
def create() -> Response:
    """Receive into an outlet where this person may; the same delivery note is received once."""
    form = DeliveryForm(request.form)
    form.offer()
    found(form.outlet.data if form.outlet.data in map(str, stock_list.outlets(Duty.RECEIVE_STOCK)) else None)
    if form.validate():
        with refusing(form):
            made = deliveries.take_delivery(
                session(),
                _units(form.lines.data),
                outlet_id=UUID(form.outlet.data),
                reference=form.reference.data.strip(),
                supplier=form.supplier.data.strip(),
                by=me(),
                at=now(),
            )
            said = ngettext("%(num)d piece is received.", "%(num)d pieces are received.", made.units)
            return told(url_for(".index"), said)
    return make_response(render_template("admin/deliveries/new.html", form=form), 422)


def _units(text: str) -> dict[UUID, int]:
    """Add up the lines by SKU; a code alone is one piece, as a scanner writes it."""
    read = [
        (number, *_line(number, line.strip()))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    known = _known({code for _number, code, _units in read})
    units: dict[UUID, int] = {}
    for number, code, count in read:
        if code not in known:
            raise NoSuchCode(number=number, code=code[:60])
        units[known[code]] = units.get(known[code], 0) + count
    return units


def _line(number: int, line: str) -> tuple[str, int]:
    code, _separator, count = line.replace("\t", " ").replace(";", " ").rstrip().rpartition(" ")
    if not code:
        return count, 1
    if not (count.isascii() and count.isdigit() and 0 < int(count) <= MOST_UNITS):
        raise Unreadable(number=number, text=line[:60])
    return code.strip(), int(count)


def _known(codes: set[str]) -> dict[str, UUID]:
    """The SKUs that codes and barcodes name."""
    found: dict[str, UUID] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), 400):
        some = wanted[start : start + 400]
        numbers = {code.zfill(13): code for code in some}
        rows = select(Sku.id, Sku.code, Sku.gtin).where(
            or_(col(Sku.code).in_(some), col(Sku.gtin).in_(list(numbers)))
        )
        for id, code, gtin in session().exec(rows):
            if gtin in numbers:
                found.setdefault(numbers[gtin], id)
            if code in codes:
                found[code] = id
    return found
