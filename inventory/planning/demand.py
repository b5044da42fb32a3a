"""Demand's law: what each further unit in a cell is expected to sell, and so what it is worth."""

import math

import numpy as np
from numba import njit

NEGLIGIBLE = 1e-12


@njit(cache=True, nogil=True)
def law(mean, var):
    """(is negative binomial, r, 1 - p, P(D = 0)) of one cell's demand."""
    if var > mean * (1 + 1e-6):
        r = mean * mean / (var - mean)
        p = mean / var
        return True, r, 1.0 - p, math.exp(r * math.log(p))
    return False, 0.0, 0.0, math.exp(-mean)


@njit(cache=True, nogil=True)
def next_mass(mass, x, mean, r, q, negative):
    """P(D = x + 1) from P(D = x)."""
    return mass * (r + x) / (x + 1) * q if negative else mass * mean / (x + 1)


@njit(cache=True, nogil=True)
def expected_sales(mean, var, units):
    """E[min(D, units)] in units."""
    negative, r, q, mass = law(mean, var)
    tail, total = 1.0 - mass, 0.0
    for x in range(units):
        total += tail
        mass = next_mass(mass, x, mean, r, q, negative)
        tail = max(tail - mass, 0.0)
    return total


@njit(cache=True, nogil=True)
def fill_sales(mean, var, units, sales):
    """sales[i] = E[min(D_i, units[i])]."""
    for i in range(len(mean)):
        sales[i] = expected_sales(mean[i], var[i], units[i])


@njit(cache=True, nogil=True)
def count_levels(lo, hi, top, display, mean, var, levels):
    """How many levels of each cell lo..hi are worth anything: at most `top` units, fewer where demand has run
    out.
    """
    for c in range(lo, hi):
        negative, r, q, mass = law(mean[c], var[c])
        tail, x = 1.0 - mass, 0
        while x < top[c] and (tail > NEGLIGIBLE or x < display[c]):
            mass = next_mass(mass, x, mean[c], r, q, negative)
            tail = max(tail - mass, 0.0)
            x += 1
        levels[c] = x


@njit(cache=True, nogil=True)
def fill_worth(lo, hi, start, value, display, credit, mean, var, worth):
    """worth[start[c] + x] = value of the unit that lifts cell c from x to x + 1 in a whole size run."""
    for c in range(lo, hi):
        negative, r, q, mass = law(mean[c], var[c])
        tail = 1.0 - mass
        for x in range(start[c + 1] - start[c]):
            worth[start[c] + x] = value[c] * (tail + (credit if x < display[c] else 0.0))
            mass = next_mass(mass, x, mean[c], r, q, negative)
            tail = max(tail - mass, 0.0)


def law_of(mean: float, var: float, units: int) -> np.ndarray:
    """P(D > x) for x = 0 .. units - 1, for showing and checking."""
    negative, r, q, mass = law(mean, var)
    tails, tail = [], 1.0 - mass
    for x in range(units):
        tails.append(tail)
        mass = next_mass(mass, x, mean, r, q, negative)
        tail = max(tail - mass, 0.0)
    return np.array(tails)
