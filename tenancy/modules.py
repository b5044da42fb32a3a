"""What each brand has switched on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Scoped


class ModuleSwitch(Scoped, Identified, table=True):
    """A module turned on or off for this brand; without a row, the module's own default holds."""

    __tablename__ = "module_switch"
    __table_args__ = (UniqueConstraint("brand_id", "module"),)

    module: str
    is_on: bool
    switched_at: datetime
    switched_by: UUID | None = None
