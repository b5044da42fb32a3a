"""Transfers as head office sees them: all of them, drafted, released, settled, with their papers.

A person sees those that leave or reach an outlet of hers.
"""

from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from admin import scans, stock_list, tallying, transfer_list
from admin.frame import found, me, now, refusing
from admin.named_skus import named
from admin.notices import told
from admin.transfer_list import FilterForm
from i18n import _, pgettext
from inventory import receipts, releases, transfer_drafts, transfers
from inventory.receipts import REASONS, Reason
from inventory.transfers import EDITABLE, STATE_NAMES, State, Transfer
from kernel.events import told_of
from kernel.ids import new_id
from kernel.web.access import allows
from kernel.web.forms import Form, RadioField, SelectField
from kernel.web.htmx import fragment
from kernel.web.modules import keep_to_module
from kernel.web.transactions import session
from tenancy.duties import Duty

bp = Blueprint("transfers", __name__, url_prefix="/transfers")
keep_to_module(bp, "transfers")
KINDS = {State.SHORT: "bad", State.CLOSED: "good", State.CANCELLED: "plain"}
DID = {
    "drafted": _("Drafted"),
    "changed": _("Lines changed"),
    "requested": _("Asked for"),
    "released": pgettext("transfer", "Released"),
    "picked": _("Picked"),
    "dispatched": pgettext("transfer", "Sent"),
    "received": pgettext("transfer", "Received"),
    "closed": _("Settled"),
    "cancelled": _("Cancelled"),
}


class TransferForm(Form):
    key = HiddenField(validators=[Length(max=80)])
    origin = SelectField(_("From"), [InputRequired()])
    destination = SelectField(_("To"), [InputRequired()])
    due_on = DateField(_("Wanted by"), [Optional()])
    lines = TextAreaField(_("What is to go"), [InputRequired(), Length(max=200_000)])
    note = StringField(_("Note"), [Length(max=500)])

    def offer(self) -> None:
        every = [(str(id), name) for id, name in transfer_list.names().items()]
        self.origin.choices = self.destination.choices = every


class ReasonForm(Form):
    reason = StringField(_("Reason"), [InputRequired(), Length(max=200)])


class SettleForm(Form):
    reason = RadioField(_("What became of what is missing"), [InputRequired()], choices=list(REASONS.items()))
    note = StringField(_("Note"), [Length(max=500)])


@bp.get("/")
@allows(Duty.SEE_STOCK)
def index() -> Response:
    form = FilterForm(request.args)
    form.offer()
    listed = transfer_list.listed(form.asked())
    return fragment(
        "admin/transfers/index.html",
        "rows",
        form=form,
        listed=listed,
        units=transfer_list.units_of([one.id for one in listed.rows]),
        names=transfer_list.names(),
        turned_to=lambda number: url_for(".index", **form.kept(page=number)),
        states=STATE_NAMES,
        kinds=KINDS,
        may_draft=me().may(Duty.RELEASE_STOCK) or me().may(Duty.SEND_STOCK),
    )


@bp.get("/new")
@allows(Duty.SEND_STOCK)
def new() -> str:
    form = TransferForm(key=str(new_id()))
    form.offer()
    here = request.args.get("outlet")
    if here and not me().may(Duty.RELEASE_STOCK):
        form.destination.data = here
    return render_template("admin/transfers/new.html", form=form, releases=me().may(Duty.RELEASE_STOCK))


@bp.post("/")
@allows(Duty.SEND_STOCK)
def create() -> Response:
    """Draft a transfer to or from an outlet of hers; whoever may not release it asks for it."""
    form = TransferForm(request.form)
    form.offer()
    ends = {form.origin.data, form.destination.data}
    found(ends if any(end in map(str, stock_list.outlets(Duty.SEND_STOCK)) for end in ends) else None)
    if form.validate():
        with refusing(form):
            transfer = transfer_drafts.draft(
                session(),
                origin_id=UUID(form.origin.data),
                destination_id=UUID(form.destination.data),
                units=scans.units(form.lines.data),
                due_on=form.due_on.data,
                note=form.note.data.strip(),
                id=_id(form.key.data),
                by=me(),
                at=now(),
            )
            if not _may_release(transfer):
                transfers.request(session(), transfer, by=me(), at=now())
            return told(url_for(".show", transfer_id=transfer.id), _("It is written down."))
    return make_response(
        render_template("admin/transfers/new.html", form=form, releases=me().may(Duty.RELEASE_STOCK)), 422
    )


@bp.get("/<uuid:transfer_id>")
@allows(Duty.SEE_STOCK)
def show(transfer_id: UUID) -> str:
    return _draw(find(transfer_id))


@bp.post("/<uuid:transfer_id>/lines")
@allows(Duty.RELEASE_STOCK)
def change(transfer_id: UUID) -> Response:
    """Set what is wanted, line by line."""
    transfer = find_to_release(transfer_id)
    form = Form()
    with refusing(form):
        units = _wanted(transfer)
        transfers.change_lines(session(), transfer, units=units, by=me(), at=now())
        return told(url_for(".show", transfer_id=transfer_id), _("Kept."))
    return make_response(_draw(find(transfer_id), form), 422)


