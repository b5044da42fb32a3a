"""CSV tables by named columns, plain or gzipped, with every fault traced to file, row and column."""

import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

MOST = 2**31 - 1


class BadInstance(Exception):
    """The instance can't be planned; `file`, `row` (1 = the header's next line) and `column` say where."""

    def __init__(self, file: str, row: int | None, column: str | None, fault: str) -> None:
        self.file, self.row, self.column, self.fault = file, row, column, fault
        place = ", ".join([file, *([f"row {row}"] if row else []), *([f"column {column}"] if column else [])])
        super().__init__(f"{place}: {fault}")


@dataclass(frozen=True)
class Table:
    """Columns of equal length; `index` finds a row by its key where the table has one."""

    file: str
    columns: dict[str, Any]
    index: dict[str, int]
    rows: int

    def __getitem__(self, column: str) -> Any:
        return self.columns[column]

    def __len__(self) -> int:
        return self.rows

    def error(self, row: int, column: str, fault: str) -> BadInstance:
        return BadInstance(self.file, row + 1, column, fault)

    def require(self, column: str, holds: np.ndarray, fault: str) -> None:
        if not holds.all():
            raise self.error(int(np.argmin(holds)), column, fault)

    def refer(self, column: str, other: "Table") -> np.ndarray:
        """Row numbers in `other` of the ids in `column`."""
        found = np.fromiter((other.index.get(name, -1) for name in self[column]), np.int32, len(self))
        if (found < 0).any():
            row = int(np.argmax(found < 0))
            raise self.error(row, column, f"{self[column][row]!r} is not in {other.file}")
        return found


def read_bytes(folder: Path, file: str) -> bytes:
    """The file's bytes without a byte order mark; NAME.gz stands in for NAME."""
    path, packed = folder / file, folder / f"{file}.gz"
    try:
        raw = path.read_bytes() if path.exists() else gzip.decompress(packed.read_bytes())
    except FileNotFoundError:
        raise BadInstance(file, None, None, "the file is missing") from None
    except (OSError, EOFError, zlib.error) as error:
        raise BadInstance(file, None, None, f"can't be read: {error}") from error
    return raw[3:] if raw[:3] == b"\xef\xbb\xbf" else raw


def find_columns(header: list[str], wanted: list[str], *, file: str) -> list[int]:
    for column in wanted:
        if column not in header:
            raise BadInstance(file, None, column, "the column is missing")
    return [header.index(column) for column in wanted]


def read_table(folder: Path, file: str, kinds: dict[str, str], *, key: str | None = None) -> Table:
    """The columns of `kinds` (text, flag, count or money) of one CSV; `key` names a column of unique ids."""
    rows = _rows(read_bytes(folder, file), file)
    header = [name.strip() for name in next(rows, [])]
    places = find_columns(header, list(kinds), file=file)
    records = [record for record in rows if record]
    _require_width(records, max(places), header, file)
    columns = {
        name: _convert([r[at] for r in records], kind, file=file, column=name)
        for (name, kind), at in zip(kinds.items(), places, strict=True)
    }
    return Table(file, columns, _index(columns[key], file, key) if key else {}, len(records))


def _rows(raw: bytes, file: str):
    try:
        return csv.reader(io.StringIO(raw.decode("utf-8"), newline=""))
    except UnicodeDecodeError as error:
        raise BadInstance(file, raw[: error.start].count(b"\n"), None, "is not UTF-8") from error


def _require_width(records: list[list[str]], last: int, header: list[str], file: str) -> None:
    for row, record in enumerate(records):
        if len(record) <= last:
            raise BadInstance(file, row + 1, header[len(record)], "the row ends early")


def _index(ids: list[str], file: str, column: str) -> dict[str, int]:
    index: dict[str, int] = {}
    for row, name in enumerate(ids):
        if index.setdefault(name, row) != row:
            raise BadInstance(file, row + 1, column, f"{name!r} is listed twice")
    return index


def _convert(texts: list[str], kind: str, *, file: str, column: str) -> Any:
    read = {"text": _text, "flag": _flag, "count": _count, "money": _money}[kind]
    found = []
    for row, text in enumerate(texts):
        try:
            found.append(read(text))
        except ValueError as error:
            raise BadInstance(file, row + 1, column, str(error)) from None
    if kind == "text":
        return found
    return np.array(found, {"flag": np.bool_, "count": np.int64, "money": np.float64}[kind])


def _text(text: str) -> str:
    if not text or '"' in text or "," in text:
        raise ValueError(f"an id must be neither empty nor hold commas or quotes, found {text!r}")
    return text


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"must be 0 or 1, found {text!r}")
    return text == "1"


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > MOST:
        raise ValueError(f"must be a whole number from 0 to {MOST}, found {text!r}")
    return int(text)


def _money(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"must be a number, found {text!r}") from None
    if not abs(number) < 1e15:
        raise ValueError(f"must be a finite number, found {text!r}")
    return number
