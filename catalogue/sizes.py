"""Size runs: the sizes a style is offered in, and what each market calls them."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kernel.db import Identified, Json, Scoped


class SizeRun(Scoped, Identified, table=True):
    """An ordered run; each size is {"code", "names": {country: name}, "body": {measure: [mm, mm]}}."""

    __tablename__ = "size_run"
    __table_args__ = (UniqueConstraint("brand_id", "code"),)

    code: str
    words: dict = Field(default_factory=dict, sa_type=Json)
    sizes: list = Field(sa_type=Json)

    def name_of(self, code: str, *, country: str) -> str:
        """Name a size as shoppers of the country know it."""
        for size in self.sizes:
            if size["code"] == code:
                return size.get("names", {}).get(country) or code
        return code
