"""Reads cells.csv, by far the largest file, with a compiled scanner over its bytes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numba import njit

from inventory.planning.tables import BadInstance, Table, find_columns, read_bytes

COUNTS = ("on_hand", "in_transit", "movable", "min_display", "max_stock")
REALS = ("mean", "var")
WANTED = ("store_id", "sku", *COUNTS, *REALS)
SHORT, UNKNOWN, NOT_COUNT, NOT_REAL = 1, 2, 3, 4
FAULTS = {
    SHORT: "the row ends early",
    UNKNOWN: "is not in {other}",
    NOT_COUNT: "must be a whole number from 0 to 2147483647",
    NOT_REAL: "must be a number above 0",
}


@dataclass(frozen=True)
class Cells:
    """One entry per (store, sku) in the assortment, in file order; ids as row numbers, the law's mean and
    variance.
    """

    store: np.ndarray
    sku: np.ndarray
    on_hand: np.ndarray
    in_transit: np.ndarray
    movable: np.ndarray
    min_display: np.ndarray
    max_stock: np.ndarray
    mean: np.ndarray
    var: np.ndarray

    def __len__(self) -> int:
        return len(self.store)


def read_cells(folder: Path, *, stores: Table, skus: Table) -> Cells:
    """The cells of `folder`; raises BadInstance naming row and column."""
    raw = read_bytes(folder, "cells.csv")
    head, _, body = raw.partition(b"\n")
    header = [name.strip().strip('"') for name in head.decode("utf-8", "replace").split(",")]
    places = find_columns(header, list(WANTED), file="cells.csv")
    if b'"' in body:
        raise BadInstance(
            "cells.csv", body[: body.index(b'"')].count(b"\n") + 1, None, "quotes are not read here"
        )
    scanned = _scan_in_halves(body, len(header), places, _register(stores), _register(skus))
    ids, counts, reals = scanned
    cells = Cells(ids[0], ids[1], *counts, *reals)
    _require_sound(cells, skus=len(skus))
    return cells


def _require_sound(cells: Cells, *, skus: int) -> None:
    beyond = cells.movable > cells.on_hand
    if beyond.any():
        raise BadInstance("cells.csv", int(np.argmax(beyond)) + 1, "movable", "is more than on_hand")
    key = cells.store.astype(np.int64) * skus + cells.sku
    if len(key) and (np.diff(key) > 0).all():
        return
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(np.diff(key[order]) == 0)
    if len(again):
        raise BadInstance("cells.csv", int(order[again + 1].min()) + 1, "sku", "the store has this sku twice")


def _register(table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids as (bytes end to end, where each starts, open-addressed hash of row numbers)."""
    names = [name.encode() for name in table.index]
    starts = np.zeros(len(names) + 1, np.int64)
    np.cumsum([len(name) for name in names], out=starts[1:])
    text = np.frombuffer(b"".join(names) or b"\0", np.uint8)
    slots = np.full(1 << max(4, (2 * len(names)).bit_length()), -1, np.int32)
    fill_register(text, starts, slots)
    return text, starts, slots


