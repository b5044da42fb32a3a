"""GTIN-13 in the ranges GS1 keeps for use inside one company."""

from collections.abc import Iterator


def check_digit(twelve: str) -> int:
    return -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve)) % 10


def gtin(prefix: str, number: int) -> str:
    twelve = f"{prefix}{number:0{12 - len(prefix)}d}"
    return f"{twelve}{check_digit(twelve)}"


def series(prefix: str) -> Iterator[str]:
    """One number after another, never the same."""
    number = 1000
    while True:
        number += 1
        yield gtin(prefix, number)
