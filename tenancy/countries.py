"""What a country's shoppers expect when a brand first opens there: dated, and the brand's to change.

Rates as in force on 2026-11-22 by the VAT Law of China, BOFiP, IRAS, the Japanese NTA, HMRC and the tax
offices of Germany and Italy. A US state's rates are added by the brand; Hong Kong has no such tax.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tenancy.markets import RateDraft


@dataclass(frozen=True)
class Custom:
    """Language, time zone and tax as most shops of the country have them."""

    language: str
    currency: str
    time_zone: str
    tax_included: bool
    rates: tuple[RateDraft, ...] = ()


def _vat(name: str, percent: int, since: date) -> tuple[RateDraft, ...]:
    return (RateDraft(name=name, millionths=percent * 10_000, starts_on=since),)


CUSTOMS: Mapping[str, Custom] = {
    "CN": Custom("zh-Hans", "CNY", "Asia/Shanghai", True, _vat("增值税", 13, date(2019, 4, 1))),
    "FR": Custom("fr", "EUR", "Europe/Paris", True, _vat("TVA", 20, date(2014, 1, 1))),
    "SG": Custom("en", "SGD", "Asia/Singapore", True, _vat("GST", 9, date(2024, 1, 1))),
    "JP": Custom("ja", "JPY", "Asia/Tokyo", True, _vat("消費税", 10, date(2019, 10, 1))),
    "GB": Custom("en", "GBP", "Europe/London", True, _vat("VAT", 20, date(2011, 1, 4))),
    "DE": Custom("de", "EUR", "Europe/Berlin", True, _vat("USt.", 19, date(2021, 1, 1))),
    "IT": Custom("it", "EUR", "Europe/Rome", True, _vat("IVA", 22, date(2013, 10, 1))),
    "HK": Custom("zh-Hant", "HKD", "Asia/Hong_Kong", True),
    "US": Custom("en", "USD", "America/New_York", False),
}
