import json
from datetime import UTC, date, datetime

import pytest
from markupsafe import escape

from i18n import N_, _, ngettext, npgettext, pgettext, speaking, translate
from i18n.money import Money
from i18n.translations import chain
from kernel.errors import Refusal


class TestMessage:
    def test_is_read_in_the_language_spoken_when_it_is_read(self):
        message = _("today")
        with speaking("fr"):
            french = str(message)
        with speaking("ja"):
            japanese = f"{message}"
        assert (str(message), french, japanese) == ("today", "aujourd’hui", "今日")

    def test_keeps_its_values_until_then(self):
        message = _("%(field)s is missing.") % {"field": _("Postcode")}
        assert message.in_("fr") == "Code postal\u00a0: à renseigner."
        assert str(message) == "Postcode is missing."

    def test_says_money_and_days_as_the_reader_does(self):
        with speaking("fr", region="FR", time_zone="Europe/Paris"):
            assert str(_("From %(price)s", price=Money(129000, "EUR"))) == "From 1\u202f290,00\u00a0€"
            assert str(_("On %(day)s", day=date(2026, 11, 22))) == "On 22 nov. 2026"
            at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
            assert str(_("At %(at)s", at=at)) == "At 23 nov. 2026, 00:30"

    def test_says_them_in_a_refusal_too(self):
        class Dear(Refusal):
            message = _("At most %(price)s.")

        with speaking("fr", region="FR"):
            assert str(Dear(price=Money(129000, "EUR"))) == "At most 1\u202f290,00\u00a0€."

    def test_leaves_per_cent_signs_alone_where_there_is_nothing_to_fill_in(self):
        assert str(_("100% wool")) == "100% wool"

    def test_equals_what_says_the_same(self):
        assert _("a %(n)s", n=1) == _("a %(n)s") % {"n": 1}
        assert hash(_("a %(n)s", n=[1])) == hash(_("a %(n)s", n=[1]))
        assert _("a %(n)s", n=1) != _("a %(n)s", n=2)
        assert _("Name") != pgettext("address", "Name")
        assert _("today") != "today"

    def test_joins_sentences_like_any_text(self):
        assert _("today") + "!" == "today!"
        assert "(" + _("today") == "(today"
        assert "day" in _("today")
        assert len(_("today")) == 5
        assert not _("")

    def test_is_escaped_in_a_page(self):
        assert escape(_("<%(tag)s>", tag="b")) == "&lt;b&gt;"

    def test_is_never_written_out_in_english_by_mistake(self):
        with pytest.raises(TypeError):
            json.dumps({"message": _("today")})


class TestNgettext:
    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (0, "بعد 0 يوم"),
            (1, "بعد يوم واحد"),
            (2, "بعد يومين"),
            (3, "بعد 3 أيام"),
            (11, "بعد 11 يومًا"),
            (100, "بعد 100 يوم"),
        ],
    )
    def test_chooses_among_all_the_forms_of_a_language(self, number, said):
        assert ngettext("in %(num)d day", "in %(num)d days", number).in_("ar") == said

    def test_counts_zero_as_the_french_do(self):
        message = ngettext("in %(num)d day", "in %(num)d days", 0)
        assert (message.in_("fr"), message.in_("en")) == ("dans 0 jour", "in 0 days")


class TestPgettext:
    def test_tells_one_sense_from_another(self):
        assert pgettext("opening hours", "Closed").in_("zh-Hans") == "休息"
        assert pgettext("a wound", "Closed").in_("zh-Hans") == "Closed"


class TestNpgettext:
    def test_falls_back_on_english_with_its_number(self):
        assert str(npgettext("stock", "%(num)d piece", "%(num)d pieces", 3)) == "3 pieces"


class TestTranslate:
    def test_takes_a_message_or_a_marked_text(self):
        assert translate(_("today"), "ja") == translate(N_("today"), "ja") == "今日"

    def test_lets_a_reader_of_traditional_chinese_have_simplified_before_english(self, tmp_path):
        written = tmp_path / "zh_Hans" / "LC_MESSAGES" / "staff.po"
        written.parent.mkdir(parents=True)
        written.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Till"\nmsgstr "收银台"\n'
        )
        assert chain("zh-Hant", folder=tmp_path).gettext("Till") == "收银台"


class TestSpeaking:
    def test_ends_with_its_block_even_when_that_fails(self):
        with pytest.raises(KeyError), speaking("fr"):
            raise KeyError
        assert str(_("today")) == "today"

    def test_keeps_region_and_zone_when_only_the_language_turns(self):
        with speaking("fr", region="FR", time_zone="Europe/Paris"), speaking("ja") as speech:
            assert (speech.language, speech.region, speech.time_zone) == ("ja", "FR", "Europe/Paris")
