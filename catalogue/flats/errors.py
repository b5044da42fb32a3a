class Undrawable(ValueError):
    """What was asked for can't be drawn; the message says what can."""
