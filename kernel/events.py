"""What happened, who did it and when: audit trail, activity feed and outbox in one append-only table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import object_session
from sqlmodel import Field, col, select

from kernel import jobs
from kernel.db import BrandSession, Identified, Json, Scoped


class Event(Scoped, Identified, table=True):
    """One thing that happened to one subject, written in the transaction that made it happen."""

    __table_args__ = (Index(None, "brand_id", "subject", "subject_id", "at"), Index(None, "brand_id", "at"))

    subject: str
    subject_id: UUID
    action: str
    by_id: UUID | None = None
    by_name: str = ""
    at: datetime
    particulars: dict = Field(default_factory=dict, sa_type=Json)

    @property
    def name(self) -> str:
        return f"{self.subject}.{self.action}"


class Actor(Protocol):
    """Whoever may do something: a member of staff, an operator, or the clock."""

    @property
    def id(self) -> UUID | None: ...

    @property
    def display_name(self) -> str: ...


class Clock:
    """The house itself, acting on schedule or at set-up."""

    id = None
    display_name = "comptoir"


CLOCK = Clock()


class Handler(Protocol):
    """A function that cares for an event; its name is its place in the queue."""

    __name__: str

    def __call__(self, session: BrandSession, event: Event, /) -> None: ...


_subscribers: dict[str, dict[str, Handler]] = {}


def on(name: str) -> Callable[[Handler], Handler]:
    """Subscribe to an event: the handler runs in the worker after commit, at least once."""

    def subscribe(handler: Handler) -> Handler:
        _subscribers.setdefault(name, {})[f"{handler.__module__}.{handler.__name__}"] = handler
        return handler

    return subscribe


def record(
    subject: Identified, action: str, *, by: Actor, at: datetime, particulars: Mapping[str, Any] | None = None
) -> Event:
    """Write what happened to the subject, and queue it for whoever subscribed."""
    session = object_session(subject)
    if not isinstance(session, BrandSession):
        raise TypeError("an event's subject must be in a brand's session")
    name = str(subject.__tablename__)
    return record_of(session, name, subject.id, action, by=by, at=at, particulars=particulars)


def told_of(session: BrandSession, subject: Identified) -> Sequence[Event]:
    """All that happened to it, in the order in which it did."""
    mine = select(Event).where(Event.subject == str(subject.__tablename__), Event.subject_id == subject.id)
    return session.exec(mine.order_by(col(Event.at), col(Event.id))).all()


def record_of(
    session: BrandSession,
    subject: str,
    subject_id: UUID,
    action: str,
    *,
    by: Actor,
    at: datetime,
    particulars: Mapping[str, Any] | None = None,
) -> Event:
    """Write what happened to a subject that is no row of the brand's own, such as the brand."""
    event = Event(
        subject=subject,
        subject_id=subject_id,
        action=action,
        by_id=by.id,
        by_name=by.display_name,
        at=at,
        particulars=dict(particulars or {}),
    )
    session.add(event)
    for handler in _subscribers.get(event.name, {}):
        payload = {"event_id": str(event.id), "handler": handler}
        jobs.enqueue(session, "event", payload=payload, run_at=at, dedupe=f"event:{event.id}:{handler}")
    return event


@jobs.job("event")
def deliver(session: BrandSession, payload: Mapping[str, Any], at: datetime) -> None:
    """Hand one event to one subscriber."""
    event = session.find(Event, UUID(payload["event_id"]))
    if event is None:
        raise LookupError(payload["event_id"])
    _subscribers[event.name][payload["handler"]](session, event)
