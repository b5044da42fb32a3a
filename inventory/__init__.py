"""What is where, and what should be."""

from inventory import stock

__all__ = ["stock"]
