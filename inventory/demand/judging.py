"""Trials of the estimate on the brand's own past, kept so that anybody can see how far to trust it."""

from collections.abc import Callable
from datetime import date, datetime

from sqlmodel import Field, col, select

from i18n import _
from inventory.demand import reading
from inventory.demand.panel import Panel
from inventory.demand.trials import tried
from kernel.db import BrandSession, Identified, Json, Scoped
from kernel.errors import Refusal

ORIGINS = 3


class DemandTrial(Scoped, Identified, table=True):
    """One trial: until when sales were known, and what each way of foreseeing them was off by."""

    __tablename__ = "demand_trial"

    on: date
    made_at: datetime
    figures: dict = Field(default_factory=dict, sa_type=Json)


class TooShort(Refusal):
    message = _("There is too little history to try it on. Half a year and a month are the least.")


def judge_apart(
    session: BrandSession, today: Callable[[BrandSession, datetime], date], *, at: datetime
) -> DemandTrial:
    """Try the estimate on what was sold before today, and keep what came of it.

    It is read and tried in a session of its own before this one writes.
    """
    with session.apart() as looking:
        panel = reading.panel(looking, on=today(looking, at))
    return judged(session, panel, at=at)


def judged(session: BrandSession, panel: Panel, *, at: datetime, origins: int = ORIGINS) -> DemandTrial:
    trial = tried(panel, origins=origins)
    if trial is None:
        raise TooShort
    row = DemandTrial(on=panel.on, made_at=at, figures=trial.as_figures())
    session.add(row)
    return row


def trials(session: BrandSession, *, most: int = 12) -> list[DemandTrial]:
    """The last trials, the newest first."""
    rows = select(DemandTrial).order_by(col(DemandTrial.made_at).desc(), col(DemandTrial.id).desc())
    return list(session.exec(rows.limit(most)))
