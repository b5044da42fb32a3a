"""GTINs: the numbers of barcodes, checked, and numbers of our own where a brand has none.

validated("6901234567892") -> "6901234567892"; internal(1) -> "2900000000018"
"""

import re

from stdnum import ean
from stdnum.exceptions import ValidationError

from i18n import _
from kernel.errors import Refusal

OURS = "29"
"""Within the range that GS1 keeps for use inside one company."""

_MOST = 10 ** (12 - len(OURS)) - 1


class BadGtin(Refusal):
    message = _(
        "“%(gtin)s” is not a GTIN: its digits don't match its check digit, or it has too few or too many."
    )


class RangeUsedUp(Refusal):
    message = _("All numbers for use inside the house are given. Ask GS1 for numbers of your own.")


def validated(text: str) -> str:
    """Return a GTIN of 8, 13 or 14 digits; one of 12 gets its leading zero, to be the same everywhere."""
    digits = re.sub(r"[\s-]", "", text)
    try:
        ean.validate(digits)
    except ValidationError as error:
        raise BadGtin(gtin=text[:40]) from error
    return digits.zfill(13) if len(digits) == 12 else digits


def internal(number: int) -> str:
    if not 0 < number <= _MOST:
        raise RangeUsedUp()
    twelve = f"{OURS}{number:0{12 - len(OURS)}d}"
    return twelve + ean.calc_check_digit(twelve)


def number_of(gtin: str) -> int:
    """Undo `internal`."""
    return int(gtin[len(OURS) : 12])
