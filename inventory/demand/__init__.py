"""Demand: what was sold, what may be expected, and what a merchandiser knows better.

estimate(session, on=, at=)                 learn from the history
expected(session, on, days) -> Expectation  mean and variance by outlet and SKU
explain(session, outlet_id=, sku_id=) -> Explained      what one of them came from
"""

from inventory.demand import judging, nights
from inventory.demand.estimates import NothingEstimated, estimate
from inventory.demand.expectation import Expectation, expected
from inventory.demand.explaining import Explained, explain
from inventory.demand.history import bring_sales, bring_shelf_time

__all__ = [
    "Expectation",
    "Explained",
    "NothingEstimated",
    "bring_sales",
    "bring_shelf_time",
    "estimate",
    "expected",
    "explain",
    "judging",
    "nights",
]
