"""From what a garment is to how its flat is drawn: the shapes and attributes of the drawing book."""

from collections.abc import Mapping

from ops.demo.houses.shape import Drawing

_SLEEVES = {"cap": "short", "bell": "bishop", "puff": "bishop"}
_LEGS = {"slim": "slim", "regular": "straight", "loose": "wide"}
_LEG_LENGTHS = {"mini": "short", "knee": "cropped", "midi": "ankle", "maxi": "full"}

_NECKLINES: Mapping[str, Mapping[str, str]] = {
    "slip-dress": {"square": "straight", "round": "straight", "boat": "straight", "halter": "v"},
    "gown": {"stand": "round", "collar": "v"},
    "jumpsuit": {"boat": "round"},
    "jumper": {"collar": "stand", "halter": "round"},
    "cardigan": {"square": "round", "boat": "round", "stand": "round", "collar": "shawl"},
    "shirt": {"round": "stand", "v": "open", "square": "stand", "boat": "stand"},
    "t-shirt": {"stand": "round", "collar": "round", "halter": "round"},
}
_COLLARS: Mapping[str, Mapping[str, str]] = {
    "coat": {"collar": "notch", "stand": "stand", "round": "none", "v": "shawl"},
    "blazer": {"collar": "notch", "stand": "none", "round": "none", "v": "shawl"},
    "jacket": {"collar": "collar", "stand": "stand", "round": "none", "v": "none"},
}
_CLOSURES: Mapping[str, Mapping[str, str]] = {
    "coat": {"button": "single", "zip": "hidden", "wrap": "tie", "none": "hidden"},
    "trench": {"button": "double", "wrap": "single", "zip": "single", "none": "single"},
    "blazer": {"button": "two-button", "wrap": "none", "zip": "none"},
    "trousers": {"wrap": "drawstring", "none": "elastic"},
    "skirt": {"wrap": "zip", "none": "elastic"},
}
_LENGTHS: Mapping[str, Mapping[str, str]] = {
    "coat": {"mini": "thigh"},
    "trench": {"mini": "thigh"},
    "blazer": {"mini": "regular"},
    "gown": {"mini": "midi", "knee": "midi", "maxi": "floor"},
}
_TAKES: Mapping[str, tuple[str, ...]] = {
    "dress": ("length", "neckline", "sleeve", "fit", "closure"),
    "shirt-dress": ("length", "neckline", "sleeve", "fit", "closure"),
    "slip-dress": ("length", "neckline", "fit"),
    "wrap-dress": ("length", "sleeve", "fit"),
    "qipao": ("length", "sleeve", "fit"),
    "gown": ("length", "neckline", "sleeve"),
    "jumpsuit": ("neckline", "sleeve", "leg", "closure"),
    "coat": ("collar", "length", "closure", "fit", "sleeve"),
    "trench": ("length", "closure", "fit"),
    "blazer": ("collar", "closure", "length", "fit", "sleeve"),
    "jacket": ("collar", "closure", "fit"),
    "jumper": ("neckline", "sleeve", "fit"),
    "cardigan": ("neckline", "sleeve", "fit"),
    "shirt": ("neckline", "sleeve", "fit"),
    "blouse": ("neckline", "sleeve", "fit"),
    "camisole": ("neckline", "fit"),
    "t-shirt": ("neckline", "sleeve", "fit"),
    "trousers": ("leg", "length", "closure"),
    "jeans": ("leg", "length"),
    "skirt": ("silhouette", "length", "closure"),
    "scarf": ("form",),
    "bag": ("form",),
    "shoe": ("form",),
}


def drawn(shape: str, *, attributes: Mapping[str, str], weave: str, more: Mapping[str, str]) -> Drawing:
    """The flat of a cut; `more` says what only the drawing needs, and `shape` in it another shape."""
    said = dict(more)
    flat = said.pop("shape", {"knit": "jumper"}.get(shape, shape))
    offered = {each: _value(flat, each, attributes, weave) for each in _TAKES[flat]}
    return Drawing(shape=flat, attributes={key: value for key, value in offered.items() if value} | said)


def _value(flat: str, attribute: str, given: Mapping[str, str], weave: str) -> str | None:
    if attribute == "leg":
        return _LEGS[given["fit"]]
    if attribute == "silhouette":
        return _skirt(given, weave)
    if attribute == "collar":
        return _COLLARS[flat][given["neckline"]]
    value = given.get(attribute)
    if value is None:
        return None
    return _TABLES.get(attribute, _as_it_is)(flat, value)


def _skirt(given: Mapping[str, str], weave: str) -> str:
    if given.get("closure") == "wrap":
        return "wrap"
    if weave == "pleat":
        return "pleated"
    return {"slim": "straight", "loose": "full"}.get(
        given["fit"], "bias" if weave in {"satin", "silk"} else "a-line"
    )


def _as_it_is(flat: str, value: str) -> str:
    return value


def _neckline(flat: str, value: str) -> str:
    return _NECKLINES.get(flat, {}).get(value, value)


def _closure(flat: str, value: str) -> str:
    return _CLOSURES.get(flat, {"wrap": "none"}).get(value, value)


def _length(flat: str, value: str) -> str:
    if flat in {"trousers", "jeans"}:
        return _LEG_LENGTHS[value]
    return _LENGTHS.get(flat, {}).get(value, value)


def _sleeve(flat: str, value: str) -> str:
    """Shirts and jumpsuits gather a sleeve at the cuff; outer clothes have plain ones."""
    if flat in {"shirt", "jumpsuit", "cardigan"}:
        return {**_SLEEVES, "none": "short" if flat == "cardigan" else "none"}.get(value, value)
    if flat in {"coat", "blazer", "t-shirt"} and value in {"bell", "puff"}:
        return "long"
    return "short" if flat == "jumper" and value == "cap" else value


def _fit(flat: str, value: str) -> str:
    return "regular" if flat in {"slip-dress", "qipao"} and value == "loose" else value


_TABLES = {"neckline": _neckline, "closure": _closure, "length": _length, "sleeve": _sleeve, "fit": _fit}
