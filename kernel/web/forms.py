"""Forms: read from a request, refused field by field in the person's language, redrawn as she wrote them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import Form as WTForm
from wtforms import fields
from wtforms.fields.choices import SelectChoice
from wtforms.meta import DefaultMeta


class Meta(DefaultMeta):
    """Hands WTForms our own words; the front that starts the app gives the translations."""

    translations: ClassVar[Any] = None

    def get_translations(self, form: Any) -> Any:
        return self.translations


class Form(WTForm):
    Meta = Meta

    def refuse(self, field: str, message: object) -> None:
        """Put a refusal that the domain gave beside the field it is about."""
        self[field].errors = [*self[field].errors, str(message)]


class _FromPairs:
    """Takes its choices as pairs of value and label, as one writes them down."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, choices: Iterable[Any] | None = None, **more: Any
    ) -> None:
        given = None if choices is None else [SelectChoice(value, text) for value, text in choices]
        super().__init__(label, validators, choices=given, **more)  # ty: ignore[unknown-argument, too-many-positional-arguments]


class SelectField(_FromPairs, fields.SelectField):
    """One of several, in a list."""

    data: Any


class SelectMultipleField(_FromPairs, fields.SelectMultipleField):
    """Any of several."""

    data: Any


class RadioField(_FromPairs, fields.RadioField):
    """One of several, all in view."""

    data: Any
