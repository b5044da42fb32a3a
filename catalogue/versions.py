"""Two people at one form: what changed since it was opened is told before anything is overwritten.

version_of(session, row) -> str             to be carried in the form
refuse_outdated(session, row, version)      before the row is changed; the catalogue is locked
"""

from sqlalchemy import select

from catalogue import locks
from i18n import _
from kernel.db import BrandSession, Identified
from kernel.errors import Refusal
from kernel.events import Event
from tenancy.frontage import Frontage

CHANGING = ("added", "changed", "worded", "written", "arranged", "moved", "pictures-arranged")
"""What a form shows otherwise afterwards; that something was published or numbered spoils nothing in it."""


class ChangedMeanwhile(Refusal):
    message = _(
        "%(name)s changed this on %(moment)s, after you had opened it. What you entered is still here:"
        " compare it with what is there now, then keep it again to put yours in its place."
    )


def version_of(session: BrandSession, row: Identified | Frontage) -> str:
    """Name the last thing that changed a row."""
    found = _last(session, row)
    return found.id.hex if found else ""


def refuse_outdated(session: BrandSession, row: Identified | Frontage, version: str) -> None:
    """Refuse a change made over a newer one that its maker has not seen."""
    locks.hold(session)
    last = _last(session, row)
    if last is not None and last.id.hex != version:
        raise ChangedMeanwhile(name=last.by_name, moment=last.at, version=last.id.hex)


def _last(session: BrandSession, row: Identified | Frontage) -> Event | None:
    mine = select(Event).where(Event.subject == row.__tablename__, Event.subject_id == row.id)
    newest = mine.where(Event.action.in_(CHANGING)).order_by(Event.at.desc(), Event.id.desc())
    return session.scalars(newest.limit(1)).first()
