"""Ratios of what was sold to what was expected, drawn to one as far as chance alone would scatter them."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
LEAST, MOST = 0.5, 1e6


def firmness(sold: Array, expected: Array) -> float:
    """How many pieces the belief that all are alike is worth: 1 / variance of the true ratios.

    By moments: of sold pieces n with mean m·f, the spread beyond chance Σ((n - m)² - m) is Σ m²·var f.
    """
    m = expected
    spread, weight = float(((sold - m) ** 2 - m).sum()), float((m**2).sum())
    if weight <= 0:
        return MOST
    return float(np.clip(weight / max(spread, weight / MOST), LEAST, MOST))


def drawn(sold: Array, expected: Array, *, least: float = LEAST) -> tuple[Array, float]:
    """(ratio of each, firmness): gamma-Poisson, (n + a) / (m + a)."""
    a = max(firmness(sold, expected), least)
    return (sold + a) / (expected + a), a


def summed(of: Array, amounts: Array, count: int) -> Array:
    """Amounts by place, shape (count,)."""
    return np.bincount(of, amounts, minlength=count)
