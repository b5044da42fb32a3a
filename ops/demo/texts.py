"""The house's story, its legal pages and its lookbooks."""

from datetime import datetime

from kernel.db import BrandSession
from ops.demo.houses.shape import House


def furnish(session: BrandSession, house: House, *, at: datetime) -> None:
    """Filled below."""
