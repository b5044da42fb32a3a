"""Found a brand from the command line: first place, first size runs, its owner's link."""

from datetime import datetime

from catalogue.default_sizes import add_default_runs
from kernel.config import Settings
from kernel.db import BrandSession, Database
from kernel.events import CLOCK
from tenancy import founding
from tenancy.founding import Founded, Founding

__all__ = ["Founding", "found", "link"]


def found(db: Database, wanted: Founding, *, host: str, at: datetime) -> Founded:
    """Found a brand, all or nothing."""

    def furnish(session: BrandSession) -> None:
        founding.first_place(session, wanted, by=CLOCK, at=at)
        add_default_runs(session, by=CLOCK, at=at)

    return founding.found(db, wanted, host=host, by=CLOCK, at=at, furnish=furnish)


def link(founded: Founded, settings: Settings) -> str:
    """The owner's one-time link; in development the server answers on its usual port."""
    origin = f"https://{founded.host}" if settings.production else f"http://{founded.host}:8000"
    return f"{origin}/admin/invitations/{founded.token}"
