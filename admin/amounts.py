"""Amounts of money in forms: read as whoever typed them reads, and written as anybody would type them."""

from i18n.amounts import divide
from i18n.money import exponent, parse_money
from i18n.speech import current


def typed(text: str, currency: str) -> int:
    """Read an amount in minor units."""
    speech = current()
    return parse_money(text, currency, speech.language, speech.region).units


def plain(units: int, currency: str) -> str:
    """Write an amount as any language reads it: digits and at most one full stop."""
    digits = exponent(currency)
    whole = divide(units, 10**digits, rounding="down")
    rest = units - whole * 10**digits
    return f"{whole}.{rest:0{digits}d}" if rest else str(whole)