def _scan_in_halves(body: bytes, width: int, places: list[int], stores: tuple, skus: tuple):
    buffer = np.frombuffer(body, np.uint8)
    middle = body.find(b"\n", len(body) // 2) + 1
    halves = [buffer[:middle], buffer[middle:]] if middle else [buffer]
    role = np.full(width, -1, np.int64)
    role[places] = np.arange(len(WANTED))
    rows = [int(count_rows(half)) for half in halves]
    ids = np.empty((2, sum(rows)), np.int32)
    counts = np.empty((len(COUNTS), sum(rows)), np.int32)
    reals = np.empty((len(REALS), sum(rows)), np.float64)
    last = int(max(places))

    def scan(number: int):
        lo = sum(rows[:number])
        part = slice(lo, lo + rows[number])
        return scan_cells(
            halves[number], role, last, *stores, *skus, ids[:, part], counts[:, part], reals[:, part]
        )

    with ThreadPoolExecutor(2) as pool:
        faults = list(pool.map(scan, range(len(halves))))
    for number, (fault, row, column) in enumerate(faults):
        if fault:
            name = WANTED[column]
            other = "stores.csv" if name == "store_id" else "skus.csv"
            raise BadInstance(
                "cells.csv", sum(rows[:number]) + row + 1, name, FAULTS[fault].format(other=other)
            )
    return ids, counts, reals


@njit(cache=True, nogil=True)
def hash_text(text, lo, hi):
    code = np.uint64(14695981039346656037)
    for at in range(lo, hi):
        code = (code ^ np.uint64(text[at])) * np.uint64(1099511628211)
    return code ^ (code >> np.uint64(29))


@njit(cache=True, nogil=True)
def fill_register(text, starts, slots):
    mask = np.uint64(len(slots) - 1)
    for row in range(len(starts) - 1):
        slot = hash_text(text, starts[row], starts[row + 1]) & mask
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = row


@njit(cache=True, nogil=True)
def same_text(buffer, lo, hi, text, start, end):
    if hi - lo != end - start:
        return False
    for step in range(hi - lo):
        if buffer[lo + step] != text[start + step]:
            return False
    return True


@njit(cache=True, nogil=True)
def find_text(buffer, lo, hi, text, starts, slots, guess):
    """Row number of the id in buffer[lo:hi], trying `guess` first; -1 if unknown."""
    if 0 <= guess < len(starts) - 1 and same_text(buffer, lo, hi, text, starts[guess], starts[guess + 1]):
        return guess
    mask = np.uint64(len(slots) - 1)
    slot = hash_text(buffer, lo, hi) & mask
    while slots[slot] >= 0:
        row = slots[slot]
        if same_text(buffer, lo, hi, text, starts[row], starts[row + 1]):
            return row
        slot = (slot + np.uint64(1)) & mask
    return -1


@njit(cache=True, nogil=True)
def count_rows(buffer):
    """Lines that hold anything but a line end."""
    rows, filled = 0, False
    for byte in buffer:
        if byte == 10:
            rows += filled
            filled = False
        elif byte != 13:
            filled = True
    return rows + filled


@njit(cache=True, nogil=True)
def read_count(buffer, lo, hi):
    if lo == hi:
        return -1
    number = 0
    for at in range(lo, hi):
        digit = np.int64(buffer[at]) - 48
        if digit < 0 or digit > 9 or number > 214748364:
            return -1
        number = number * 10 + digit
    return number if number <= 2147483647 else -1


@njit(cache=True, nogil=True)
def read_real(buffer, lo, hi):
    """The positive decimal in buffer[lo:hi], with an optional exponent; -1.0 if it is none."""
    digits, places, exponent, seen, point = 0, 0, 0, 0, False
    at = lo
    while at < hi:
        byte = buffer[at]
        if 48 <= byte <= 57:
            seen += 1
            if digits < 100000000000000000:
                digits = digits * 10 + (np.int64(byte) - 48)
                places += point
            else:
                places -= not point
        elif byte == 46 and not point:
            point = True
        elif (byte == 101 or byte == 69) and seen:
            break
        else:
            return -1.0
        at += 1
    if not seen:
        return -1.0
    if at < hi:
        at += 1
        minus = at < hi and buffer[at] == 45
        if at < hi and (buffer[at] == 45 or buffer[at] == 43):
            at += 1
        exponent = read_count(buffer, at, hi)
        if exponent < 0 or exponent > 300:
            return -1.0
        exponent = -exponent if minus else exponent
    power = exponent - places
    number = digits / 10.0**-power if power < 0 else digits * 10.0**power
    return number if 0.0 < number < 1e15 else -1.0


@njit(cache=True, nogil=True)
def scan_cells(
    buffer,
    role,
    last,
    store_text,
    store_starts,
    store_slots,
    sku_text,
    sku_starts,
    sku_slots,
    ids,
    counts,
    reals,
):
    """Fills ids (2, n), counts (5, n), reals (2, n); returns (fault, row, wanted column), fault 0 if all is
    well.
    """
    size, at, row = len(buffer), 0, 0
    store, sku = -1, -1
    while at < size:
        if buffer[at] == 10 or buffer[at] == 13:
            at += 1
            continue
        column, ended = 0, False
        while not ended:
            lo = at
            while at < size and buffer[at] != 44 and buffer[at] != 10:
                at += 1
            hi = at
            ended = at >= size or buffer[at] == 10
            if ended and hi > lo and buffer[hi - 1] == 13:
                hi -= 1
            at += 1
            what = role[column] if column < len(role) else -1
            if what == 0:
                store = find_text(buffer, lo, hi, store_text, store_starts, store_slots, store)
                if store < 0:
                    return UNKNOWN, row, what
                ids[0, row] = store
            elif what == 1:
                sku = find_text(buffer, lo, hi, sku_text, sku_starts, sku_slots, sku + 1)
                if sku < 0:
                    return UNKNOWN, row, what
                ids[1, row] = sku
            elif 2 <= what < 7:
                units = read_count(buffer, lo, hi)
                if units < 0:
                    return NOT_COUNT, row, what
                counts[what - 2, row] = units
            elif what >= 7:
                real = read_real(buffer, lo, hi)
                if real < 0.0:
                    return NOT_REAL, row, what
                reals[what - 7, row] = real
            column += 1
        if column <= last:
            short = 0
            for later in range(column, len(role)):
                if role[later] >= 0:
                    short = role[later]
                    break
            return SHORT, row, short
        row += 1
    return 0, 0, 0
