"""Languages in Flask and its templates: marks, filters, and whom a request speaks to."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from flask import Flask, g
from flask.json.provider import DefaultJSONProvider

from i18n import dates, languages, numbers
from i18n.forms import FormTranslations
from i18n.messages import Message
from i18n.money import Money, Style, currency_name, format_money
from i18n.phones import format_phone
from i18n.speech import Speech, current, current_language, speak
from i18n.translations import translations

__all__ = ["FormTranslations", "init_app", "speak_to"]


def init_app(app: Flask) -> None:
    """Install the marks and filters; each front then calls `speak_to` before it handles a request."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    install = getattr(app.jinja_env, "install_gettext_callables")  # noqa: B009, the extension adds it
    install(_gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(GLOBALS)
    app.json = MessageProvider(app)
    app.teardown_request(_fall_silent)


def speak_to(language: str, *, region: str | None = None, time_zone: str = "UTC") -> None:
    """Speak so for the rest of the request."""
    before = speak(Speech(language, region, time_zone))
    g.setdefault("_spoken_before", before)


def _fall_silent(_error: BaseException | None = None) -> None:
    before = g.pop("_spoken_before", None)
    if before is not None:
        speak(before)


def _json_default(value: Any) -> Any:
    return str(value) if isinstance(value, Message) else DefaultJSONProvider.default(value)


class MessageProvider(DefaultJSONProvider):
    """Writes a message in the language spoken."""

    default = staticmethod(_json_default)


def _gettext(text: str) -> str:
    return translations(current_language()).gettext(text)


def _ngettext(singular: str, plural: str, number: int) -> str:
    return translations(current_language()).ngettext(singular, plural, number)


def _pgettext(context: str, text: str) -> str:
    return translations(current_language()).pgettext(context, text)


def _npgettext(context: str, singular: str, plural: str, number: int) -> str:
    return translations(current_language()).npgettext(context, singular, plural, number)


def money(amount: Money, style: Style = "symbol", *, whole: bool = False) -> str:
    speech = current()
    return format_money(amount, speech.language, speech.region, style, whole=whole)


def day(value: date | datetime, length: dates.Length = "medium") -> str:
    """Write a day; of a moment, the day that it is in the reader's zone."""
    speech = current()
    if isinstance(value, datetime):
        value = dates.in_zone(value, speech.time_zone).date()
    return dates.format_day(value, speech.language, speech.region, length=length)


def clock(value: time | datetime, time_zone: str | None = None) -> str:
    speech = current()
    if isinstance(value, datetime):
        value = dates.in_zone(value, time_zone or speech.time_zone).time()
    return dates.format_clock(value, speech.language, speech.region)


def moment(
    value: datetime, length: dates.Length = "medium", time_zone: str | None = None, *, zone: bool = False
) -> str:
    speech = current()
    in_zone = time_zone or speech.time_zone
    return dates.format_moment(
        value, speech.language, speech.region, time_zone=in_zone, length=length, zone=zone
    )


def days(start: date, end: date) -> str:
    return dates.format_days(start, end, current().language, current().region)


def hours(openings: Iterable[dates.Opening]) -> str:
    return dates.format_hours(tuple(openings), current().language, current().region)


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    return numbers.format_number(value, current().language, current().region, decimals=decimals)


def percent(basis_points: int, decimals: int = 2) -> str:
    return numbers.format_percent(basis_points, current().language, current().region, decimals=decimals)


def unit(value: int | float | Decimal, name: numbers.Unit, decimals: int | None = None) -> str:
    return numbers.format_unit(value, name, current().language, current().region, decimals=decimals)


def list_of(items: Iterable[object], style: numbers.Joining = "and") -> str:
    return numbers.format_list(items, current_language(), style=style)


def in_a_row(items: Iterable[object]) -> str:
    """Join parts of one thing, an address's lines say, without an “and”."""
    return numbers.list_mark(current_language()).join(map(str, items))


def country_name(country: str) -> str:
    return languages.country_name(country, language=current_language())


def language_name(tag: str) -> str:
    return languages.language_name(tag, language=current_language())


def name_of_currency(currency: str) -> str:
    return currency_name(currency, language=current_language())


def phone(value: str) -> str:
    return format_phone(value, within=current().region)


def direction(tag: str | None = None) -> str:
    return languages.direction(tag or current_language())


FILTERS = {
    "money": money,
    "date": day,
    "time": clock,
    "datetime": moment,
    "hours": hours,
    "number": number,
    "percent": percent,
    "unit": unit,
    "list_of": list_of,
    "in_a_row": in_a_row,
    "country_name": country_name,
    "language_name": language_name,
    "autonym": languages.autonym,
    "currency_name": name_of_currency,
    "phone": phone,
    "direction": direction,
}

GLOBALS: dict[str, Any] = {
    **FILTERS,
    "days": days,
    "relative_day": dates.relative_day,
    "current_language": current_language,
    "url_tag": languages.url_tag,
}
