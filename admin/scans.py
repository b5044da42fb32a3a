"""What a scanner or a hand puts into a field: codes and barcodes, each with its pieces."""

from uuid import UUID

from sqlmodel import col, or_, select

from catalogue.skus import Sku
from i18n import _
from kernel.errors import Refusal
from kernel.web.transactions import session

MOST_UNITS = 100_000
AT_ONCE = 400


class Unreadable(Refusal):
    message = _(
        "Line %(number)s, “%(text)s”, can't be read. Write a code or barcode, a space, and the pieces."
    )


class NoSuchCode(Refusal):
    message = _("Line %(number)s: no SKU has the code or barcode “%(code)s”.")


class UnknownCode(Refusal):
    message = _("No SKU has the code or barcode “%(code)s”. Scan it again, or type its code.")


class NotAnAmount(Refusal):
    message = _("“%(text)s” is not a number of pieces. Write it in figures.")


def amount(text: str) -> int:
    """A number of pieces as typed; an empty field is none."""
    plain = text.strip() or "0"
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST_UNITS):
        raise NotAnAmount(text=text[:20])
    return int(plain)


def units(text: str) -> dict[UUID, int]:
    """Add up the lines by SKU; a code alone is one piece, as a scanner writes it."""
    lines = text.splitlines()
    read = [(number, *_line(number, line.strip())) for number, line in enumerate(lines, 1) if line.strip()]
    known = _known({code for _number, code, _units in read})
    found: dict[UUID, int] = {}
    for number, code, count in read:
        if code not in known:
            raise UnknownCode(code=code[:60]) if len(read) == 1 else NoSuchCode(number=number, code=code[:60])
        found[known[code]] = found.get(known[code], 0) + count
    return found


def _line(number: int, line: str) -> tuple[str, int]:
    code, _separator, count = line.replace("\t", " ").replace(";", " ").rstrip().rpartition(" ")
    if not code:
        return count, 1
    if not (count.isascii() and count.isdigit() and 0 < int(count) <= MOST_UNITS):
        raise Unreadable(number=number, text=line[:60])
    return code.strip(), int(count)


def _known(codes: set[str]) -> dict[str, UUID]:
    """The SKUs that codes and barcodes name."""
    found: dict[str, UUID] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        numbers = {code.zfill(13): code for code in some}
        rows = select(Sku.id, Sku.code, Sku.gtin).where(
            or_(col(Sku.code).in_(some), col(Sku.gtin).in_(list(numbers)))
        )
        for id, code, gtin in session().exec(rows):
            if gtin in numbers:
                found.setdefault(numbers[gtin], id)
            if code in codes:
                found[code] = id
    return found
