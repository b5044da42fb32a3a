"""The marks that make a text translatable, and the language it is read in."""

from i18n import dates, money  # they teach messages to say days and amounts
from i18n.messages import N_, Message, _, ngettext, npgettext, pgettext, translate
from i18n.speech import current_language, current_region, current_time_zone, speaking

__all__ = [
    "N_",
    "Message",
    "_",
    "current_language",
    "current_region",
    "current_time_zone",
    "dates",
    "money",
    "ngettext",
    "npgettext",
    "pgettext",
    "speaking",
    "translate",
]
