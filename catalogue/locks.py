"""One writer of a brand's catalogue at a time, where numbers are given and indexes rewritten."""

from sqlalchemy import select

from kernel.db import BrandSession
from tenancy.brands import Brand


def hold(session: BrandSession) -> Brand:
    """Return the brand, its row locked till the transaction ends; the brand's other rows go on."""
    session.flush()  # what others may wait for is written before the lock that they wait at
    locked = select(Brand).where(Brand.id == session.brand)
    return session.scalars(locked.with_for_update(key_share=True)).one()
