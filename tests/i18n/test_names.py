import pytest

from i18n.names import display_name, initials, sorting_key


class TestDisplayName:
    @pytest.mark.parametrize(
        ("family", "given", "language", "shown"),
        [
            ("王", "芳", "zh-Hans", "王芳"),
            ("山田", "花子", "ja", "山田花子"),
            ("김", "민준", "ko", "김민준"),
            ("王", "芳", "fr", "王芳"),
            ("Wang", "Fang", "zh-Hans", "Fang Wang"),
            ("Nguyễn", "Thị Mai", "vi", "Nguyễn Thị Mai"),
            ("Dupont", "Inès", "fr", "Inès Dupont"),
            ("", "Sukarno", "id", "Sukarno"),
        ],
    )
    def test_says_a_name_in_its_own_order(self, family, given, language, shown):
        assert display_name(family=family, given=given, language=language) == shown


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "mark"), [("王芳", "王"), ("Inès Dupont", "ID"), ("Ann", "A"), ("", "")]
    )
    def test_stand_for_a_person(self, name, mark):
        assert initials(name) == mark


class TestSortingKey:
    def test_ignores_accents_and_case(self):
        names = ["Zoé", "élise", "Émile", "Dora"]
        assert sorted(names, key=sorting_key) == ["Dora", "élise", "Émile", "Zoé"]

    def test_goes_by_the_reading(self):
        names = [("渡辺", "わたなべ"), ("青木", "あおき")]
        assert min(names, key=lambda name: sorting_key(*name)) == ("青木", "あおき")
