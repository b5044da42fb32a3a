"""Brands, their people, markets and outlets."""

from tenancy import (
    brands,
    domains,
    duties,
    founding,
    identities,
    invitations,
    markets,
    modules,
    outlets,
    people,
    resets,
    second_factors,
    sessions,
    staff,
    throttles,
)

__all__ = [
    "brands",
    "domains",
    "duties",
    "founding",
    "identities",
    "invitations",
    "markets",
    "modules",
    "outlets",
    "people",
    "resets",
    "second_factors",
    "sessions",
    "staff",
    "throttles",
]
