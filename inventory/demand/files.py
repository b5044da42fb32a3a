"""A brand's own past from a file: rows of CSV, each let in or refused with its place and the reason.

Sales      outlet, sku, day, units and, if there is one, returned
Shelf time outlet, sku, first and, unless it stands there still, last
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import TextIOBase
from typing import Any
from uuid import UUID

import numpy as np
from sqlmodel import select

from catalogue.skus import Sku
from i18n import Message, _
from inventory.demand.history import ID, Spells, bring_sales, bring_shelf_time
from kernel.bulk import Laid
from kernel.db import BrandSession
from kernel.errors import Refusal
from tenancy.outlets import Outlet

MOST_UNITS = 1_000_000
MOST_TOLD = 10_000
EARLIEST = date(2000, 1, 1)


class Unreadable(Refusal):
    message = _("This is no table of CSV that can be read: %(why)s.")


class ColumnMissing(Refusal):
    message = _("The column %(column)s is missing. There must be %(columns)s.")


class NotAll(Refusal):
    message = _("%(count)s rows can't be taken in, so none was. The report names them.")


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    value: str
    reason: str


@dataclass
class Report:
    """What became of a file: how many rows did what, and the refused ones with their reasons."""

    laid: Laid = field(default_factory=Laid)
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: int, column: str, value: str, reason: object) -> None:
        self.refused += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Problem(row, column, value[:120], str(reason)))


NO_OUTLET = _("There is no outlet with this code.")
NO_SKU = _("There is no SKU with this code.")
NO_DAY = _("A day is written as 2026-11-22.")
TOO_EARLY = _("That is before the year 2000.")
TO_COME = _("That day is not over yet.")
NO_COUNT = _("This must be a whole number of pieces, none or more.")
TWICE = _("The same outlet, SKU and day stand in an earlier row.")
BACKWARDS = _("It would end before it begins.")


class _Wrong(Exception):
    def __init__(self, column: str, reason: Message) -> None:
        self.column, self.reason = column, reason


def bring_sales_file(
    session: BrandSession, lines: TextIOBase, *, today: date, all_or_nothing: bool
) -> Report:
    """Take in a file of sales; the same again changes nothing."""
    report, names = Report(), _Names.of(session, today)
    rows = _rows(lines, needed=("outlet", "sku", "day", "units"), read=names.sale, report=report)
    report.laid = bring_sales(session, rows)
    if all_or_nothing and report.refused:
        raise NotAll(count=report.refused)
    return report


def bring_shelf_file(
    session: BrandSession, lines: TextIOBase, *, today: date, all_or_nothing: bool
) -> Report:
    """Take in a file of times on the shelf; between its first and last day it says all there is to know."""
    report, names = Report(), _Names.of(session, today)
    found = list(_rows(lines, needed=("outlet", "sku", "first"), read=names.spell, report=report))
    if all_or_nothing and report.refused:
        raise NotAll(count=report.refused)
    if found:
        _keep(session, found)
    report.laid = Laid(new=len(found))
    return report


def _keep(session: BrandSession, found: list[tuple[UUID, UUID, date, date]]) -> None:
    since, until = min(row[2] for row in found), max(row[3] for row in found)
    by_outlet: dict[UUID, list[tuple[UUID, UUID, date, date]]] = {}
    for row in found:
        by_outlet.setdefault(row[0], []).append(row)
    for outlet_id, rows in by_outlet.items():
        ids = np.frombuffer(b"".join(row[1].bytes for row in rows), ID)
        first, last = (np.array([row[at] for row in rows], "datetime64[D]") for at in (2, 3))
        bring_shelf_time(session, outlet_id, Spells(ids, first, last), since=since, until=until)


@dataclass
class _Names:
    """What a row may name, and the keys that went by."""

    outlets: Mapping[str, UUID]
    skus: Mapping[str, UUID]
    today: date
    seen: set[tuple[UUID, UUID, int]] = field(default_factory=set)

    @classmethod
    def of(cls, session: BrandSession, today: date) -> "_Names":
        outlets = {row[0]: row[1] for row in session.execute(select(Outlet.code, Outlet.id))}
        return cls(outlets, {row[0]: row[1] for row in session.execute(select(Sku.code, Sku.id))}, today)

    def sale(self, row: Mapping[str, str]) -> tuple[str, str, str, int, int]:
        outlet, sku = self._place(row)
        day = self._day(row, "day")
        units, returned = self._count(row, "units"), self._count(row, "returned")
        key = outlet, sku, day.toordinal()
        if key in self.seen:
            raise _Wrong("day", TWICE)
        self.seen.add(key)
        return outlet.hex, sku.hex, day.isoformat(), units, returned

    def spell(self, row: Mapping[str, str]) -> tuple[UUID, UUID, date, date]:
        outlet, sku = self._place(row)
        first = self._day(row, "first")
        last = self._day(row, "last") if row.get("last") else self.today - timedelta(days=1)
        if last < first:
            raise _Wrong("last", BACKWARDS)
        return outlet, sku, first, last

    def _place(self, row: Mapping[str, str]) -> tuple[UUID, UUID]:
        outlet, sku = self.outlets.get(row["outlet"]), self.skus.get(row["sku"])
        if outlet is None:
            raise _Wrong("outlet", NO_OUTLET)
        if sku is None:
            raise _Wrong("sku", NO_SKU)
        return outlet, sku

    def _day(self, row: Mapping[str, str], column: str) -> date:
        try:
            day = date.fromisoformat(row[column])
        except ValueError:
            raise _Wrong(column, NO_DAY) from None
        if day < EARLIEST:
            raise _Wrong(column, TOO_EARLY)
        if day >= self.today:
            raise _Wrong(column, TO_COME)
        return day

    def _count(self, row: Mapping[str, str], column: str) -> int:
        text = row.get(column) or ("0" if column == "returned" else "")
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= MOST_UNITS):
            raise _Wrong(column, NO_COUNT)
        return int(text)


def _rows(
    lines: TextIOBase,
    *,
    needed: tuple[str, ...],
    read: Callable[[Mapping[str, str]], tuple[Any, ...]],
    report: Report,
) -> Iterator[tuple[Any, ...]]:
    """Rows as they are read, the refused ones left out and reported; rows count from 1, the header's."""
    try:
        table = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
        header = [name.strip().lstrip("\ufeff").lower() for name in next(table, [])]
        _refuse_gaps(header, needed)
        for number, cells in enumerate(table, start=2):
            row = dict(zip(header, map(str.strip, cells), strict=False))
            if not any(row.values()):
                continue
            try:
                yield read(dict.fromkeys(needed, "") | row)
            except _Wrong as wrong:
                report.refuse(number, wrong.column, row.get(wrong.column, ""), wrong.reason)
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(why=str(error)) from error


def _delimiter(lines: TextIOBase) -> str:
    """Of comma, semicolon and tab, the one that the header has most of."""
    try:
        header = lines.readline()
    except UnicodeDecodeError as error:
        raise Unreadable(why=str(error)) from error
    lines.seek(0)
    return max(",;\t", key=header.count)


def _refuse_gaps(header: list[str], needed: tuple[str, ...]) -> None:
    missing = next((column for column in needed if column not in header), None)
    if missing:
        raise ColumnMissing(column=missing, columns=", ".join(needed))
