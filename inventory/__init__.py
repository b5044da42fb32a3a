

from inventory import (
    adjustments,
    deliveries,
    levels,
    promises,
    safety,
    stock,
)

__all__ = [
    "adjustments",
    "deliveries",
    "levels",
    "promises",
    "safety",
    "stock",
]
