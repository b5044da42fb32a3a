"""What is bought: bags, taxes, ways of delivery, checkouts, orders, payments, what is handed over."""

from sales import bags, checkouts, delivery, fulfilments, nights, orders, payments, proofs

__all__ = ["bags", "checkouts", "delivery", "fulfilments", "nights", "orders", "payments", "proofs"]
