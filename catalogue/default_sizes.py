"""The size runs a women's house starts with; it changes them as its own fit asks.

By body first: bust in centimetres, then what every country calls the size that fits it.
"""

from collections.abc import Callable
from datetime import datetime

from catalogue.sizes import Size, SizeRun, SizeRunDraft, add_size_runs, by_code
from kernel.db import BrandSession
from kernel.events import Actor

_BODIES = {76: (1520, 600, 820), 80: (1550, 640, 860), 84: (1600, 680, 900), 88: (1650, 720, 940)}
_BODIES |= {92: (1700, 760, 980), 96: (1750, 800, 1020)}
"""Height, waist and hip in millimetres, by bust in centimetres."""

_LETTERS = {76: "XS", 80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"}
_JAPANESE = {76: "5号", 80: "7号", 84: "9号", 88: "11号", 92: "15号", 96: "17号"}
_FRENCH = {76: 32, 80: 34, 84: 36, 88: 38, 92: 40, 96: 42}
_AMERICAN = {76: 0, 80: 2, 84: 4, 88: 6, 92: 8, 96: 10}
_FROM_FRENCH = {
    "FR": 0,
    "ES": 0,
    "BE": 0,
    "DE": -2,
    "AT": -2,
    "NL": -2,
    "CH": -2,
    "IT": 4,
    "GB": -28,
    "IE": -28,
    "AU": -28,
}

_FEET = {"35": (225, "4.5", "2.5"), "36": (230, "5.5", "3.5"), "37": (235, "6.5", "4.5")}
_FEET |= {"38": (240, "7.5", "5.5"), "39": (245, "8.5", "6.5"), "40": (250, "9.5", "7.5")}

_NAMES = {
    "alpha": {
        "en": "Letters",
        "zh-Hans": "字母码",
        "zh-Hant": "字母碼",
        "fr": "Lettres",
        "ja": "アルファベット",
    },
    "numbers": {"en": "Numbers", "zh-Hans": "数字码", "zh-Hant": "數字碼", "fr": "Numéros", "ja": "ナンバー"},
    "bottoms": {
        "en": "Trousers and skirts",
        "zh-Hans": "下装",
        "zh-Hant": "下裝",
        "fr": "Bas",
        "ja": "ボトムス",
    },
    "shoes": {"en": "Shoes", "zh-Hans": "鞋码", "zh-Hant": "鞋碼", "fr": "Pointures", "ja": "シューズ"},
    "one": {
        "en": "One size",
        "zh-Hans": "均码",
        "zh-Hant": "均碼",
        "fr": "Taille unique",
        "ja": "フリーサイズ",
    },
}


def add_default_runs(session: BrandSession, *, by: Actor, at: datetime) -> list[SizeRun]:
    """Give a brand the runs it lacks: alpha, numbers, bottoms, shoes and one."""
    held = by_code(session)
    drafts = [draft for draft in default_runs() if draft.code not in held]
    return add_size_runs(session, drafts, by=by, at=at)


def default_runs() -> tuple[SizeRunDraft, ...]:
    return (
        _clothes("alpha", code=_LETTERS.__getitem__, chinese=lambda bust: _LETTERS[bust]),
        _clothes("numbers", code=lambda bust: str(_FRENCH[bust]), chinese=lambda bust: _standard(bust, bust)),
        _clothes(
            "bottoms", code=_LETTERS.__getitem__, chinese=lambda bust: _standard(bust, _BODIES[bust][1] // 10)
        ),
        SizeRunDraft(
            code="shoes", texts={"name": _NAMES["shoes"]}, sizes=tuple(_shod(code) for code in _FEET)
        ),
        SizeRunDraft(code="one", texts={"name": _NAMES["one"]}, sizes=(_one(),)),
    )


def _standard(bust: int, girth: int) -> str:
    return f"{_BODIES[bust][0] // 10}/{girth}A"


def _clothes(run: str, *, code: Callable[[int], str], chinese: Callable[[int], str]) -> SizeRunDraft:
    sizes = tuple(_worn(bust, code=code(bust), chinese=chinese(bust)) for bust in _BODIES)
    return SizeRunDraft(code=run, texts={"name": _NAMES[run]}, sizes=sizes)


def _worn(bust: int, *, code: str, chinese: str) -> Size:
    height, waist, hip = _BODIES[bust]
    names = {country: str(_FRENCH[bust] + steps) for country, steps in _FROM_FRENCH.items()}
    names |= {"JP": _JAPANESE[bust], "US": str(_AMERICAN[bust]), "CA": str(_AMERICAN[bust])}
    names |= {"CN": chinese, "": _LETTERS[bust]}
    return Size(
        code=code, names=names, body={"height": height, "bust": bust * 10, "waist": waist, "hip": hip}
    )


def _shod(code: str) -> Size:
    foot, american, british = _FEET[code]
    names = {
        "CN": str(foot),
        "JP": f"{foot / 10:.1f}",
        "US": american,
        "CA": american,
        "GB": british,
        "IE": british,
    }
    return Size(code=code, names=names, body={"foot": foot})


def _one() -> Size:
    return Size(
        code="OS", names={"CN": "均码", "TW": "均碼", "HK": "均碼", "JP": "フリー", "FR": "TU", "": "OS"}
    )
