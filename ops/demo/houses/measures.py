"""A garment's own measurements: a middle size and a grading rule, in millimetres."""

from collections.abc import Mapping

from ops.demo.houses.shape import SizeSystem

_EASE = {"slim": 50, "regular": 110, "loose": 220}

_LENGTHS = {
    "dress": {"mini": 860, "knee": 1000, "midi": 1180, "maxi": 1390},
    "coat": {"mini": 720, "knee": 960, "midi": 1120, "maxi": 1250},
    "skirt": {"mini": 420, "knee": 580, "midi": 780, "maxi": 960},
}
_INSEAMS = {"mini": 120, "knee": 320, "midi": 660, "maxi": 780}
_SLEEVES = {"cap": 110, "short": 220, "puff": 340, "three-quarter": 430, "bell": 590, "long": 600}
_TOP_LENGTHS = {
    "shirt": 700,
    "blouse": 640,
    "camisole": 580,
    "t-shirt": 610,
    "knit": 600,
    "cardigan": 610,
    "blazer": 720,
}

_DRESSES = {"slip-dress", "shirt-dress", "wrap-dress", "gown", "qipao"}
_COATS = {"coat", "trench"}

_STEPS = {
    "length": 10, "chest": 40, "waist": 40, "hip": 40, "shoulder": 10, "sleeve": 7, "hem": 40,
    "rise": 7, "inseam": 5, "leg opening": 10,
}  # fmt: skip

_FLAT = {
    "scarf": {"long": (1900, 350), "square": (900, 900), "triangle": (1400, 650)},
    "bag": {
        "tote": (360, 300, 120), "shoulder": (240, 180, 70), "bucket": (220, 260, 160),
        "hobo": (340, 250, 90), "satchel": (270, 210, 90), "clutch": (260, 150, 30),
    },
}  # fmt: skip
_SIDES = {"scarf": ("length", "width"), "bag": ("width", "height", "depth")}
_USUAL = {"scarf": "long", "bag": "tote", "shoe": "pump"}
_HEELS = {"flat": 10, "loafer": 20, "mule": 35, "pump": 55, "ankle-boot": 45, "boot": 40}
_SHAFTS = {"ankle-boot": 130, "boot": 390}


def measured(shape: str, *, attributes: Mapping[str, str], system: SizeSystem) -> dict[str, dict[str, int]]:
    """Every size's measures; sizes are graded by body from the one nearest to a bust of 84 cm."""
    form = attributes.get("form", _USUAL.get(shape, ""))
    if shape in _FLAT:
        lying = dict(zip(_SIDES[shape], _FLAT[shape][form], strict=True))
        return {size.code: dict(lying) for size in system.sizes}
    if shape == "shoe":
        return {size.code: _shod(form, size.body["foot"]) for size in system.sizes}
    base = _base(shape, attributes)
    return {size.code: _graded(base, (size.body["bust"] - 840) / 40) for size in system.sizes}


def _shod(form: str, foot: int) -> dict[str, int]:
    shaft = {"shaft": _SHAFTS[form]} if form in _SHAFTS else {}
    return {"insole": foot + 10, "heel": _HEELS[form], **shaft}


def _graded(base: Mapping[str, int], steps: float) -> dict[str, int]:
    return {name: round((value + steps * _STEPS[name]) / 5) * 5 for name, value in base.items()}


def _base(shape: str, attributes: Mapping[str, str]) -> dict[str, int]:
    ease = _EASE[attributes.get("fit", "regular")]
    length = attributes.get("length", "midi")
    if shape in {"trousers", "jeans"}:
        return _legs(length, ease) | {"waist": 700}
    if shape == "skirt":
        return {"length": _LENGTHS["skirt"][length], "waist": 690, "hip": 900 + ease, "hem": 1020 + 2 * ease}
    top = {"chest": 840 + ease, "shoulder": 375 + ease // 4}
    if attributes.get("sleeve", "none") != "none":
        top["sleeve"] = _SLEEVES[attributes["sleeve"]]
    if shape == "jumpsuit":
        return top | {"waist": 690 + ease} | _legs("maxi", ease)
    if shape in _DRESSES:
        return top | {"length": _LENGTHS["dress"][length], "waist": 690 + ease, "hip": 900 + ease}
    if shape in _COATS:
        return top | {"length": _LENGTHS["coat"][length], "chest": 900 + ease, "hem": 1080 + ease}
    return top | {"length": _TOP_LENGTHS[shape], "hem": 860 + ease}


def _legs(length: str, ease: int) -> dict[str, int]:
    return {"hip": 900 + ease, "rise": 290, "inseam": _INSEAMS[length], "leg opening": 300 + 2 * ease}
