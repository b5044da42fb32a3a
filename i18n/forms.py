"""What WTForms says by itself, in our words; its own catalogues have gaps in Chinese, Japanese and Arabic."""

from gettext import NullTranslations

from wtforms.i18n import get_translations

from i18n.languages import normalise
from i18n.messages import N_, ngettext
from i18n.speech import current_language
from i18n.translations import translations

_THEIR_TAGS = {"zh-Hans": "zh", "zh-Hant": "zh_TW"}

OURS = (
    N_("This field is required."),
    N_("Invalid input."),
    N_("Invalid email address."),
    N_("Date must be at least %(min)s."),
    N_("Date must be at most %(max)s."),
    N_("Date must be between %(min)s and %(max)s."),
    N_("Not a valid choice."),
    N_("Not a valid date value."),
    N_("Not a valid time value."),
    N_("Not a valid week value."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Choices cannot be None."),
    N_("This field cannot be edited."),
    N_("This field is disabled and cannot have a value."),
    ngettext(
        "Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long.", 1
    ),
    ngettext(
        "Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.", 1
    ),
    ngettext(
        "Field must be exactly %(max)d character long.", "Field must be exactly %(max)d characters long.", 1
    ),
    ngettext(
        "'%(value)s' is not a valid choice for this field.",
        "'%(value)s' are not valid choices for this field.",
        1,
    ),
)


class FormTranslations:
    """What a form's Meta.get_translations returns: our catalogues first, then WTForms' own."""

    def gettext(self, text: str) -> str:
        language = current_language()
        own = translations(language).gettext(text)
        return own if own != text else _theirs(language).gettext(text)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        language = current_language()
        own = translations(language).ngettext(singular, plural, number)
        return own if own not in (singular, plural) else _theirs(language).ngettext(singular, plural, number)


def _theirs(language: str) -> NullTranslations:
    tag = normalise(language)
    return get_translations([_THEIR_TAGS.get(tag, tag)])
