"""Demand: what was sold, what may be expected, and what a merchandiser knows better."""

from inventory.demand import history

__all__ = ["history"]
