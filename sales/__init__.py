"""What is bought: bags, taxes, ways of delivery, checkouts, orders, payments."""

from sales import bags, checkouts, delivery, orders, payments

__all__ = ["bags", "checkouts", "delivery", "orders", "payments"]
