"""Lengths as makers write them, in whole millimetres, and as shoppers read them, in centimetres or inches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from i18n import Message, _
from kernel.errors import Refusal

LONGEST = 5000

BODY: dict[str, Message] = {
    "height": _("Height"),
    "bust": _("Bust"),
    "waist": _("Waist"),
    "hip": _("Hips"),
    "foot": _("Foot length"),
}
GARMENT: dict[str, Message] = {
    "length": _("Length"),
    "chest": _("Chest"),
    "waist": _("Waist"),
    "hip": _("Hips"),
    "shoulder": _("Shoulders"),
    "sleeve": _("Sleeve"),
    "hem": _("Hem"),
    "rise": _("Rise"),
    "inseam": _("Inseam"),
    "leg opening": _("Leg opening"),
    "width": _("Width"),
    "height": _("Height"),
    "depth": _("Depth"),
    "strap": _("Strap"),
    "insole": _("Insole"),
    "heel": _("Heel"),
    "shaft": _("Shaft height"),
}


class UnknownMeasure(Refusal):
    message = _("“%(measure)s” is not a measure of a garment. Choose one from the list.")


class BadLength(Refusal):
    message = _("%(length)s mm for “%(measure)s” can't be right. Give whole millimetres, from 1 to 5,000.")


@dataclass(frozen=True, order=True)
class Length:
    mm: int

    @property
    def cm(self) -> Decimal:
        return (Decimal(self.mm) / 10).quantize(Decimal("0.1"))

    @property
    def inches(self) -> Decimal:
        """To the nearest quarter, as a tape shows them."""
        quarters = (Decimal(self.mm) / Decimal("25.4") * 4).to_integral_value(ROUND_HALF_UP)
        return quarters / 4


def validated(by_size: Mapping[str, Mapping[str, int]], *, sizes: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return a garment's measurements by size, for sizes it is offered in."""
    offered = set(sizes)
    return {
        size: {measure: _checked(measure, length) for measure, length in measures.items()}
        for size, measures in by_size.items()
        if size in offered
    }


def _checked(measure: str, length: int) -> int:
    if measure not in GARMENT:
        raise UnknownMeasure(measure=measure)
    if not isinstance(length, int) or not 0 < length <= LONGEST:
        raise BadLength(measure=GARMENT[measure], length=length)
    return length
