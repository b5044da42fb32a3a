"""Size runs by body measurement, named as each market reads them."""

from collections.abc import Mapping

from ops.demo.houses.shape import Size, SizeSystem

_BODIES = {
    76: (1520, 600, 820),
    80: (1550, 640, 860),
    84: (1600, 680, 900),
    88: (1650, 720, 940),
    92: (1700, 760, 980),
    96: (1750, 800, 1020),
}
"""Height, waist and hip in millimetres by bust in centimetres."""

_FRENCH = {76: 32, 80: 34, 84: 36, 88: 38, 92: 40, 96: 42}
_JAPANESE = {76: "5号", 80: "7号", 84: "9号", 88: "11号", 92: "15号", 96: "17号"}
_CHINESE = {76: "XS", 80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"}
_AMERICAN = {76: 0, 80: 2, 84: 4, 88: 6, 92: 8, 96: 10}

_FEET = {
    "35": (225, "4.5", "2.5"),
    "36": (230, "5.5", "3.5"),
    "37": (235, "6.5", "4.5"),
    "38": (240, "7.5", "5.5"),
    "39": (245, "8.5", "6.5"),
    "40": (250, "9.5", "7.5"),
}

_ALPHA = {"zh-Hans": "字母码", "en": "Letters", "fr": "Lettres", "ja": "アルファベット"}
_NUMBERS = {"zh-Hans": "数字码", "en": "Numbers", "fr": "Numéros", "ja": "ナンバー"}
_BOTTOMS = {"zh-Hans": "下装", "en": "Bottoms", "fr": "Bas", "ja": "ボトムス"}
_SHOES = {"zh-Hans": "鞋码", "en": "Shoes", "fr": "Pointures", "ja": "シューズ"}
_ONE = {"zh-Hans": "均码", "en": "One size", "fr": "Taille unique", "ja": "フリーサイズ"}


def clothes(key: str, codes: Mapping[int, str], *, girth: str = "bust") -> SizeSystem:
    """A run of `codes` by bust in centimetres; Chinese names go by bust for tops, by waist for bottoms."""
    name = _BOTTOMS if girth == "waist" else (_ALPHA if "M" in codes.values() else _NUMBERS)
    sizes = tuple(_worn(code, bust, girth) for bust, code in codes.items())
    return SizeSystem(key=key, name=name, sizes=sizes)


def _worn(code: str, bust: int, girth: str) -> Size:
    height, waist, hip = _BODIES[bust]
    french, around = _FRENCH[bust], bust if girth == "bust" else waist // 10
    names = {
        "alpha": code if code.isalpha() else _CHINESE[bust],
        "cn": f"{_CHINESE[bust]} {height // 10}/{around}A",
        "jp": _JAPANESE[bust],
        "fr": str(french),
        "de": str(french - 2),
        "it": str(french + 4),
        "uk": str(french - 28),
        "us": str(_AMERICAN[bust]),
    }
    return Size(
        code=code, names=names, body={"height": height, "bust": bust * 10, "waist": waist, "hip": hip}
    )


def shoes(key: str, codes: tuple[str, ...]) -> SizeSystem:
    return SizeSystem(key=key, name=_SHOES, sizes=tuple(_shod(code) for code in codes))


def _shod(code: str) -> Size:
    foot, american, british = _FEET[code]
    european = dict.fromkeys(("alpha", "fr", "de", "it"), code)
    names = european | {"cn": str(foot), "jp": f"{foot / 10:.1f}", "us": american, "uk": british}
    return Size(code=code, names=names, body={"foot": foot})


def one(key: str = "one") -> SizeSystem:
    names = dict.fromkeys(("alpha", "de", "it", "uk", "us"), "OS")
    names |= {"cn": "均码", "jp": "フリー", "fr": "TU"}
    return SizeSystem(key=key, name=_ONE, sizes=(Size(code="OS", names=names),))
