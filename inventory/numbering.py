"""The numbers that papers carry: counted up by series within a brand, each given once."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, select

from kernel.db import BrandSession, Identified, Scoped


class Series(Scoped, Identified, table=True):
    """How far a series of numbers has come."""

    __table_args__ = (UniqueConstraint("brand_id", "name"),)

    name: str = Field(max_length=40)
    last: int = 0


def next_numbers(session: BrandSession, series: str, *, count: int = 1) -> range:
    """Take numbers from a series; whoever else wants some waits for this transaction's end."""
    session.accumulate(Series, [{"name": series, "last": count}], on=("name",), amounts=("last",))
    last = session.exec(select(Series.last).where(Series.name == series)).one()
    return range(last - count + 1, last + 1)
