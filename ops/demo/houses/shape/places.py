"""Where a house is and sells: markets and their taxes, outlets and what they carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from inventory.assortments.drafting import RuleDraft
from ops.demo.houses.shape.words import Span, Text


@dataclass(frozen=True, kw_only=True)
class TaxRate:
    """A dated rate; `basis_points` is a Decimal because some (8.875 %) are not whole.

    `region` is a country or a part of one where a market's rates differ; without it the rate is the market's.
    """

    country: str
    region: str | None = None
    name: Text
    basis_points: Decimal
    since: date
    exempt_below: int | None = None
    untaxed_up_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class PriceRule:
    """From a base price: times `factor`, to the nearest `step`, less `charm`, all in minor units."""

    factor: Fraction = Fraction(1)
    step: int
    charm: int = 0

    def price(self, base: int) -> int:
        steps = max(1, round(base * self.factor / self.step))
        return steps * self.step - self.charm


@dataclass(frozen=True, kw_only=True)
class Market:
    key: str
    name: Text
    countries: tuple[str, ...]
    currency: str
    languages: tuple[str, ...]
    tax_included: bool
    tax_rates: tuple[TaxRate, ...]
    outlets: tuple[str, ...]
    price_list: str
    price_rule: PriceRule
    size_naming: str
    """Key into `Size.names` for how this market reads a size."""


@dataclass(frozen=True, kw_only=True)
class StoreType:
    key: str
    name: Text
    description: Text


@dataclass(frozen=True, kw_only=True)
class Carrying:
    """A rule of the house's assortment; from and until are days after today, without them it always holds."""

    rule: RuleDraft
    from_day: int | None = None
    until_day: int | None = None

    def draft(self, today: date) -> RuleDraft:
        starts_on = None if self.from_day is None else today + timedelta(days=self.from_day)
        ends_on = None if self.until_day is None else today + timedelta(days=self.until_day)
        return replace(self.rule, starts_on=starts_on, ends_on=ends_on)


@dataclass(frozen=True, kw_only=True)
class Address:
    """Fields as the address library names them, in one script."""

    country: str
    region: str = ""
    city: str = ""
    district: str = ""
    lines: tuple[str, ...]
    postcode: str = ""
    sorting: str = ""


@dataclass(frozen=True, kw_only=True)
class Holiday:
    on: date
    name: Text
    hours: tuple[Span, ...]
    """Empty when closed."""


@dataclass(frozen=True, kw_only=True)
class Outlet:
    code: str
    slug: str
    kind: str
    store_type: str | None = None
    name: Text
    address: Address
    latin_address: Address
    latitude: float
    longitude: float
    time_zone: str
    currency: str
    language: str
    phone: str
    hours: Mapping[int, tuple[Span, ...]]
    """By weekday (0 Monday … 6 Sunday); empty when closed."""
    holidays: tuple[Holiday, ...] = ()
    capacity: int
    floor_area: int = 0
    """Square metres."""
    services: tuple[str, ...] = ()
    city_tier: str | None = None
    climate: str
    grade: str
    about: Text = field(default_factory=dict)
