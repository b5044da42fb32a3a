"""Brands, their people, markets and outlets."""

from tenancy import brands, domains, identities, markets, modules, outlets, staff

__all__ = ["brands", "domains", "identities", "markets", "modules", "outlets", "staff"]
