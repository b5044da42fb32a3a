"""A house's face: tokens a brand may edit, read so that nothing but what they mean can come of them."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.web.fonts import FAMILIES
from tenancy.contrast import ink_on, readable

LAYOUTS = ("grid", "gallery", "single", "editorial")
COLOURS = ("paper", "ink", "muted", "line", "ground", "accent")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
STEPS = range(-2, 8)
BASE = 16
COMFORTABLE = 7.0
SANS = 'system-ui, "Helvetica Neue", Arial, sans-serif'
SERIF = 'Georgia, "Times New Roman", serif'
SERIFS = frozenset({"fraunces", "bodoni-moda", "newsreader"})
# A face of the reader's own machine for each script that the house's files don't hold.
SCRIPTS = {
    "sans": {
        "zh-Hans": '"PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei"',
        "zh-Hant": '"PingFang HK", "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei"',
        "ja": '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", Meiryo',
        "ar": '"SF Arabic", "Geeza Pro", "Noto Sans Arabic", "Segoe UI", Tahoma',
    },
    "serif": {
        "zh-Hans": '"Songti SC", "Noto Serif SC", "Noto Serif CJK SC", SimSun',
        "zh-Hant": '"Songti TC", "Noto Serif TC", "Noto Serif CJK TC", PMingLiU',
        "ja": '"Hiragino Mincho ProN", "Noto Serif JP", "Noto Serif CJK JP", "Yu Mincho"',
        "ar": '"Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", "Times New Roman"',
    },
}


@dataclass(frozen=True)
class Theme:
    """Every token has a plain default; what is given and does not read as its kind is left at it."""

    layout: str = "grid"
    paper: str = "#fbfaf7"
    ink: str = "#16181d"
    muted: str = "#5c6068"
    line: str = "#d9d7d0"
    ground: str = "#f1efe9"
    accent: str = "#1d3fae"
    display_font: str = "inter"
    text_font: str = "inter"
    scale: float = 1.25
    radius: float = 0
    columns: int = 4
    dark: bool = False
    whole_prices: bool = False

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Theme":
        read = {name: _READ[name](given[name]) for name in given.keys() & _READ.keys()}
        return cls(**{name: value for name, value in read.items() if value is not None})


def _one_of(*choices: str) -> Callable[[Any], str | None]:
    return lambda value: value if value in choices else None


def _colour(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) and COLOUR.fullmatch(value) else None


def _number(least: float, most: float) -> Callable[[Any], float | None]:
    def read(value: Any) -> float | None:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return value if is_number and least <= value <= most else None

    return read


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


_READ: dict[str, Callable[[Any], Any]] = {
    "layout": _one_of(*LAYOUTS),
    **dict.fromkeys(COLOURS, _colour),
    "display_font": _one_of(*FAMILIES),
    "text_font": _one_of(*FAMILIES),
    "scale": _number(1.1, 1.5),
    "radius": _number(0, 24),
    "columns": _number(2, 6),
    "dark": _flag,
    "whole_prices": _flag,
}


def css(theme: Theme, *, font_faces: Callable[[str], str]) -> str:
    """Write the house's fonts and custom properties."""
    families = dict.fromkeys((theme.display_font, theme.text_font))
    root = f":root{{color-scheme:{'dark' if theme.dark else 'light'};{_properties(theme)}}}"
    return "\n".join((*(font_faces(family) for family in families), root, *_script_rules(theme)))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _properties(theme: Theme) -> str:
    fonts = f"--display:{_stack(theme.display_font)};--text:{_stack(theme.text_font)};"
    shape = f"--radius:{theme.radius:g}px;--columns:{theme.columns:g};"
    return _colours(theme) + fonts + shape + "".join(_step(theme, step) for step in STEPS)


def _colours(theme: Theme) -> str:
    """The house's colours; those that are read are moved, where need be, until they can be."""
    colours = {
        "paper": theme.paper,
        "ink": readable(theme.ink, on=theme.paper, at_least=COMFORTABLE),
        "muted": readable(theme.muted, on=theme.paper, at_least=5.0),
        "line": theme.line,
        "ground": theme.ground,
        "ground-ink": readable(theme.ink, on=theme.ground, at_least=COMFORTABLE),
        "accent": theme.accent,
        "accent-text": readable(theme.accent, on=theme.paper),
        "accent-ink": ink_on(theme.accent),
        "edge": readable(theme.line, on=theme.paper, at_least=3.0),
    }
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def _step(theme: Theme, step: int) -> str:
    """A size of the scale, growing with the viewport from a phone's to a desk's; small sizes stay."""
    desk = max(BASE * theme.scale**step, 11.5 if step == -2 else 13) / 16
    if step < 1:
        return f"--s{step}:{desk:.4g}rem;"
    phone = BASE * (1 + (theme.scale - 1) * 0.6) ** step / 16
    slope = (desk - phone) / (90 - 22.5)
    fluid = f"{phone - slope * 22.5:.4g}rem + {slope * 100:.4g}vw"
    return f"--s{step}:clamp({phone:.4g}rem,{fluid},{desk:.4g}rem);"


def _stack(slug: str, script: str = "") -> str:
    """The house's own face first; `script` names the machine's faces for what it does not hold."""
    name = FAMILIES[slug].name
    last = SERIF if slug in SERIFS else SANS
    return ", ".join(filter(None, (f'"{name}", "{name} Fallback"', script, last)))


def _script_rules(theme: Theme) -> list[str]:
    return [
        f":lang({language}){{--display:{_scripted(theme.display_font, language)};"
        f"--text:{_scripted(theme.text_font, language)}}}"
        for language in SCRIPTS["sans"]
    ]


def _scripted(slug: str, language: str) -> str:
    return _stack(slug, SCRIPTS["serif" if slug in SERIFS else "sans"][language])
