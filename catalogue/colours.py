"""Colour families: what a shopper looks for when she looks for a colour."""

from i18n import Message, _
from kernel.errors import Refusal

FAMILIES: dict[str, Message] = {
    "white": _("White"),
    "beige": _("Beige"),
    "brown": _("Brown"),
    "yellow": _("Yellow"),
    "orange": _("Orange"),
    "red": _("Red"),
    "pink": _("Pink"),
    "purple": _("Purple"),
    "blue": _("Blue"),
    "green": _("Green"),
    "grey": _("Grey"),
    "black": _("Black"),
    "gold": _("Gold"),
    "silver": _("Silver"),
    "multi": _("Several colours"),
}
HEX = {
    "white": "#fbfaf6",
    "beige": "#dccdb2",
    "brown": "#7a5230",
    "yellow": "#e8c547",
    "orange": "#dd7a33",
    "red": "#b3262b",
    "pink": "#e3a6b1",
    "purple": "#6d4b86",
    "blue": "#2f5a93",
    "green": "#4c7a51",
    "grey": "#8b8d90",
    "black": "#17171a",
    "gold": "#c19a3f",
    "silver": "#c5c8cc",
    "multi": "#b7a58f",
}


class UnknownFamily(Refusal):
    message = _("“%(family)s” is not a colour family. Choose one from the list.")


def validated(family: str) -> str:
    if family and family not in FAMILIES:
        raise UnknownFamily(family=family)
    return family
