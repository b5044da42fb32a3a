"""How often something is tried, counted in the database: over every process, and past a restart."""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel

from i18n import _
from kernel.db import BrandSession, Database
from kernel.errors import TooOften
from kernel.ids import digest


class Throttle(SQLModel, table=True):
    """How often something was tried in a window, counted over every process."""

    key: str = Field(primary_key=True)
    began_at: datetime
    tries: int = 0


class TriedTooOften(TooOften):
    message = _("That was tried too many times. Wait %(minutes)s min, then try again.")


@dataclass(frozen=True)
class Limit:
    """At most so many tries within a window that begins with the first."""

    what: str
    of: str
    most: int
    window: timedelta = timedelta(minutes=15)

    @property
    def key(self) -> str:
        """The count's name; whom it counts is not to be read from it."""
        return f"{self.what}:{digest(self.of)[:32]}"


def count(
    db: Database, limits: Iterable[Limit], *, at: datetime, once: Mapping[Limit, Limit] | None = None
) -> list[Limit]:
    """Count one more try before it is made, and return what was counted; raise once there were too many.

    It commits by itself: a refused try is counted although the request changes nothing else. What stands in
    `once` is counted with the first try of the limit that it goes with, and not with those that follow.
    """
    ordered = sorted(limits, key=lambda limit: limit.key)
    with db.write() as session:
        counts = [(limit, *_add_one(session, limit, at=at)) for limit in ordered]
        firsts = [(once or {}).get(limit) for limit, tries, _began_at in counts if tries == 1]
        counts += [(limit, *_add_one(session, limit, at=at)) for limit in firsts if limit]
        session.commit()
    _refuse_beyond(counts, at=at)
    return [limit for limit, _tries, _began_at in counts]


def _refuse_beyond(counts: Iterable[tuple[Limit, int, datetime]], *, at: datetime) -> None:
    for limit, tries, began_at in counts:
        if tries > limit.most:
            wait = max(1, int((began_at + limit.window - at).total_seconds()))
            raise TriedTooOften(retry_after=wait, minutes=-(-wait // 60))


def give_back(db: Database, limits: Iterable[Limit]) -> None:
    """Take back a try that turned out right, without wiping out the wrong ones before it."""
    keys = [limit.key for limit in limits]
    lower: Any = update(Throttle).where(Throttle.key.in_(keys), Throttle.tries > 0)
    with db.write() as session:
        session.connection().execute(lower.values(tries=Throttle.tries - 1))
        session.commit()


def client_of(address: str) -> str:
    """Return whom an address stands for: one IPv4 address, or the /64 that one IPv6 customer has."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((parsed, 64), strict=False))


def _add_one(session: BrandSession, limit: Limit, *, at: datetime) -> tuple[int, datetime]:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Throttle).values(key=limit.key, began_at=at, tries=1)
    is_over = Throttle.began_at <= at - limit.window
    counted = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "tries": case((is_over, 1), else_=Throttle.tries + 1),
            "began_at": case((is_over, at), else_=Throttle.began_at),
        },
    ).returning(Throttle.tries, Throttle.began_at)
    row = session.connection().execute(counted).one()
    return row[0], row[1]
