"""Tax adds up to the last unit, whatever the market's way of showing it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.money import divide
from sales.taxes import Article, Rule, reckon, rule_for
from tenancy.markets import TaxRate

TVA = Rule("TVA", 200_000)
SHOUHIZEI = Rule("消費税", 100_000)
NEW_YORK = Rule("New York", 88_750, exempt_below=110_00)
MASSACHUSETTS = Rule("Massachusetts", 62_500, untaxed_up_to=175_00)

RULES = st.builds(
    Rule,
    name=st.sampled_from(["a", "b"]),
    millionths=st.sampled_from([0, 55_000, 88_750, 100_000, 130_000, 200_000]),
    exempt_below=st.none() | st.integers(0, 30_000),
    untaxed_up_to=st.none() | st.integers(0, 30_000),
)


@st.composite
def articles(draw):
    each, units = draw(st.integers(0, 500_000)), draw(st.integers(1, 20))
    return Article(each, units, draw(RULES), off=draw(st.integers(0, each * units)))


class TestReckon:
    def test_takes_the_tax_out_of_a_price_that_includes_it(self):
        (taxed,) = reckon([Article(290_00, 1, TVA)], included=True)
        assert (taxed.net, taxed.tax, taxed.gross) == (241_67, 48_33, 290_00)

    def test_rounds_once_a_rate_and_document(self):
        lines = reckon([Article(105, 1, SHOUHIZEI)] * 3, included=True, rounding="down")
        assert sum(line.tax for line in lines) == divide(315 * 10, 110, rounding="down") == 28
        assert [line.gross for line in lines] == [105, 105, 105]

    def test_judges_each_article_alone(self):
        under, over = reckon([Article(109_99, 3, NEW_YORK), Article(110_00, 1, NEW_YORK)], included=False)
        assert under.tax == 0
        assert over.tax == 9_76

    def test_taxes_only_what_is_above_where_the_state_does_so(self):
        (line,) = reckon([Article(200_00, 2, MASSACHUSETTS)], included=False)
        assert line.tax == divide(2 * 25_00 * 62_500, 1_000_000, rounding="half_up")

    def test_judges_an_article_at_the_price_paid_for_it(self):
        (line,) = reckon([Article(120_00, 1, NEW_YORK, off=20_00)], included=False)
        assert (line.net, line.tax) == (100_00, 0)

    @given(
        st.lists(articles(), max_size=8),
        st.booleans(),
        st.sampled_from(["half_up", "half_even", "down", "up"]),
    )
    def test_adds_up(self, bought, included, rounding):
        lines = reckon(bought, included=included, rounding=rounding)
        for article, line in zip(bought, lines, strict=True):
            assert line.net + line.tax == line.gross
            assert article.amount == (line.gross if included else line.net)
            assert 0 <= line.tax <= max(line.gross, 0)
        for rule in {article.rule for article in bought}:
            taxable = sum(article.taxable for article in bought if article.rule == rule)
            under = 1_000_000 + rule.millionths if included else 1_000_000
            due = divide(taxable * rule.millionths, under, rounding=rounding)
            assert sum(line.tax for line in lines if line.rule == rule) == due


class TestRuleFor:
    @pytest.fixture
    def rates(self):
        def rate(name, millionths, day, region="", **more):
            return TaxRate(name=name, millionths=millionths, starts_on=day, region=region, **more)

        return [
            rate("none", 0, date(2020, 1, 1)),
            rate("New York", 88_750, date(2020, 1, 1), "NY", exempt_below=110_00),
            rate("New York, later", 90_000, date(2027, 1, 1), "NY"),
        ]

    def test_finds_the_regions_own(self, rates):
        assert rule_for(rates, day=date(2026, 11, 22), region="NY") == Rule("New York", 88_750, 110_00)

    def test_falls_back_on_the_markets(self, rates):
        assert rule_for(rates, day=date(2026, 11, 22), region="OR").millionths == 0

    def test_taxes_nothing_where_there_is_no_rate(self):
        assert rule_for([], day=date(2026, 11, 22)) == Rule()
