import pytest

from catalogue import tokens, wishes
from catalogue.wishes import Reader, Sizes

SIZES = Sizes(("34", "36", "S 155/80A", "M 160/84A", "M 160/68A", "9号", "23.0"))


def cut(query: str, language: str, known: set[str] | None = None) -> list[str]:
    reader = Reader((language,), SIZES)
    pieces = tokens.pieces(query, language)
    parts = wishes.cut(pieces, reader, is_known=lambda word: known is None or word in known)
    return [part.spelt for part in parts]


def sizes(query: str, language: str) -> list[tuple[str, ...]]:
    parts = wishes.cut(tokens.pieces(query, language), Reader((language,), SIZES), is_known=lambda word: True)
    return [part.sizes for part in parts]


class TestCut:
    def test_takes_names_before_pairs(self):
        assert cut("黑连衣裙", "zh-Hans", {"连衣", "衣裙", "黑连"}) == ["黑", "连衣裙"]
        assert cut("黑色羊毛及膝大衣", "zh-Hans", {"及膝", "毛及"}) == ["黑色", "羊毛", "及膝", "大衣"]

    def test_cuts_where_the_script_changes(self):
        assert cut("黒いコート", "ja") == ["黒い", "コート"]
        assert cut("軽くて暖かいコート", "ja", {"軽", "暖"}) == ["軽", "暖", "コート"]

    def test_leaves_out_no_sign_that_nothing_known_covers(self):
        assert "耳机" in cut("蓝牙耳机", "zh-Hans", {"耳", "机"})

    def test_joins_words_that_name_one_thing(self):
        assert cut("black trench coat", "en") == ["black", "trench coat"]
        assert cut("真丝T恤", "zh-Hans") == ["真丝", "T恤"]

    def test_takes_what_tells_nothing_only_where_there_is_no_more(self):
        assert cut("robe de soie", "fr") == ["robe", "soie"]
        assert cut("de la", "fr") == []


class TestSizes:
    @pytest.mark.parametrize(
        ("query", "language", "found"),
        [
            ("size 36", "en", ("36",)),
            ("taille 36", "fr", ("36",)),
            ("36码", "zh-Hans", ("36",)),
            ("サイズ9", "ja", ("9号",)),
            ("9号", "ja", ("9号",)),
            ("９号", "ja", ("9号",)),
            ("23", "ja", ("23.0",)),
            ("160/68A", "zh-Hans", ("M 160/68A",)),
            ("m", "zh-Hans", ("M 160/84A", "M 160/68A")),
        ],
    )
    def test_are_asked_for_as_the_market_names_them(self, query, language, found):
        assert sizes(query, language) == [found]

    def test_are_no_part_of_another_word(self):
        assert sizes("taille haute", "fr") == [(), ()]
