"""What garments are made of: fibres by the names the law knows, and compositions by part.

validated([Part("shell", {"silk": 92, "elastane": 8})]) -> the rows kept on a style
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from i18n import Message, _
from kernel.errors import Refusal

TEXTILES: dict[str, Message] = {
    "wool": _("wool"),
    "virgin-wool": _("virgin wool"),
    "alpaca": _("alpaca"),
    "llama": _("llama"),
    "camel": _("camel hair"),
    "cashmere": _("cashmere"),
    "mohair": _("mohair"),
    "angora": _("angora"),
    "vicuna": _("vicuña"),
    "yak": _("yak"),
    "guanaco": _("guanaco"),
    "cashgora": _("cashgora"),
    "horsehair": _("horsehair"),
    "silk": _("silk"),
    "cotton": _("cotton"),
    "kapok": _("kapok"),
    "linen": _("linen"),
    "hemp": _("true hemp"),
    "jute": _("jute"),
    "abaca": _("abaca"),
    "coir": _("coir"),
    "ramie": _("ramie"),
    "sisal": _("sisal"),
    "acetate": _("acetate"),
    "cupro": _("cupro"),
    "modal": _("modal"),
    "protein": _("protein fibre"),
    "triacetate": _("triacetate"),
    "viscose": _("viscose"),
    "acrylic": _("acrylic"),
    "modacrylic": _("modacrylic"),
    "polyamide": _("polyamide"),
    "aramid": _("aramid"),
    "lyocell": _("lyocell"),
    "polylactide": _("polylactide"),
    "polyester": _("polyester"),
    "polyethylene": _("polyethylene"),
    "polypropylene": _("polypropylene"),
    "polyurethane": _("polyurethane"),
    "elastodiene": _("elastodiene"),
    "elastane": _("elastane"),
    "elastomultiester": _("elastomultiester"),
    "elastolefin": _("elastolefin"),
    "metal": _("metal fibre"),
    "paper": _("paper"),
}
OTHERS: dict[str, Message] = {
    "leather": _("leather"),
    "suede": _("suede"),
    "fur": _("fur"),
    "down": _("down"),
    "feather": _("feathers"),
    "horn": _("horn"),
    "pearl": _("mother-of-pearl"),
    "rubber": _("rubber"),
    "cork": _("cork"),
    "straw": _("straw"),
    "brass": _("brass"),
    "steel": _("steel"),
    "other": _("other fibres"),
}
NAMES = TEXTILES | OTHERS
FROM_ANIMALS = frozenset({"leather", "suede", "fur", "down", "feather", "horn", "pearl"})
PARTS: dict[str, Message] = {
    "shell": _("Shell"),
    "lining": _("Lining"),
    "filling": _("Filling"),
    "trim": _("Trim"),
    "collar": _("Collar"),
    "rib": _("Rib"),
    "lace": _("Lace"),
    "upper": _("Upper"),
    "sole": _("Sole"),
}
ANIMAL_PARTS = _("Contains non-textile parts of animal origin.")


class UnknownFibre(Refusal):
    message = _("“%(fibre)s” is not a fibre name the law allows. Choose one from the list.")


class UnknownPart(Refusal):
    message = _("“%(part)s” is not a part of a garment. Choose one from the list.")


class PartTwice(Refusal):
    message = _("The part “%(part)s” is named twice. Put its fibres together.")


class NotHundred(Refusal):
    message = _("The fibres of “%(part)s” add up to %(total)s %%. Make them 100 %%.")


class BadShare(Refusal):
    message = _("%(share)s %% of %(fibre)s is not a share: write more than 0, with one decimal at most.")


@dataclass(frozen=True)
class Part:
    """A part of a garment, its fibres' shares by weight, and whether anything on it came from an animal."""

    part: str
    fibres: Mapping[str, int | float | Decimal]
    has_animal_parts: bool = False


def validated(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return a composition as styles keep it, heaviest fibre first; refuse what a label could not say."""
    rows: list[dict[str, Any]] = []
    for part in parts:
        if part.part not in PARTS:
            raise UnknownPart(part=part.part)
        if any(row["part"] == part.part for row in rows):
            raise PartTwice(part=PARTS[part.part])
        rows.append(_row(part))
    return rows


def _row(part: Part) -> dict[str, Any]:
    shares = {fibre: _share(fibre, share) for fibre, share in part.fibres.items()}
    total = sum(shares.values())
    if total != 100:
        raise NotHundred(part=PARTS[part.part], total=total.normalize() if total else 0)
    ordered = sorted(shares.items(), key=lambda one: -one[1])  # equal shares stay as they were written
    fibres = [[fibre, _plain(share)] for fibre, share in ordered]
    animal = part.has_animal_parts or not FROM_ANIMALS.isdisjoint(shares)
    return {"part": part.part, "fibres": fibres, "animal": animal}


def _share(fibre: str, share: float | Decimal) -> Decimal:
    if fibre not in NAMES:
        raise UnknownFibre(fibre=fibre)
    exact = Decimal(str(share))
    if not 0 < exact <= 100 or exact != round(exact, 1):
        raise BadShare(fibre=NAMES[fibre], share=share)
    return exact


def _plain(share: Decimal) -> int | float:
    return int(share) if share == int(share) else float(share)


def parts_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Read a kept composition back."""
    return tuple(Part(row["part"], dict(row["fibres"]), bool(row.get("animal"))) for row in rows)


def keys_of(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The fibres a shopper may look for: those of what is seen, linings and trims left out."""
    seen = [row for row in rows if row["part"] in {"shell", "upper", "lace"}]
    return {fibre for row in seen for fibre, _share in row["fibres"]}
