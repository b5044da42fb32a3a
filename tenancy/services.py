"""What a store offers besides its goods, named; a brand's own services are read by their codes."""

from i18n import Message, _

SERVICES: dict[str, Message] = {
    "click-and-collect": _("Click and collect"),
    "returns": _("Returns"),
    "alterations": _("Alterations"),
    "gift-wrap": _("Gift wrapping"),
    "tax-refund": _("Tax refund for visitors"),
    "styling": _("Styling by appointment"),
    "styling-salon": _("Styling salon"),
    "fitting": _("Fittings by appointment"),
    "made-to-measure": _("Made to measure"),
    "repairs": _("Repairs"),
    "wifi": _("Wi-Fi"),
    "parking": _("Parking"),
    "accessible": _("Step-free access"),
    "cafe": _("Café"),
    "tea": _("Tea"),
    "workshops": _("Workshops"),
    "exhibitions": _("Exhibitions"),
}


def name(code: str) -> str:
    """The service's name, or its code read as words."""
    known = SERVICES.get(code)
    return str(known) if known else code.replace("-", " ").capitalize()
