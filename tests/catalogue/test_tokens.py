import pytest

from catalogue import tokens


class TestWords:
    @pytest.mark.parametrize(
        ("text", "language", "found"),
        [
            ("Robe Céleste", "fr", ("robe", "celeste")),
            ("L'été d’Émilie", "fr", ("ete", "emilie")),
            ("Robes, manteaux et œillets", "fr", ("robe", "manteau", "oeillet")),
            ("Pleated blouses & dresses", "en", ("pleated", "blouse", "dress")),
            ("ＳＩＬＫ　Ｔ－ｓｈｉｒｔ", "en", ("silk", "t", "shirt")),
            ("真丝", "zh-Hans", ("真", "真丝", "丝")),
            ("パーカー", "ja", ("パ", "パー", "ー", "ーカ", "カ")),
            ("ﾄﾞﾚｽ", "ja", ("ド", "ドレ", "レ", "レス", "ス")),
            ("Straße Größe", "de", ("strasse", "grosse")),
            ("فستان حرير", "ar", ("فستان", "حرير")),
            ("الفستان الأزرق", "ar", ("فستان", "ازرق")),
            ("Women's coat", "en", ("women", "coat")),
            ("ﾜﾝﾋﾟ-ｽ", "ja", ("ワ", "ワン", "ン", "ンピ", "ピ", "ピー", "ー", "ース", "ス")),
            ("すかーと", "ja", ("ス", "スカ", "カ", "カー", "ー", "ート", "ト")),
            ("連衣裙", "zh-Hans", ("连", "连衣", "衣", "衣裙", "裙")),
        ],
    )
    def test_are_folded_alike_however_they_are_written(self, text, language, found):
        assert tokens.words(text, language) == found

    def test_end_where_no_one_reads_on(self):
        assert len(tokens.words("x" * 10_000, "en")[0]) == tokens.LONGEST_WORD


class TestPieces:
    def test_keep_the_spelling_of_each_sign_and_word(self):
        spelt = [piece.spelt for piece in tokens.pieces("黑色T恤 SILK", "zh-Hans")]
        assert spelt == ["黑", "色", "T", "恤", "SILK"]

    def test_know_endings_and_articles(self):
        told = [piece.spelt for piece in tokens.pieces("黒いコートと靴", "ja") if piece.tells]
        assert told == ["黒", "コ", "ー", "ト", "靴"]
        assert all(piece.tells for piece in tokens.pieces("すかーと", "ja"))
        assert [piece.spelt for piece in tokens.pieces("la robe", "fr") if piece.tells] == ["robe"]

    def test_leave_out_the_mark_that_many_do(self):
        stems = [
            "".join(piece.stem for piece in tokens.pieces(text, "ja")) for text in ("セーター", "セータ")
        ]
        assert stems[0] == stems[1]


class TestStandingFor:
    def test_takes_pairs_and_a_sign_alone(self):
        assert tokens.standing_for("连衣裙", "zh-Hans") == ("连衣", "衣裙")
        assert tokens.standing_for("T恤", "zh-Hans") == ("t", "恤")
