import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.languages import (
    SHOP_LANGUAGES,
    autonym,
    babel_locale,
    canonical_url_tag,
    countries,
    country_name,
    direction,
    fallbacks,
    is_at_home,
    negotiate,
    normalise,
    parse_url_tag,
    url_tag,
)

languages = st.sampled_from([*SHOP_LANGUAGES, "de", "sr", "sr-Latn", "uz-Cyrl", "he", "pt"])


class TestNormalise:
    @pytest.mark.parametrize(
        ("written", "ours"),
        [
            ("zh-CN", "zh-Hans"),
            ("zh", "zh-Hans"),
            ("zh_TW", "zh-Hant"),
            ("zh-HK", "zh-Hant"),
            ("ZH-hant-hk", "zh-Hant"),
            ("cmn-Hans-CN", "zh-Hans"),
            ("en-GB", "en"),
            ("pt_BR", "pt"),
            ("sr-Latn", "sr-Latn"),
            ("iw", "he"),
        ],
    )
    def test_gives_each_language_one_tag(self, written, ours):
        assert normalise(written) == ours

    @pytest.mark.parametrize("written", ["", "x", "english", "zz-ZZ", "en US", "../en", "e" * 300])
    def test_refuses_what_names_no_language(self, written):
        with pytest.raises(ValueError, match="language"):
            normalise(written)


class TestDirection:
    def test_is_right_to_left_for_arabic_alone_of_ours(self):
        assert [tag for tag in SHOP_LANGUAGES if direction(tag) == "rtl"] == ["ar"]


class TestAutonym:
    def test_names_a_language_in_itself(self):
        named = [autonym(tag) for tag in SHOP_LANGUAGES]
        assert named == ["简体中文", "English", "Français", "日本語", "繁體中文", "العربية"]


class TestCountryName:
    def test_is_told_in_the_readers_language(self):
        assert country_name("JP", language="fr") == "Japon"


class TestBabelLocale:
    @pytest.mark.parametrize(
        ("language", "region", "found"),
        [
            ("en", "SG", "en_SG"),
            ("en", "CN", "en_001"),
            ("en", None, "en_001"),
            ("zh-Hans", "CN", "zh_Hans_CN"),
            ("zh-Hans", "FR", "zh_Hans"),
            ("zh-Hant", "HK", "zh_Hant_HK"),
            ("ja", "FR", "ja"),
            ("ar", "AE", "ar_AE"),
        ],
    )
    def test_finds_the_nearest_for_any_pair(self, language, region, found):
        assert str(babel_locale(language, region)) == found


class TestFallbacks:
    def test_go_by_what_the_reader_also_reads_to_the_source(self):
        assert fallbacks("zh-Hant", "fr") == ("zh-Hant", "zh-Hans", "fr")

    def test_name_the_source_once(self):
        assert fallbacks("fr", "fr") == ("fr",)

    def test_drop_the_region(self):
        assert fallbacks("fr-CA", "en") == ("fr-CA", "fr", "en")


class TestNegotiate:
    @pytest.mark.parametrize(
        ("header", "offered", "chosen"),
        [
            ("zh-CN,zh;q=0.9,en;q=0.8", ["en", "zh-Hans"], "zh-Hans"),
            ("zh-TW", ["en", "zh-Hans", "zh-Hant"], "zh-Hant"),
            ("zh-HK,en;q=0.5", ["en", "zh-Hans"], "zh-Hans"),
            ("en;q=0.5,fr-CA", ["en", "fr"], "fr"),
            ("en;q=0,fr;q=0.1", ["en", "fr"], "fr"),
            ("de,*;q=0.1", ["ja", "fr"], "ja"),
            ("de", ["ja", "fr"], None),
            ("", ["ja"], None),
            (None, ["ja"], None),
            ("fr;q=high, ;;, en-", ["en", "fr"], None),
        ],
    )
    def test_reads_the_header_as_the_reader_meant_it(self, header, offered, chosen):
        assert negotiate(header, offered) == chosen

    @settings(deadline=None)
    @given(st.text())
    def test_survives_any_header(self, header):
        assert negotiate(header, ["en", "fr"]) in {None, "en", "fr"}


class TestUrlTag:
    @pytest.mark.parametrize(
        ("language", "country", "tag"),
        [
            ("zh-Hans", "CN", "zh-cn"),
            ("zh-Hans", "SG", "zh-sg"),
            ("zh-Hans", "HK", "zh-hans-hk"),
            ("zh-Hant", "HK", "zh-hant-hk"),
            ("zh-Hant", "TW", "zh-hant-tw"),
            ("zh-Hans", "US", "zh-hans-us"),
            ("zh-Hans", "FR", "zh-fr"),
            ("en", "SG", "en-sg"),
            ("ar", "AE", "ar-ae"),
            ("ja", "JP", "ja-jp"),
        ],
    )
    def test_is_the_shortest_that_is_clear(self, language, country, tag):
        assert url_tag(language, country) == tag

    @pytest.mark.parametrize(
        ("language", "country"), [("en", "UK"), ("en", "EU"), ("en", "gb"), ("en-GB", "GB")]
    )
    def test_refuses_what_is_no_language_in_a_country(self, language, country):
        with pytest.raises(ValueError, match="no address"):
            url_tag(language, country)


class TestParseUrlTag:
    @settings(deadline=None)
    @given(languages, st.sampled_from(sorted(countries())))
    def test_undoes_url_tag(self, language, country):
        assert parse_url_tag(url_tag(language, country)) == (language, country)

    @settings(deadline=None)
    @given(languages, languages, st.sampled_from(sorted(countries())))
    def test_never_reads_two_pairs_from_one_tag(self, one, other, country):
        assert (url_tag(one, country) == url_tag(other, country)) == (one == other)

    @pytest.mark.parametrize(
        "tag",
        ["zh-hk", "zh-hans-cn", "en-uk", "EN-us", "en_us", "en", "fr-eu", "admin", "zh-hant-", "-cn", ""],
    )
    def test_refuses_all_but_the_canonical_form(self, tag):
        assert parse_url_tag(tag) is None

    @settings(deadline=None)
    @given(st.text(max_size=14))
    def test_takes_nothing_that_url_tag_would_not_write(self, tag):
        parsed = parse_url_tag(tag)
        assert parsed is None or url_tag(*parsed) == tag


class TestCanonicalUrlTag:
    @pytest.mark.parametrize(
        ("tag", "canonical"),
        [("ZH-CN", "zh-cn"), ("zh-hans-cn", "zh-cn"), ("en-Us", "en-us"), ("xx-yy", None), ("en-eu", None)],
    )
    def test_is_what_url_tag_writes(self, tag, canonical):
        assert canonical_url_tag(tag) == canonical


class TestIsAtHome:
    @pytest.mark.parametrize(
        ("tag", "country"), [("zh-Hans", "CN"), ("en", "SG"), ("en", "US"), ("fr", "CA"), ("ja", "JP")]
    )
    def test_holds_where_the_country_speaks_it(self, tag, country):
        assert is_at_home(tag, country)

    @pytest.mark.parametrize(("tag", "country"), [("zh-Hans", "FR"), ("en", "CN"), ("fr", "JP")])
    def test_does_not_hold_elsewhere(self, tag, country):
        assert not is_at_home(tag, country)
