"""What a store offers besides its goods, named."""

from i18n import N_, translate
from i18n.speech import current_language

NAMES = {
    "click-and-collect": N_("Click and collect"),
    "returns": N_("Returns"),
    "alterations": N_("Alterations"),
    "gift-wrap": N_("Gift wrapping"),
    "tax-refund": N_("Tax refund for visitors"),
    "styling": N_("Styling by appointment"),
    "salon": N_("Styling salon"),
    "styling-salon": N_("Styling salon"),
    "fitting": N_("Fittings by appointment"),
    "made-to-measure": N_("Made to measure"),
    "repairs": N_("Repairs"),
    "wifi": N_("Wi-Fi"),
    "parking": N_("Parking"),
    "accessible": N_("Step-free access"),
    "cafe": N_("Café"),
    "tea": N_("Tea"),
    "workshops": N_("Workshops"),
    "exhibitions": N_("Exhibitions"),
}


def name(code: str) -> str:
    """The service's name, or its code read as words where a brand has one of its own."""
    known = NAMES.get(code)
    return translate(known, current_language()) if known else code.replace("-", " ").capitalize()
