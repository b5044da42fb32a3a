"""Plans as documents: what was decided on, what was decided, and how far it has come.

find(session, plan_id) · recent(session) · send_to_review · approve · reopen · withdraw
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, col, select

from i18n import Message, _
from kernel import events
from kernel.db import BrandSession, Identified, Json, Scoped, refers
from kernel.errors import Refusal
from kernel.events import Actor


class State(StrEnum):
    """How far a plan has come."""

    COMPUTING = "computing"
    FAILED = "failed"
    PROPOSED = "proposed"
    REVIEW = "review"
    APPROVED = "approved"
    RELEASING = "releasing"
    RELEASED = "released"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STATE_NAMES: dict[str, Message] = {
    State.COMPUTING: _("Being worked out"),
    State.FAILED: _("Not worked out"),
    State.PROPOSED: _("Proposed"),
    State.REVIEW: _("In review"),
    State.APPROVED: _("Approved"),
    State.RELEASING: _("Being released"),
    State.RELEASED: _("Released"),
    State.CLOSED: _("Closed"),
    State.WITHDRAWN: _("Withdrawn"),
}
LISTED = ("id", "number", "kind", "state", "on_day", "asked_at", "lines", "units", "gain", "bound")
EDITABLE = (State.PROPOSED, State.REVIEW)
SENT = (State.RELEASING, State.RELEASED, State.CLOSED)


class Plan(Scoped, Identified, table=True):
    """One wave: what the brand's situation was, what should move, and what became of it.

    `head` holds the situation but for its cells, `summary` the totals by store and colourway; both packed.
    `version` counts changes, so that whoever edits an older one is told. Money is in minor units.
    """

    __table_args__ = (
        UniqueConstraint("brand_id", "number"),
        CheckConstraint("kind IN ('allocation', 'replenishment', 'transfer', 'all')", name="kind"),
        CheckConstraint(f"state IN {tuple(state.value for state in State)}", name="state"),
        Index(None, "brand_id", "state"),
    )

    number: int
    kind: str
    state: str = State.COMPUTING.value
    version: int = 1
    on_day: date
    asked_at: datetime
    asked_by: UUID | None = None
    proposed_at: datetime | None = None
    seconds: float = 0.0
    failure: str = Field(default="", max_length=500)
    head: bytes = Field(default=b"", sa_type=LargeBinary)
    summary: bytes = Field(default=b"", sa_type=LargeBinary)
    pins: list = Field(default_factory=list, sa_type=Json)
    cells: int = 0
    lines: int = 0
    units: int = 0
    gain: float = 0.0
    bound: float = 0.0
    approved_at: datetime | None = None
    approved_by: UUID | None = None
    released_at: datetime | None = None
    released_by: UUID | None = None
    closed_at: datetime | None = None

    @property
    def share(self) -> float:
        """The part of the most that any plan could gain."""
        return min(self.gain / self.bound, 1.0) if self.bound > 0 else 1.0

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE


class PlanSheet(Scoped, Identified, table=True):
    """One store's part of a plan, packed: its cells as they were, and the lines that come to it."""

    __tablename__ = "plan_sheet"
    __table_args__ = (
        refers("plan", ondelete="CASCADE"),
        refers("outlet"),
        UniqueConstraint("brand_id", "plan_id", "place"),
        UniqueConstraint("brand_id", "plan_id", "outlet_id"),
    )

    plan_id: UUID
    outlet_id: UUID
    place: int
    cells: bytes = Field(sa_type=LargeBinary)
    lines: bytes = Field(sa_type=LargeBinary)
    count: int = 0


class StalePlan(Refusal):
    message = _("Somebody has changed plan %(number)s meanwhile. Look at it as it is now, then change it.")


class NotNow(Refusal):
    message = _("Plan %(number)s stands at “%(state)s”. That can't be done with it any more.")


def find(session: BrandSession, plan_id: UUID) -> Plan | None:
    return session.find(Plan, plan_id)


def hold(session: BrandSession, plan: Plan, *states: State, version: int | None = None) -> Plan:
    """Lock a plan that stands at one of these states and, where a version is named, at that one."""
    session.flush()  # a step just taken counts
    session.refresh(plan, with_for_update=True)
    if version is not None and plan.version != version:
        raise StalePlan(number=plan.number)
    if plan.state not in states:
        raise NotNow(number=plan.number, state=STATE_NAMES[plan.state])
    return plan


def recent(session: BrandSession, *, most: int, states: tuple[State, ...] = ()) -> list:
    """The latest plans, without what is packed in them."""
    rows = select(*(getattr(Plan, name) for name in LISTED)).order_by(col(Plan.number).desc()).limit(most)
    if states:
        rows = rows.where(col(Plan.state).in_(states))
    return list(session.execute(rows))


def send_to_review(session: BrandSession, plan: Plan, *, version: int, by: Actor, at: datetime) -> None:
    """Ask for it to be approved."""
    hold(session, plan, State.PROPOSED, version=version)
    _turn(session, plan, State.REVIEW)
    events.record(plan, "sent-to-review", by=by, at=at)


def approve(session: BrandSession, plan: Plan, *, version: int, by: Actor, at: datetime) -> None:
    """Approve what is shown; nothing of it changes any more."""
    hold(session, plan, *EDITABLE, version=version)
    plan.approved_at, plan.approved_by = at, by.id
    _turn(session, plan, State.APPROVED)
    events.record(plan, "approved", by=by, at=at, particulars={"lines": plan.lines, "units": plan.units})


def reopen(session: BrandSession, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Take an approval back, so that lines may be changed."""
    hold(session, plan, State.APPROVED)
    plan.approved_at, plan.approved_by = None, None
    _turn(session, plan, State.PROPOSED)
    events.record(plan, "reopened", by=by, at=at)


def withdraw(session: BrandSession, plan: Plan, *, by: Actor, at: datetime) -> None:
    """Leave it undone; it can still be read."""
    hold(session, plan, *EDITABLE, State.APPROVED, State.FAILED)
    _turn(session, plan, State.WITHDRAWN)
    events.record(plan, "withdrawn", by=by, at=at)


def _turn(session: BrandSession, plan: Plan, state: State) -> None:
    plan.state = state.value
    plan.version += 1
    session.add(plan)
