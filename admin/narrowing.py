"""Forms that narrow a list: whatever an address says, a list is shown."""

from typing import Any

from flask import request
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from kernel.web.forms import Form


class Narrowing(Form):
    """A list's filters, and which of its pages is shown."""

    page = IntegerField(validators=[Optional(), NumberRange(1, 100_000)], default=1)

    def asked(self) -> dict[str, Any]:
        """What is asked for, without what can't be read."""
        self.validate()
        asked = {name: None if field.errors else field.data for name, field in self._fields.items()}
        for field in self:
            field.errors = []
        return asked

    def kept(self, **changed: Any) -> dict[str, Any]:
        """What the address says of this form's own fields, to go along in the next one."""
        said = {name: request.args.get(name) for name in self._fields}
        return {name: value for name, value in (said | changed).items() if value}
