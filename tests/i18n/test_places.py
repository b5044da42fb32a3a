import pytest

from i18n import places
from i18n.places import regions


class TestRegions:
    def test_are_named_as_people_know_them(self):
        assert ("CA", "California") in regions("US")
        assert ("Kowloon", "九龍") in regions("HK")
        assert ("浙江省", "Zhejiang Sheng") in regions("CN", latin=True)
        assert regions("SG") == []


class TestKey:
    @pytest.mark.parametrize("written", ["浙江省", "Zhejiang Sheng", "zhejiang sheng"])
    def test_is_one_however_the_place_is_written(self, written):
        assert places.key("CN", "CN", written) == "浙江省"

    def test_is_none_for_a_place_that_is_not_there(self):
        assert places.key("CN", "CN", "Paris") is None
        assert places.key("SG", "SG", "Singapore") is None


class TestName:
    def test_leaves_a_states_code_a_code(self):
        assert places.name("US", "US", "NY", latin=False) == "NY"
        assert places.name("HK", "HK", "Kowloon", latin=False) == "九龍"
