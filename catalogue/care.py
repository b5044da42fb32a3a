"""How a garment is cared for: codes after ISO 3758 in a label's order, with words and icons."""

from collections.abc import Iterable
from dataclasses import dataclass

from i18n import Message, _
from kernel.errors import Refusal

GROUPS: dict[str, Message] = {
    "wash": _("Washing"),
    "bleach": _("Bleaching"),
    "tumble": _("Tumble drying"),
    "dry": _("Drying"),
    "iron": _("Ironing"),
    "clean": _("Professional cleaning"),
    "wet-clean": _("Professional wet cleaning"),
}


@dataclass(frozen=True)
class Care:
    """One instruction: its group, what it says, and the icon of @tabler that shows it."""

    code: str
    group: str
    words: Message
    icon: str


def _washes() -> list[Care]:
    icons = {30: 1, 40: 2, 50: 3, 60: 4, 70: 5, 95: 6}
    plain = [(degrees, "", _("Wash at %(degrees)s °C", degrees=degrees)) for degrees in (95, 70, 60, 40, 30)]
    mild = [(degrees, "m", _("Mild wash at %(degrees)s °C", degrees=degrees)) for degrees in (60, 50, 40, 30)]
    gentle = [(degrees, "v", _("Very mild wash at %(degrees)s °C", degrees=degrees)) for degrees in (40, 30)]
    return [
        Care(f"W{degrees}{suffix}", "wash", words, f"wash-temperature-{icons[degrees]}")
        for degrees, suffix, words in (*plain, *mild, *gentle)
    ]


_BOOK = (
    *_washes(),
    Care("WH", "wash", _("Hand wash, 40 °C at most"), "wash-hand"),
    Care("W0", "wash", _("Do not wash"), "wash-off"),
    Care("B1", "bleach", _("Any bleach"), "bleach"),
    Care("B2", "bleach", _("Oxygen bleach only"), "bleach-no-chlorine"),
    Care("B0", "bleach", _("Do not bleach"), "bleach-off"),
    Care("T2", "tumble", _("Tumble dry, normal heat"), "wash-tumble-dry"),
    Care("T1", "tumble", _("Tumble dry, low heat"), "wash-tumble-dry"),
    Care("T0", "tumble", _("Do not tumble dry"), "wash-tumble-off"),
    Care("N", "dry", _("Line dry"), "wash-dry-hang"),
    Care("N-shade", "dry", _("Line dry in the shade"), "wash-dry-shade"),
    Care("N-drip", "dry", _("Drip dry"), "wash-dry-dip"),
    Care("N-drip-shade", "dry", _("Drip dry in the shade"), "wash-dry-shade"),
    Care("N-flat", "dry", _("Dry flat"), "wash-dry-flat"),
    Care("N-flat-shade", "dry", _("Dry flat in the shade"), "wash-dry-flat"),
    Care("N-dripflat", "dry", _("Drip dry flat"), "wash-dry-flat"),
    Care("N-dripflat-shade", "dry", _("Drip dry flat in the shade"), "wash-dry-flat"),
    Care("I3", "iron", _("Iron at 200 °C at most"), "ironing-3"),
    Care("I2", "iron", _("Iron at 150 °C at most"), "ironing-2"),
    Care("I1", "iron", _("Iron at 110 °C at most, without steam"), "ironing-1"),
    Care("I0", "iron", _("Do not iron"), "ironing-off"),
    Care("P", "clean", _("Dry clean"), "wash-dry-p"),
    Care("Pm", "clean", _("Dry clean, mild"), "wash-dry-p"),
    Care("F", "clean", _("Dry clean with hydrocarbons"), "wash-dry-f"),
    Care("Fm", "clean", _("Dry clean with hydrocarbons, mild"), "wash-dry-f"),
    Care("D0", "clean", _("Do not dry clean"), "wash-dryclean-off"),
    Care("WC", "wet-clean", _("Wet clean"), "wash-dry-w"),
    Care("WCm", "wet-clean", _("Wet clean, mild"), "wash-dry-w"),
    Care("WCv", "wet-clean", _("Wet clean, very mild"), "wash-dry-w"),
    Care("WC0", "wet-clean", _("Do not wet clean"), "wash-off"),
)
CARES: dict[str, Care] = {care.code: care for care in _BOOK}
_ORDER = list(GROUPS)


class UnknownCare(Refusal):
    message = _("“%(code)s” is not a care code. Choose one from the list.")


class CareTwice(Refusal):
    message = _("%(group)s is given twice. Keep one instruction of each kind.")


def validated(codes: Iterable[str]) -> list[str]:
    """Return the codes in the order of a label, one of each group."""
    found: dict[str, str] = {}
    for code in codes:
        if code not in CARES:
            raise UnknownCare(code=code)
        group = CARES[code].group
        if group in found:
            raise CareTwice(group=GROUPS[group])
        found[group] = code
    return sorted(found.values(), key=lambda code: _ORDER.index(CARES[code].group))
