"""What outlets are told apart by beside their type: the tier of their city, their climate, their grade."""

from i18n import Message, _

CITY_TIERS: dict[str, Message] = {
    "1": _("first tier"),
    "new-1": _("new first tier"),
    "2": _("second tier"),
    "3": _("third tier"),
    "4": _("fourth tier"),
    "5": _("fifth tier"),
}
"""Chinese cities as the trade ranks them."""

CLIMATES: dict[str, Message] = {
    "severe-cold": _("severe winters"),
    "cold": _("cold winters"),
    "continental": _("continental"),
    "temperate": _("temperate"),
    "mild": _("mild all year"),
    "hot-summer-cold-winter": _("hot summers, cold winters"),
    "humid-subtropical": _("humid subtropical"),
    "hot-summer-warm-winter": _("hot summers, warm winters"),
    "tropical": _("tropical"),
}

GRADES = ("A", "B", "C", "D")
"""How much a store sells, the best first."""
