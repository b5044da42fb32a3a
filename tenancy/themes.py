"""A brand's face as data: which tokens there are, and what each may be; nothing else is ever kept."""

import re
from collections.abc import Mapping
from typing import Any

from i18n import _
from kernel.db import BrandSession
from kernel.errors import Refusal
from tenancy.brands import Brand, touch

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = ("paper", "ink", "muted", "line", "ground", "accent")
LAYOUTS = ("grid", "gallery", "single", "editorial")
FONTS = ("display_font", "text_font")
NUMBERS = {"scale": (1.1, 1.5), "radius": (0, 24), "columns": (2, 6)}
FLAGS = ("dark", "whole_prices")


class BadToken(Refusal):
    message = _("%(value)s is nothing that the face can have. Choose again.")


def keep(
    session: BrandSession,
    brand: Brand,
    tokens: Mapping[str, Any],
    *,
    fonts: frozenset[str],
) -> None:
    """Set the tokens given, each checked; those not given stay."""
    for name, value in tokens.items():
        if not _is_good(name, value, fonts):
            raise BadToken(value=value)
    brand.theme = {**brand.theme, **tokens}
    touch(session)


def _is_good(name: str, value: Any, fonts: frozenset[str]) -> bool:
    if name in COLOURS:
        return isinstance(value, str) and COLOUR.fullmatch(value) is not None
    if name in FONTS:
        return value in fonts
    if name in NUMBERS:
        least, most = NUMBERS[name]
        return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    if name in FLAGS:
        return isinstance(value, bool)
    return name == "layout" and value in LAYOUTS
