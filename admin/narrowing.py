"""Lists narrowed and paged: whatever an address says, a list is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from flask import request
from sqlmodel import func
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from kernel.web.forms import Form
from kernel.web.transactions import session

PAGE = 50
Row = TypeVar("Row")


class Narrowing(Form):
    """A list's filters, and which of its pages is shown; `begins` is what holds till something is asked."""

    begins: ClassVar[dict[str, str]] = {}

    page = IntegerField(validators=[Optional(), NumberRange(1, 100_000)], default=1)

    def asked(self) -> dict[str, Any]:
        """What is asked for, without what can't be read."""
        self.validate()
        asked = {name: None if field.errors else field.data for name, field in self._fields.items()}
        for name, value in self.begins.items():
            if name not in request.args:
                asked[name] = self[name].data = value
        for field in self:
            field.errors = []
        return asked

    def kept(self, **changed: Any) -> dict[str, Any]:
        """What the address says of this form's own fields, to go along in the next one."""
        said = {name: request.args.get(name) for name in self._fields}
        return {name: value for name, value in (said | changed).items() if value}


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """The rows of one page, of how many in all."""

    rows: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return pages_of(self.total)


def read_page(ordered: Any, page: int | None) -> Listed[Any]:
    """Read the page asked for of a select, or the last where there are not so many."""
    counting = ordered.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total = session().execute(counting).scalar_one()
    page = min(page or 1, pages_of(total))
    rows = session().exec(ordered.offset((page - 1) * PAGE).limit(PAGE)).all()
    return Listed(rows, total, page)


def cut_page(rows: Sequence[Row], page: int | None) -> Listed[Row]:
    """Cut the page asked for out of rows that are read already."""
    page = min(page or 1, pages_of(len(rows)))
    return Listed(rows[(page - 1) * PAGE : page * PAGE], len(rows), page)


def pages_of(total: int) -> int:
    return max(1, -(-total // PAGE))
