"""Doing once what is asked for twice: the unique key of a row decides who makes it."""

from sqlalchemy.exc import IntegrityError

from kernel.db import BrandSession, Identified


def claim(session: BrandSession, mine: Identified) -> bool:
    """Write the row if its key is nobody's yet; whoever is at the same key waits, and comes second."""
    try:
        with session.begin_nested():
            session.add(mine)
            session.flush()  # the database says whose the key is
    except IntegrityError:
        return False
    return True
