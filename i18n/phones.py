"""Phone numbers: kept in E.164, shown the way the reader would dial them."""

import phonenumbers

from i18n.messages import _
from kernel.errors import Refusal


class PhoneUnreadable(Refusal, ValueError):
    message = _("“%(text)s” is not a phone number. From abroad, begin with + and the country's code.")


def read_phone(text: str, *, country: str) -> str:
    """Return the E.164 form of a number as someone in the country would write it."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException as error:
        raise PhoneUnreadable(text=text[:40]) from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneUnreadable(text=text[:40])
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def format_phone(number: str, *, within: str | None = None) -> str:
    """Show a kept number: as at home to readers within its own country, else with the country's code."""
    parsed = phonenumbers.parse(number, None)
    at_home = within is not None and phonenumbers.region_code_for_number(parsed) == within
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, form)


def example_phone(country: str) -> str | None:
    """Return a number that shows the form expected, for a field's hint."""
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
