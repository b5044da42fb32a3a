"""Forms: read from a request, refused field by field in the person's language, redrawn as she wrote them."""

from typing import Any, ClassVar

from wtforms import Form as WTForm
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
