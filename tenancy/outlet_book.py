"""What becomes of an outlet once it is open: changed, given other hours, closed for good."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

from sqlmodel import col, select

from i18n import _
from i18n.words import put
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor, record
from tenancy.brands import touch
from tenancy.outlets import (
    NOT_PLAIN,
    Holiday,
    HolidayDraft,
    NoSuchStoreType,
    Outlet,
    OutletDraft,
    OutletTaken,
    StoreType,
    Texts,
    checked_hours,
    services_of,
)


class AlreadyClosed(Refusal):
    message = _("%(code)s is closed for good already.")


class StillOpen(Refusal):
    message = _("%(code)s is open; there is nothing to take back.")


def change(
    session: BrandSession, outlet: Outlet, draft: OutletDraft, *, source: str, by: Actor, at: datetime
) -> None:
    """Make an outlet what the draft says; its hours and holidays have commands of their own."""
    _refuse_taken(session, draft, but=outlet)
    plain = {each.name: getattr(draft, each.name) for each in fields(draft) if each.name not in NOT_PLAIN}
    kind = _store_type(session, draft.store_type)
    values = plain | {
        "store_type_id": kind.id if kind else None,
        "words": _reworded(outlet.words, draft.texts, source=source),
        "lines": list(draft.lines),
        "latin": dict(draft.latin),
        "services": services_of(draft, kind),
        "has_own_services": draft.services is not None,
    }
    changed = sorted(name for name, value in values.items() if getattr(outlet, name) != value)
    for name in changed:
        setattr(outlet, name, values[name])
    record(outlet, "changed", by=by, at=at, particulars={"fields": changed})
    touch(session)


def keep_hours(
    session: BrandSession,
    outlet: Outlet,
    hours: Mapping[str, Sequence[Sequence[str]]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Set an outlet's week; a day without hours is closed."""
    outlet.hours = {day: checked_hours(pairs) for day, pairs in sorted(hours.items())}
    record(outlet, "hours-changed", by=by, at=at)
    touch(session)


def keep_holiday(
    session: BrandSession, outlet: Outlet, draft: HolidayDraft, *, source: str, by: Actor, at: datetime
) -> Holiday:
    """Say what hours an outlet keeps on one day; a later word about the day replaces an earlier one."""
    known = select(Holiday).where(Holiday.outlet_id == outlet.id, Holiday.day == draft.day)
    holiday = session.exec(known).first() or Holiday(outlet_id=outlet.id, day=draft.day)
    holiday.hours = checked_hours(draft.hours)
    holiday.words = _reworded(holiday.words, draft.texts, source=source)
    session.add(holiday)
    record(outlet, "holiday-kept", by=by, at=at, particulars={"day": draft.day.isoformat()})
    touch(session)
    return holiday


def forget_holiday(
    session: BrandSession, outlet: Outlet, holiday: Holiday, *, by: Actor, at: datetime
) -> None:
    """Let the day have the week's hours again."""
    session.delete(holiday)
    record(outlet, "holiday-forgotten", by=by, at=at, particulars={"day": holiday.day.isoformat()})
    touch(session)


def close(session: BrandSession, outlet: Outlet, *, on: date, by: Actor, at: datetime) -> None:
    """Close an outlet for good from a day on; its stock and its past stay."""
    if outlet.closed_on is not None:
        raise AlreadyClosed(code=outlet.code)
    outlet.closed_on = on
    record(outlet, "closed", by=by, at=at, particulars={"on": on.isoformat()})
    touch(session)


def reopen(session: BrandSession, outlet: Outlet, *, by: Actor, at: datetime) -> None:
    """Take a closing back."""
    if outlet.closed_on is None:
        raise StillOpen(code=outlet.code)
    outlet.closed_on = None
    record(outlet, "reopened", by=by, at=at)
    touch(session)


def holidays(session: BrandSession, outlet: Outlet, *, since: date) -> Sequence[Holiday]:
    ahead = select(Holiday).where(Holiday.outlet_id == outlet.id, Holiday.day >= since)
    return session.exec(ahead.order_by(col(Holiday.day))).all()


def _reworded(words: Mapping, texts: Texts, *, source: str) -> dict:
    """Return the words with these texts put in, the source first, and all others left as they are."""
    kept = dict(words)
    for field, by_language in texts.items():
        for language in sorted(by_language, key=lambda tag: tag != source):
            kept = put(kept, field, language, by_language[language], source=source)
    return kept


def _store_type(session: BrandSession, code: str | None) -> StoreType | None:
    if code is None:
        return None
    found = session.exec(select(StoreType).where(StoreType.code == code)).first()
    if found is None:
        raise NoSuchStoreType(code=code)
    return found


def _refuse_taken(session: BrandSession, draft: OutletDraft, *, but: Outlet) -> None:
    named = (col(Outlet.code) == draft.code) | (col(Outlet.slug) == draft.slug)
    if session.exec(select(Outlet.id).where(named, col(Outlet.id) != but.id)).first():
        raise OutletTaken(code=draft.code)
