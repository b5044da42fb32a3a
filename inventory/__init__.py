"""What is where, and what should be."""

from inventory import adjustments, deliveries, stock

__all__ = ["adjustments", "deliveries", "stock"]
