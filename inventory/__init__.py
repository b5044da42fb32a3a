"""What is where, and what should be."""

from inventory import (
    adjustments,
    deliveries,
    dispatches,
    expected,
    levels,
    numbering,
    papers,
    promises,
    receipts,
    reckoning,
    safety,
    stock,
    stock_takes,
    tallies,
    transfers,
    worth,
)

__all__ = [
    "adjustments",
    "deliveries",
    "dispatches",
    "expected",
    "levels",
    "numbering",
    "papers",
    "promises",
    "receipts",
    "reckoning",
    "safety",
    "stock",
    "stock_takes",
    "tallies",
    "transfers",
    "worth",
]
