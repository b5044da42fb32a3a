from datetime import UTC, date, datetime, time

import pytest
from flask import Flask, jsonify, render_template_string

from i18n import _, current_language, current_region, speaking
from i18n.money import Money
from i18n.web import init_app, speak_to

VALUES = {
    "price": Money(129000, "EUR"),
    "day": date(2026, 11, 22),
    "moment": datetime(2026, 11, 22, 23, 5, tzinfo=UTC),
    "hours": [(time(10), time(19))],
}


@pytest.fixture
def app() -> Flask:
    app = Flask("shop")
    init_app(app)
    return app


def page(app: Flask, template: str, **values) -> str:
    with app.test_request_context():
        speak_to("fr", region="FR", time_zone="Europe/Paris")
        return render_template_string(template, **VALUES, **values)


class TestInitApp:
    @pytest.mark.parametrize(
        ("template", "written"),
        [
            ("{{ price|money }}", "1\u202f290,00\u00a0€"),
            ("{{ price|money(whole=True) }}", "1\u202f290\u00a0€"),
            ("{{ money(price, 'code') }}", "1\u202f290,00\u00a0EUR"),
            ("{{ day|date }}", "22 nov. 2026"),
            ("{{ moment|date('long') }}", "23 novembre 2026"),
            ("{{ moment|time }}", "00:05"),
            ("{{ moment|datetime(time_zone='Asia/Tokyo') }}", "23 nov. 2026, 08:05"),
            ("{{ hours|hours }}", "10:00–19:00"),
            ("{{ days(day, day) }}", "22 nov. 2026"),
            ("{{ 1234.5|number }}", "1\u202f234,5"),
            ("{{ 1250|percent }}", "12,5\u00a0%"),
            ("{{ 86|unit('cm') }}", "86\u202fcm"),
            ("{{ ['S', 'M']|list_of }}", "S et M"),
            ("{{ 'JP'|country_name }}", "Japon"),
            ("{{ 'ja'|language_name }} {{ 'ja'|autonym }}", "japonais 日本語"),
            ("{{ 'CNY'|currency_name }}", "yuan renminbi chinois"),
            ("{{ '+33142680000'|phone }}", "01 42 68 00 00"),
            ("{{ direction() }} {{ direction('ar') }}", "ltr rtl"),
            ("{{ relative_day(day, today=day) }}", "aujourd’hui"),
            ("{{ current_language() }} {{ url_tag('zh-Hans', 'CN') }}", "fr zh-cn"),
        ],
    )
    def test_gives_templates_the_readers_ways(self, app, template, written):
        assert page(app, template) == written

    def test_translates_marks_and_wrapped_blocks(self, app):
        assert page(app, "{{ _('tomorrow') }} {{ pgettext('opening hours', 'Closed') }}") == "demain Fermé"
        assert page(app, "{% trans %}\n  tomorrow\n{% endtrans %}") == "demain"
        days = "{{ ngettext('in %(num)d day', 'in %(num)d days', 3) }}"
        assert page(app, days) == "dans 3 jours"
        weeks = "{{ npgettext('none', 'in %(num)d day', 'in %(num)d days', 3) }}"
        assert page(app, weeks) == "in 3 days"

    def test_escapes_what_is_filled_in(self, app):
        assert page(app, "{{ _('Dear %(name)s', name='<b>') }}") == "Dear &lt;b&gt;"
        assert page(app, "{{ refusal }}", refusal=_("No “%(what)s”", what="<b>")) == "No “&lt;b&gt;”"

    def test_writes_messages_into_json(self, app):
        with app.test_request_context():
            speak_to("ja")
            assert jsonify(said=_("today")).json == {"said": "今日"}


class TestSpeakTo:
    def test_ends_with_the_request_even_one_that_fails(self, app):
        @app.get("/")
        def fail():
            speak_to("zh-Hans", region="CN")
            speak_to("fr", region="FR")
            raise ValueError

        with speaking("ja", region="JP"):
            assert app.test_client().get("/").status_code == 500
            assert (current_language(), current_region()) == ("ja", "JP")
