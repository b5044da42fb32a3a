"""A brand's face as data: which tokens there are, and what each may be; nothing else is ever kept."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from i18n import _
from kernel.db import BrandSession
from kernel.errors import Refusal
from kernel.events import Actor
from tenancy.brands import Brand, note, touch
from tenancy.contrast import READABLE, contrast, readable

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = ("paper", "ink", "muted", "line", "ground", "accent")
LAYOUTS = ("grid", "gallery", "single", "editorial")
FONTS = ("display_font", "text_font")
NUMBERS = {"scale": (1.1, 1.5), "radius": (0, 24), "columns": (2, 6)}
FLAGS = ("dark", "whole_prices")
READ_ON_PAPER = ("ink", "muted", "accent")


class BadToken(Refusal):
    message = _("%(value)s is nothing that the face can have. Choose again.")


class Unreadable(Refusal):
    message = _(
        "Ink on this paper has a contrast of %(ratio)s : 1, and what is read needs %(least)s : 1. "
        "Choose a darker or a lighter ink."
    )


def keep(
    session: BrandSession,
    brand: Brand,
    tokens: Mapping[str, Any],
    *,
    fonts: frozenset[str],
    by: Actor,
    at: datetime,
) -> None:
    """Set the tokens given, each checked; those not given stay."""
    for name, value in tokens.items():
        if not _is_good(name, value, fonts):
            raise BadToken(value=value)
    theme = {**brand.theme, **tokens}
    if "ink" in theme and "paper" in theme and contrast(theme["ink"], theme["paper"]) < READABLE:
        raise Unreadable(ratio=_ratio(theme["ink"], theme["paper"]), least=READABLE)
    changed = sorted(name for name, value in tokens.items() if brand.theme.get(name) != value)
    if changed:
        note(session, brand, "faced", by=by, at=at, particulars={"fields": changed})
    brand.theme = theme
    touch(session)


def moved_apart(theme: Mapping[str, Any]) -> dict[str, tuple[float, str]]:
    """Name what is too close to the paper: its contrast, and the shade that the shop shows instead."""
    paper = theme["paper"]
    return {
        name: (_ratio(theme[name], paper), readable(theme[name], on=paper))
        for name in READ_ON_PAPER
        if contrast(theme[name], paper) < READABLE
    }


def _ratio(one: str, other: str) -> float:
    return int(contrast(one, other) * 10) / 10


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
