"""What a person or a file says about a style before it is in the book; checked here, field by field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue import care, colours, fibres, gtins, measures
from catalogue.fibres import Part
from catalogue.flats import Cloth, Garment, Undrawable
from i18n import _
from i18n.languages import countries
from kernel.errors import Refusal

Texts = Mapping[str, Mapping[str, str]]
"""{field: {language: text}}."""

CODE = re.compile(r"[^\W_](?:[\w./ -]{0,58}[^\W_])?")
NEW_GTIN = "new"
"""Stands where a SKU is to get a number of our own."""


@dataclass(frozen=True, kw_only=True)
class SkuDraft:
    """A size of a colourway; without a code it is named by style, colourway and size."""

    size: str
    code: str = ""
    gtin: str | None = None


@dataclass(frozen=True, kw_only=True)
class ColourwayDraft:
    """A colour and its cloth, {"weave", "colour", "print", "second"} in the words of `catalogue.flats`."""

    code: str
    texts: Texts = field(default_factory=dict)
    family: str = ""
    cloth: Mapping[str, Any] = field(default_factory=dict)
    skus: tuple[SkuDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StyleDraft:
    """A style as it shall be; category, season, drop and size run are named by their codes.

    `texts` are name, description and fit. `garment` is {"shape", "attributes"}. `maker` is {"name",
    "address": [line], "email", "responsible": {"name", "address", "email"}}. `slugs`: by language.
    """

    code: str
    category: str
    size_run: str
    texts: Texts
    colourways: tuple[ColourwayDraft, ...] = ()
    season: str | None = None
    drop: str | None = None
    is_carry_over: bool = False
    tags: tuple[str, ...] = ()
    composition: tuple[Part, ...] = ()
    care: tuple[str, ...] = ()
    origin: str = ""
    hs_code: str = ""
    weight: int | None = None
    measurements: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    garment: Mapping[str, Any] = field(default_factory=dict)
    maker: Mapping[str, Any] = field(default_factory=dict)
    goes_with: tuple[str, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)


class BadCode(Refusal):
    message = _("“%(code)s” can't be a code: use up to 60 letters, digits, full stops, slashes and hyphens.")


class Nameless(Refusal):
    message = _("The style %(code)s has no name in %(language)s. Write one: it is the language of the house.")


class NoSuchSize(Refusal):
    message = _(
        "The style %(code)s has no size %(size)s in its size run. Choose another run, or leave it out."
    )


class TwiceInStyle(Refusal):
    message = _("%(what)s stands twice in the style %(code)s. Leave one out.")


class NoSuchCountry(Refusal):
    message = _("“%(country)s” is not the code of a country. Write it as in CN, FR or JP.")


class BadHsCode(Refusal):
    message = _("“%(hs_code)s” is not a customs code: it has 6 to 10 digits.")


class CannotBeDrawn(Refusal):
    message = _("The style %(code)s can't be drawn: %(reason)s")


def fields(draft: StyleDraft, *, sizes: Iterable[str]) -> dict[str, Any]:
    """Return the checked columns of a style that need no other table."""
    _checked_code(draft.code)
    offered = {sku.size for colourway in draft.colourways for sku in colourway.skus}
    _check_colourways(draft, sizes=set(sizes))
    return {
        "code": draft.code,
        "is_carry_over": draft.is_carry_over,
        "tags": list(dict.fromkeys(tag.strip().casefold() for tag in draft.tags if tag.strip())),
        "composition": fibres.validated(draft.composition),
        "care": care.validated(draft.care),
        "origin": _country(draft.origin),
        "hs_code": _hs_code(draft.hs_code),
        "weight": draft.weight,
        "measurements": measures.validated(draft.measurements, sizes=offered),
        "garment": dict(draft.garment),
        "maker": dict(draft.maker),
        "goes_with": list(draft.goes_with),
    }


def _check_colourways(draft: StyleDraft, *, sizes: set[str]) -> None:
    _refuse_twice(draft, (colourway.code for colourway in draft.colourways))
    for colourway in draft.colourways:
        _checked_code(colourway.code)
        colours.validated(colourway.family)
        _refuse_twice(draft, (sku.size for sku in colourway.skus))
        unknown = next((sku.size for sku in colourway.skus if sku.size not in sizes), None)
        if unknown is not None:
            raise NoSuchSize(code=draft.code, size=unknown)
        _check_drawing(draft, colourway)


def _check_drawing(draft: StyleDraft, colourway: ColourwayDraft) -> None:
    if not draft.garment:
        return
    try:
        garment(draft.garment, colourway.cloth)
    except (Undrawable, TypeError) as error:
        raise CannotBeDrawn(code=draft.code, reason=str(error)) from error


def garment(drawn: Mapping[str, Any], cloth: Mapping[str, Any]) -> Garment:
    """Read what is drawn for a style in a cloth."""
    return Garment(shape=drawn["shape"], cloth=Cloth(**cloth), attributes=drawn.get("attributes") or {})


def sku_code(draft: StyleDraft, colourway: ColourwayDraft, sku: SkuDraft) -> str:
    return _checked_code(sku.code or f"{draft.code}-{colourway.code}-{sku.size}")


def sku_gtin(sku: SkuDraft) -> str | None:
    return gtins.validated(sku.gtin) if sku.gtin and sku.gtin != NEW_GTIN else None


def _checked_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise BadCode(code=code[:80])
    return code


def _refuse_twice(draft: StyleDraft, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise TwiceInStyle(what=value, code=draft.code)
        seen.add(value)


def _country(code: str) -> str:
    if code and code not in countries():
        raise NoSuchCountry(country=code[:20])
    return code


def _hs_code(text: str) -> str:
    digits = re.sub(r"[.\s]", "", text)
    if digits and not re.fullmatch(r"\d{6,10}", digits, re.ASCII):
        raise BadHsCode(hs_code=text[:20])
    return digits
