"""The web's plumbing: doors, transactions, access, fragments, forms, caches and headers."""
