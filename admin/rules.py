"""What a field of the console may hold, said to whoever fills it in."""

from wtforms.validators import Regexp

from i18n import _
from kernel.web.forms import Form

CODE = Regexp(
    r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z", message=_("Letters, digits, dots and hyphens, 32 at most.")
)
SLUG = Regexp(
    r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z", message=_("Small letters, digits and hyphens, 64 at most.")
)
HOUSE = Regexp(
    r"[a-z][a-z0-9-]{1,30}[a-z0-9]\Z", message=_("Small letters, digits and hyphens, three at least.")
)
COLOUR = Regexp(r"#[0-9a-fA-F]{6}\Z", message=_("A colour is written as #1d3fae."))


def has_code(form: Form) -> bool:
    """Ask what is new for its code; what is there keeps its own, and its form has no field for it."""
    if (form["code"].data or "").strip():
        return True
    form.refuse("code", _("This field is required."))
    return False
