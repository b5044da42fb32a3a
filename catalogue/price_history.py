"""What one style costs on one price list, at any moment: arithmetic, with no database in sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

BEFORE = timedelta(days=30)
REDUCTIONS_FROM_LOWEST = frozenset(
    (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
    )
)  # fmt: skip
"""Where a reduction is told from the lowest price of the thirty days before it (98/6/EC, article 6a)."""


class Entry(NamedTuple):
    kind: str
    units: int
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class Standing:
    """A price as it stands; `was_units` is what it is reduced from, where it may be called reduced."""

    units: int
    full_units: int
    was_units: int | None = None
    ends_at: datetime | None = None

    @property
    def percent_off(self) -> int | None:
        """Whole per cent, never more than it is."""
        return None if self.was_units is None else (self.was_units - self.units) * 100 // self.was_units


@dataclass(frozen=True)
class History:
    """Entries in the order of their starts, later said after earlier said."""

    entries: tuple[Entry, ...]

    def full_at(self, at: datetime) -> int | None:
        started = [entry.units for entry in self._fulls if entry.starts_at <= at]
        return started[-1] if started else None

    def markdown_at(self, at: datetime) -> Entry | None:
        """The reduction in force: of those within their dates the one started last."""
        in_force = [
            entry
            for entry in self._markdowns
            if entry.starts_at <= at and (entry.ends_at is None or entry.ends_at > at)
        ]
        return in_force[-1] if in_force and in_force[-1].units else None

    def units_at(self, at: datetime) -> int | None:
        full, markdown = self.full_at(at), self.markdown_at(at)
        return min(full, markdown.units) if full is not None and markdown is not None else full

    def standing(self, at: datetime, *, from_lowest: bool) -> Standing | None:
        """The price at a moment; a reduction is told from the full price, or from the lowest before it."""
        full, markdown = self.full_at(at), self.markdown_at(at)
        if full is None:
            return None
        if markdown is None or markdown.units >= full:
            return Standing(full, full)
        before = self.lowest_before(markdown.starts_at) if from_lowest else full
        was = before if before is not None and before > markdown.units else None
        return Standing(markdown.units, full, was, markdown.ends_at)

    def lowest_before(self, start: datetime) -> int | None:
        """The lowest price in force at any moment of the thirty days before `start`."""
        known = [units for moment in self._moments(start) if (units := self.units_at(moment)) is not None]
        return min(known) if known else None

    def _moments(self, start: datetime) -> Iterator[datetime]:
        """Every moment of the window at which the price may have become another, and its first."""
        yield start - BEFORE
        for entry in self.entries:
            for moment in (entry.starts_at, entry.ends_at):
                if moment is not None and start - BEFORE < moment < start:
                    yield moment

    def markdowns_after(self, at: datetime) -> list[datetime]:
        return sorted({entry.starts_at for entry in self._markdowns if entry.starts_at > at and entry.units})

    @cached_property
    def _fulls(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "full")

    @cached_property
    def _markdowns(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == "markdown")
