from decimal import Decimal

import pytest

from catalogue import measures
from catalogue.measures import Length


class TestLength:
    def test_reads_in_centimetres_and_in_quarters_of_an_inch(self):
        assert Length(1005).cm == Decimal("100.5")
        assert Length(1000).inches == Decimal("39.25")
        assert Length(254).inches == Decimal(10)


class TestValidated:
    def test_keeps_sizes_that_are_offered(self):
        kept = measures.validated({"S": {"length": 900}, "XXL": {"length": 960}}, sizes=["S", "M"])
        assert kept == {"S": {"length": 900}}

    @pytest.mark.parametrize("length", [0, -5, 90.5, 6000])
    def test_refuses_what_can_not_be_a_length(self, length):
        with pytest.raises(measures.BadLength):
            measures.validated({"S": {"length": length}}, sizes=["S"])

    def test_refuses_a_measure_it_does_not_know(self):
        with pytest.raises(measures.UnknownMeasure):
            measures.validated({"S": {"girth": 900}}, sizes=["S"])
