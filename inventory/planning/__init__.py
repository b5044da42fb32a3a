"""Plans one wave of allocation, replenishment and transfers as pure functions on arrays."""
