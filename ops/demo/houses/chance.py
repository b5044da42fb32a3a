"""Choices that look like chance and are always the same."""

from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

Value = TypeVar("Value")


def number(*of: object) -> int:
    """A whole number below 2³². Stirred, for plain checksums of like words differ alike."""
    return _stirred(crc32("|".join(map(str, of)).encode()))


def share(*of: object) -> float:
    """From 0 up to 1."""
    return number(*of) / 2**32


def pick(values: Sequence[Value], *of: object) -> Value:
    return values[number(*of) % len(values)]


def sample(values: Sequence[Value], count: int, *of: object) -> tuple[Value, ...]:
    """So many different ones, in their own order."""
    ranked = sorted(range(len(values)), key=lambda at: number(at, *of))
    return tuple(values[at] for at in sorted(ranked[:count]))


def _stirred(value: int) -> int:
    value = (value ^ value >> 16) * 0x45D9F3B & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x45D9F3B & 0xFFFFFFFF
    return value ^ value >> 16