@bp.post("/<uuid:transfer_id>/request")
@allows(Duty.SEND_STOCK)
def ask(transfer_id: UUID) -> Response:
    transfer = find(transfer_id, Duty.SEND_STOCK)
    form = Form()
    with refusing(form):
        transfers.request(session(), transfer, by=me(), at=now())
        return told(url_for(".show", transfer_id=transfer_id), _("Asked for."))
    return make_response(_draw(find(transfer_id), form), 422)


@bp.post("/<uuid:transfer_id>/release")
@allows(Duty.RELEASE_STOCK)
def release(transfer_id: UUID) -> Response:
    """Release all of it or, with `fewer`, what there is."""
    transfer = find_to_release(transfer_id)
    form = Form()
    with refusing(form):
        releases.release(session(), transfer, fewer="fewer" in request.form, by=me(), at=now())
        return told(url_for(".show", transfer_id=transfer_id), _("Released: it can be picked."))
    return make_response(_draw(find(transfer_id), form), 422)


@bp.post("/<uuid:transfer_id>/cancellation")
@allows(Duty.RELEASE_STOCK)
def cancel(transfer_id: UUID) -> Response:
    transfer = find_to_release(transfer_id)
    form = ReasonForm(request.form)
    if form.validate():
        with refusing(form):
            transfers.cancel(session(), transfer, reason=form.reason.data.strip(), by=me(), at=now())
            return told(url_for(".show", transfer_id=transfer_id), _("Cancelled."))
    return make_response(_draw(find(transfer_id), form, cancelling=form), 422)


@bp.post("/<uuid:transfer_id>/settlement")
@allows(Duty.RELEASE_STOCK)
def settle(transfer_id: UUID) -> Response:
    """Say what became of the pieces that never came."""
    transfer = find_to_release(transfer_id)
    form = SettleForm(request.form)
    if form.validate():
        with refusing(form):
            reason, note = Reason(form.reason.data), form.note.data.strip()
            receipts.close(session(), transfer, reason=reason, note=note, by=me(), at=now())
            return told(url_for(".show", transfer_id=transfer_id), _("Settled."))
    return make_response(_draw(find(transfer_id), form, settling=form), 422)


def find(transfer_id: UUID, duty: Duty = Duty.SEE_STOCK) -> Transfer:
    """A transfer at one end of which she holds the duty; any other is not there."""
    transfer = found(session().find(Transfer, transfer_id))
    ends = (transfer.origin_id, transfer.destination_id)
    if not any(me().may(duty, outlet_id=end) for end in ends):
        abort(404)
    return transfer


def find_to_release(transfer_id: UUID) -> Transfer:
    """A transfer that leaves an outlet in which she releases: it is that outlet's stock which goes."""
    transfer = find(transfer_id)
    if not _may_release(transfer):
        abort(404)
    return transfer


def _id(key: str | None) -> UUID | None:
    """The id that the page was drawn with, so that a form sent twice is written down once."""
    return UUID(key) if key and tallying.ID.fullmatch(key) else None


def _may_release(transfer: Transfer) -> bool:
    return me().may(Duty.RELEASE_STOCK, outlet_id=transfer.origin_id)


def _wanted(transfer: Transfer) -> dict[UUID, int]:
    """What the form says of each line, and what was added below them."""
    units = {
        line.sku_id: scans.amount(request.form.get(f"units-{line.sku_id}", str(line.wanted)))
        for line in transfers.lines_of(session(), transfer)
    }
    for sku_id, more in scans.units(request.form.get("lines", "")).items():
        units[sku_id] = units.get(sku_id, 0) + more
    return units


def _draw(
    transfer: Transfer,
    form: Form | None = None,
    *,
    cancelling: ReasonForm | None = None,
    settling: SettleForm | None = None,
) -> str:
    lines = transfers.lines_of(session(), transfer)
    skus = named([line.sku_id for line in lines])
    by_sku = {line.sku_id: line for line in lines}
    releases = _may_release(transfer)
    return render_template(
        "admin/transfers/show.html",
        transfer=transfer,
        names=transfer_list.names(),
        lines=[(sku, by_sku[id]) for id, sku in skus.items()],
        standing=STATE_NAMES[transfer.state],
        kind=KINDS.get(State(transfer.state), "waiting"),
        form=form,
        cancelling=cancelling or ReasonForm(),
        settling=settling or SettleForm(),
        is_editable=transfer.state in EDITABLE and releases,
        is_cancellable=transfer.state in transfers.BEFORE_DISPATCH and releases,
        is_short=transfer.state == State.SHORT and releases,
        may_pick=me().may(Duty.SEND_STOCK, outlet_id=transfer.origin_id),
        may_receive=me().may(Duty.RECEIVE_STOCK, outlet_id=transfer.destination_id),
        may_ask=transfer.state == State.DRAFT and not releases,
        told=told_of(session(), transfer),
        did=DID,
        reasons=REASONS,
    )
