"""What of an amount is tax: in the price where the market shows it so, on top elsewhere.

reckon(articles, included=, rounding=) -> [Taxed]      one document's lines, in their order
rule_for(rates, day=, region=) -> Rule                 the rate that holds there and then

Tax is rounded once for each rate of a document and shared out to its lines by largest remainder, so that
the lines add up to the document's tax to the last unit; where prices include tax, gross never moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from i18n.money import Rounding, divide, share
from tenancy.markets import TaxRate, rate_on

WHOLE = 1_000_000
"""A rate is in millionths."""


@dataclass(frozen=True)
class Rule:
    """A rate with the part of an article's price that it leaves free.

    Below `exempt_below` an article is free of tax, at or above it the whole price is taxed (New York); of an
    article's price `untaxed_up_to` only what is above it is taxed (Massachusetts, Rhode Island).
    """

    name: str = ""
    millionths: int = 0
    exempt_below: int | None = None
    untaxed_up_to: int | None = None

    def taxable(self, each: int) -> int:
        """How much of one article's price this rule taxes."""
        if self.exempt_below is not None and each < self.exempt_below:
            return 0
        return max(0, each - (self.untaxed_up_to or 0))


@dataclass(frozen=True)
class Article:
    """So many alike at a price each, as the market shows it, less what was taken off the line."""

    each: int
    units: int
    rule: Rule
    off: int = 0

    @property
    def amount(self) -> int:
        return self.each * self.units - self.off

    @property
    def taxable(self) -> int:
        """What is taxed of the line: each article judged alone at the price paid for it."""
        return sum(map(self.rule.taxable, share(self.amount, [1] * self.units)))


@dataclass(frozen=True)
class Taxed:
    """A line as the books keep it, in minor units: net + tax = gross, by this rule and rounding."""

    net: int
    tax: int
    gross: int
    rule: Rule
    rounding: Rounding


def rule_for(rates: Iterable[TaxRate], *, day: date, region: str = "") -> Rule:
    """The rule that holds on a day in a region; where there is none, nothing is taxed."""
    rate = rate_on(rates, day, region=region)
    if rate is None:
        return Rule()
    return Rule(rate.name, rate.millionths, rate.exempt_below, rate.untaxed_up_to)


def reckon(articles: Sequence[Article], *, included: bool, rounding: Rounding = "half_up") -> list[Taxed]:
    taxes = [0] * len(articles)
    for rule in dict.fromkeys(article.rule for article in articles):
        places = [place for place, article in enumerate(articles) if article.rule == rule]
        for place, tax in zip(
            places, _shared(rule, [articles[p] for p in places], included, rounding), strict=True
        ):
            taxes[place] = tax
    return [_taxed(article, tax, included, rounding) for article, tax in zip(articles, taxes, strict=True)]


def _shared(rule: Rule, articles: Sequence[Article], included: bool, rounding: Rounding) -> list[int]:
    """One rate's tax over a document, rounded once and shared out."""
    taxable = [article.taxable for article in articles]
    whole = sum(taxable)
    if whole <= 0 or rule.millionths == 0:
        return [0] * len(articles)
    under = WHOLE + rule.millionths if included else WHOLE
    tax = divide(whole * rule.millionths, under, rounding=rounding)
    return share(tax, taxable)


def _taxed(article: Article, tax: int, included: bool, rounding: Rounding) -> Taxed:
    if included:
        return Taxed(article.amount - tax, tax, article.amount, article.rule, rounding)
    return Taxed(article.amount, tax, article.amount + tax, article.rule, rounding)
