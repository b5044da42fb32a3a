"""Which styles a transaction has changed: what the shop lists of them is made anew as it commits.

Every command notes what it changed, so that many commands in one transaction cost one refresh:

    note(session, style_ids, at=)     these styles
    note_collections(session, at=)    which styles a collection holds
    note_all(session, at=)            whatever depends on more than a style: a category's name, a market
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kernel.db import BrandSession
from tenancy import brands

_KEY = "changed_styles"


@dataclass
class Changed:
    at: datetime
    style_ids: set[UUID] = field(default_factory=set)
    is_all: bool = False
    is_gathered_anew: bool = False


def note(session: BrandSession, style_ids: Iterable[UUID], *, at: datetime) -> None:
    _noted(session, at).style_ids.update(style_ids)


def note_all(session: BrandSession, *, at: datetime) -> None:
    _noted(session, at).is_all = True


def note_collections(session: BrandSession, *, at: datetime) -> None:
    _noted(session, at).is_gathered_anew = True


def _noted(session: BrandSession, at: datetime) -> Changed:
    brands.touch(session)
    changed: Changed = session.info.setdefault(_KEY, Changed(at))
    changed.at = max(changed.at, at)
    return changed


def noted(session: BrandSession) -> Changed | None:
    """Look at what was noted, and leave it for the listings."""
    return session.info.get(_KEY)


def take(session: BrandSession) -> Changed | None:
    """Hand over what was noted, and forget it."""
    return session.info.pop(_KEY, None)
