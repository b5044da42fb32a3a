import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import gtins


class TestValidated:
    @pytest.mark.parametrize(
        "gtin", ["4006381333931", "5901234123457", "6901234567892", "09521234543213", "96385074"]
    )
    def test_takes_numbers_in_use(self, gtin):
        assert gtins.validated(gtin) == gtin

    def test_gives_twelve_digits_their_leading_zero(self):
        assert gtins.validated("012345678905") == "0012345678905"

    def test_reads_past_spaces_and_hyphens(self):
        assert gtins.validated("4 006381-333931") == "4006381333931"

    @given(st.integers(1, 10**10 - 1), st.integers(0, 12), st.integers(1, 9))
    def test_sees_any_one_digit_mistaken(self, number, place, slip):
        gtin = gtins.internal(number)
        digit = (int(gtin[place]) + slip) % 10
        with pytest.raises(gtins.BadGtin):
            gtins.validated(f"{gtin[:place]}{digit}{gtin[place + 1 :]}")

    @pytest.mark.parametrize(
        "text", ["", "123", "400638133393a", "40063813339310", "４００６３８１３３３９３１" + "0" * 40]
    )
    def test_refuses_what_is_no_number(self, text):
        with pytest.raises(gtins.BadGtin):
            gtins.validated(text)


class TestInternal:
    @given(st.integers(1, 10**10 - 1))
    def test_makes_numbers_that_hold_and_lead_back(self, number):
        gtin = gtins.internal(number)
        assert gtins.validated(gtin) == gtin
        assert gtin.startswith(gtins.OURS)
        assert gtins.number_of(gtin) == number

    def test_ends_with_its_range(self):
        with pytest.raises(gtins.RangeUsedUp):
            gtins.internal(10**10)
