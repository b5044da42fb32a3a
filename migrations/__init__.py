"""How the schema came to be: forward only, safe beside the previous release."""
