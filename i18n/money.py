"""Money as people write and read it; a sign that currencies share stands alone only where it is at home."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel.core import Locale

from i18n.amounts import CurrenciesDiffer, Money, Rounding, allocate, divide, share, total
from i18n.currencies import currencies, currency_name, exponent, own_signs, symbol
from i18n.languages import babel_locale
from i18n.messages import _, spoken
from i18n.speech import current
from kernel.errors import Refusal

__all__ = [
    "CurrenciesDiffer",
    "Money",
    "MoneyUnreadable",
    "Rounding",
    "Style",
    "allocate",
    "currencies",
    "currency_name",
    "divide",
    "exponent",
    "format_money",
    "parse_money",
    "share",
    "total",
]

Style = Literal["symbol", "code"]

_LONGEST = 25
_NO_BREAK = "\u00a0"
_BIDI_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))


class MoneyUnreadable(Refusal, ValueError):
    message = _("“%(text)s” can't be read as an amount. Write it like %(example)s.")


class TooManyDecimals(MoneyUnreadable):
    message = _("“%(text)s” has more decimals than %(currency)s. Write it like %(example)s.")


class OtherCurrency(MoneyUnreadable):
    message = _("“%(text)s” is not in %(currency)s. Write it like %(example)s.")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """All that is needed to write one currency for one reader, worked out once."""

    digits: int
    decimal: str
    group: str
    first_group: int
    other_groups: int
    positive: tuple[str, str]
    negative: tuple[str, str]

    def write(self, units: int, *, whole: bool) -> str:
        before, after = self.negative if units < 0 else self.positive
        integer, fraction = divmod(abs(units), 10**self.digits)
        text = before + self._grouped(str(integer))
        if self.digits and not (whole and fraction == 0):
            text += f"{self.decimal}{fraction:0{self.digits}d}"
        return text + after

    def _grouped(self, integer: str) -> str:
        size, groups = self.first_group, []
        while len(integer) > size:
            groups.append(integer[-size:])
            integer, size = integer[:-size], self.other_groups
        return self.group.join([integer, *reversed(groups)])


def format_money(
    money: Money, language: str, region: str | None = None, style: Style = "symbol", *, whole: bool = False
) -> str:
    """Write money for a reader of the language in a market's region; documents take style "code".

    `whole` leaves out the decimals of whole amounts, and only of those.
    """
    return _pattern(money.currency, language, region, style).write(money.units, whole=whole)


@lru_cache(4096)
def _pattern(currency: str, language: str, region: str | None, style: Style) -> _Pattern:
    locale = babel_locale(language, region)
    written = locale.currency_formats["standard"]
    symbols = locale.number_symbols["latn"]
    sign = currency if style == "code" else symbol(currency, language=language, region=region)
    before, before_negative = (_signed(text, sign, left=True) for text in written.prefix)
    after, after_negative = (_signed(text, sign, left=False) for text in written.suffix)
    return _Pattern(
        digits=exponent(currency),
        decimal=symbols["decimal"],
        group=symbols["group"],
        first_group=written.grouping[0],
        other_groups=written.grouping[1],
        positive=(before, after),
        negative=(before_negative.replace("-", symbols["minusSign"]), after_negative),
    )


def _signed(text: str, sign: str, *, left: bool) -> str:
    """Put the sign in its place; a letter never touches a digit."""
    touching = sign[-1] if left else sign[0]
    at_digits = text.endswith("¤") if left else text.startswith("¤")
    if at_digits and unicodedata.category(touching)[0] not in "SZ":
        return text.replace("¤", sign + _NO_BREAK if left else _NO_BREAK + sign)
    return text.replace("¤", sign)


@spoken.register
def _money_spoken(value: Money) -> str:
    return format_money(value, current().language, current().region)


def parse_money(text: str, currency: str, language: str, region: str | None = None) -> Money:
    """Read what a person typed in a form; what could mean two amounts is refused, never guessed.

    Spaces of any kind may group; a full stop is a decimal point wherever the language does not group with it.
    """
    refuse = _Refusing(text.strip(), currency, language, region)
    bare = _without_sign(_plain(text), refuse)
    negative, amount = bare.startswith("-"), bare.removeprefix("-")
    locale = babel_locale(language, region)
    match = _reading(locale).fullmatch(amount) if len(amount) <= _LONGEST else None
    if not match:
        raise refuse(MoneyUnreadable)
    fraction = match["fraction"] or ""
    digits = exponent(currency)
    if len(fraction) > digits:
        raise refuse(TooManyDecimals)
    units = int(re.sub(r"\D", "", match["integer"]) + fraction.ljust(digits, "0"))
    return Money(-units if negative else units, currency)


@dataclass(frozen=True, slots=True)
class _Refusing:
    text: str
    currency: str
    language: str
    region: str | None

    def __call__(self, kind: type[MoneyUnreadable]) -> MoneyUnreadable:
        example = _pattern(self.currency, self.language, self.region, "code").write(
            1290 * 10 ** exponent(self.currency), whole=False
        )
        return kind(text=self.text[:40], currency=self.currency, example=example)


def _plain(text: str) -> str:
    """Return the text with ASCII digits, one kind of space and of minus, and no marks of direction."""
    folded = unicodedata.normalize("NFKC", text).translate(_BIDI_MARKS)
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded)
    spaced = "".join(" " if sign.isspace() else sign for sign in digits)
    return spaced.replace("−", "-").replace("٫", ".").replace("٬", ",").strip()


def _without_sign(text: str, refuse: _Refusing) -> str:
    """Take off the currency's own sign or code, at either end; another currency's is refused."""
    bare = text.upper()
    for own in own_signs(refuse.currency, language=refuse.language, region=refuse.region):
        shorter = _cut(bare, _plain(own).upper())
        if shorter != bare:
            bare = shorter
            break
    if re.search(r"[^\d.,'’ -]", bare):
        raise refuse(OtherCurrency if re.search(r"\d", bare) else MoneyUnreadable)
    return re.sub(r"^- *", "-", bare)


def _cut(text: str, sign: str) -> str:
    """Cut a sign off one end, also from between the minus and the digits."""
    minus = "-" if text.startswith("-") else ""
    rest = text.removeprefix("-").strip()
    if rest.startswith(sign):
        return minus + rest.removeprefix(sign).strip()
    return minus + rest.removesuffix(sign).strip()


@lru_cache(256)
def _reading(locale: Locale) -> re.Pattern[str]:
    symbols = locale.number_symbols["latn"]
    group, decimal = _plain(symbols["group"]) or " ", symbols["decimal"]
    groups = f"[ {re.escape(group)}’']" if group == "’" else f"[ {re.escape(group)}]"
    points = re.escape(decimal) if group == "." else re.escape(decimal) + "."
    return re.compile(
        rf"(?P<integer>\d+|\d{{1,3}}(?P<group>{groups})\d{{3}}(?:(?P=group)\d{{3}})*)(?:[{points}](?P<fraction>\d+))?"
    )
