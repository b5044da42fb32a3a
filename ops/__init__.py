"""What runs by the clock or by an operator's hand."""
