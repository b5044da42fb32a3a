"""How prices usually end, and how one list of prices follows from another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rounding:
    """To the nearest `step`, less `charm`: (1000, 100) makes 129.00 of 127.40 in cents."""

    step: int
    charm: int = 0

    def rounded(self, units: int) -> int:
        steps = max(1, (2 * (units + self.charm) + self.step) // (2 * self.step))
        return max(1, steps * self.step - self.charm)


CHARMS = {"CNY": Rounding(1000, 100), "EUR": Rounding(500), "USD": Rounding(500), "SGD": Rounding(500)}
CHARMS |= {"HKD": Rounding(1000), "GBP": Rounding(500), "JPY": Rounding(1000, 100), "KRW": Rounding(1000)}
"""How prices usually end, in minor units; every other currency is rounded to its whole unit."""


@dataclass(frozen=True)
class Rule:
    """How one list follows from another: minor units times numerator/denominator, rounded."""

    numerator: int
    denominator: int
    rounding: Rounding

    def price(self, units: int) -> int:
        return self.rounding.rounded(
            (2 * units * self.numerator + self.denominator) // (2 * self.denominator)
        )
