"""Taking out what nothing hangs on: a row that is in use stays, and its keeper says why."""

from sqlalchemy.exc import IntegrityError

from kernel.db import BrandSession, Identified
from kernel.errors import Refusal


def take_out(session: BrandSession, row: Identified, *, unless: Refusal) -> None:
    """Delete a row, or refuse: whatever refers to it, in whatever package, is known to the database."""
    session.delete(row)
    try:
        session.flush()  # the keys that refer to it are asked now, while there is a reason to give
    except IntegrityError as error:
        raise unless from error
