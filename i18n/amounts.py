"""Money: whole minor units of one currency; nothing here rounds unless it says how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from i18n.currencies import exponent

Rounding = Literal["half_up", "half_even", "down", "up"]


class CurrenciesDiffer(ValueError):
    """Two currencies were added or compared."""


def divide(numerator: int, denominator: int, *, rounding: Rounding) -> int:
    """Divide exactly and round once: half_up and up go away from zero, down towards it."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, rest = divmod(abs(numerator), denominator)
    if rounding == "half_up":
        more = 2 * rest >= denominator
    elif rounding == "half_even":
        more = 2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1)
    else:
        more = rounding == "up" and rest > 0
    return (quotient + more) * (1 if numerator >= 0 else -1)


@dataclass(frozen=True, slots=True)
class Money:
    units: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.units) is not int:
            raise TypeError(f"units are a whole number, not {self.units!r}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"{self.currency!r} is not a currency")

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str, *, rounding: Rounding | None = None) -> "Money":
        """Read a decimal amount; without a rounding it must fit the minor unit exactly."""
        numerator, denominator = (Decimal(amount).scaleb(exponent(currency))).as_integer_ratio()
        if denominator != 1 and rounding is None:
            raise ValueError(f"{amount} {currency} has more decimals than the currency")
        return cls(divide(numerator, denominator, rounding=rounding or "down"), currency)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.units).scaleb(-exponent(self.currency))

    @property
    def is_zero(self) -> bool:
        return self.units == 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.units + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.units - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.units * times, self.currency) if type(times) is int else NotImplemented

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.units, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.units), self.currency)

    def __bool__(self) -> bool:
        return self.units != 0

    def __lt__(self, other: "Money") -> bool:
        return self.units < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.units <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.units > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.units >= self._same(other)

    def _same(self, other: "Money") -> int:
        if not isinstance(other, Money):
            raise TypeError(f"{other!r} is not money")
        if other.currency != self.currency:
            raise CurrenciesDiffer(f"{self.currency} and {other.currency}")
        return other.units

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def portion(self, basis_points: int, *, rounding: Rounding = "half_up") -> "Money":
        """Return so many hundredths of a per cent of it: 2,000 is 20 %."""
        return Money(divide(self.units * basis_points, 10_000, rounding=rounding), self.currency)

    def rounded_to(self, step: int, *, rounding: Rounding = "half_up") -> "Money":
        """Round to a step of minor units, as cash is where small coins have gone."""
        return Money(divide(self.units, step, rounding=rounding) * step, self.currency)


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Add up, to zero where there is nothing to add."""
    return sum(amounts, start=Money.zero(currency))


def allocate(total: Money, weights: Sequence[int]) -> list[Money]:
    """Share out to the last unit by largest remainder; of equal remainders the earlier is served first."""
    return [Money(units, total.currency) for units in share(total.units, weights)]


def share(units: int, weights: Sequence[int]) -> list[int]:
    """The same for units of anything."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative, nor all zero")
    sign = -1 if units < 0 else 1
    shares = [divmod(abs(units) * weight, whole) for weight in weights]
    left = abs(units) - sum(share for share, _rest in shares)
    served = set(sorted(range(len(shares)), key=lambda place: -shares[place][1])[:left])
    return [sign * (share + (place in served)) for place, (share, _rest) in enumerate(shares)]
