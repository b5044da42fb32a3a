from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.amounts import CurrenciesDiffer, Money, allocate, divide, total

units = st.integers(-(10**12), 10**12)


def euros(cents: int) -> Money:
    return Money(cents, "EUR")


class TestMoney:
    def test_adds_up_only_in_one_currency(self):
        assert euros(1) + euros(2) == euros(3)
        with pytest.raises(CurrenciesDiffer):
            euros(1) + Money(1, "USD")
        with pytest.raises(CurrenciesDiffer):
            euros(1) < Money(2, "USD")  # noqa: B015
        assert euros(1) != Money(1, "USD")

    def test_multiplies_by_whole_numbers_only(self):
        assert euros(5) * 3 == 3 * euros(5) == euros(15)
        with pytest.raises(TypeError):
            euros(5) * 0.5

    @pytest.mark.parametrize("wrong", [1.0, True, "1", None, Decimal(1)])
    def test_takes_whole_units_only(self, wrong):
        with pytest.raises(TypeError):
            Money(wrong, "EUR")

    @pytest.mark.parametrize("wrong", ["eur", "EURO", "€", ""])
    def test_wants_a_currencys_code(self, wrong):
        with pytest.raises(ValueError, match="currency"):
            Money(1, wrong)

    @given(units, st.sampled_from(["EUR", "JPY", "KWD"]))
    def test_goes_to_decimal_and_back(self, amount, currency):
        money = Money(amount, currency)
        assert Money.of(money.decimal, currency) == money

    def test_rounds_a_decimal_only_when_told_how(self):
        with pytest.raises(ValueError, match="more decimals"):
            Money.of("0.125", "EUR")
        assert Money.of("0.125", "EUR", rounding="half_up") == euros(13)
        assert Money.of("0.125", "EUR", rounding="half_even") == euros(12)

    def test_takes_portions_in_basis_points(self):
        assert euros(12990).portion(2000) == euros(2598)
        assert euros(-5).portion(5000) == euros(-3)

    def test_rounds_to_a_coin(self):
        assert Money(1287, "SGD").rounded_to(5) == Money(1285, "SGD")
        assert Money(1288, "SGD").rounded_to(5) == Money(1290, "SGD")


class TestDivide:
    @given(st.integers(-1000, 1000), st.integers(1, 50))
    def test_rounds_as_it_says(self, numerator, denominator):
        exact = Fraction(numerator, denominator)
        assert divide(numerator, denominator, rounding="half_even") == round(exact)
        assert abs(divide(numerator, denominator, rounding="down")) <= abs(exact)
        assert abs(divide(numerator, denominator, rounding="up")) >= abs(exact)
        assert abs(divide(numerator, denominator, rounding="half_up") - exact) <= Fraction(1, 2)

    @pytest.mark.parametrize(("numerator", "nearest"), [(5, 1), (-5, -1), (4, 0), (15, 2), (25, 3)])
    def test_rounds_halves_away_from_zero(self, numerator, nearest):
        assert divide(numerator, 10, rounding="half_up") == nearest


class TestTotal:
    def test_is_zero_of_the_currency_where_nothing_is_added(self):
        assert total([], currency="EUR") == euros(0)
        assert total([euros(1), euros(2)], currency="EUR") == euros(3)

    def test_refuses_another_currency(self):
        with pytest.raises(CurrenciesDiffer):
            total([euros(1)], currency="USD")


class TestAllocate:
    @given(units, st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
    def test_gives_out_everything_and_each_within_a_unit_of_its_share(self, amount, weights):
        shares = allocate(euros(amount), weights)
        assert sum(share.units for share in shares) == amount
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share.units - Fraction(amount * weight, sum(weights))) < 1

    def test_serves_the_earlier_of_equal_remainders_first(self):
        assert allocate(euros(100), [1, 1, 1]) == [euros(34), euros(33), euros(33)]

    @pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
    def test_refuses_weights_that_share_nothing(self, weights):
        with pytest.raises(ValueError, match="weights"):
            allocate(euros(1), weights)
