import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.pofile import read_po
from werkzeug.datastructures import MultiDict

from i18n import speaking
from i18n.forms import FormTranslations
from i18n.languages import SHOP_LANGUAGES

THEIRS = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"


def their_texts():
    with THEIRS.open("rb") as file:
        return [entry for entry in read_po(file) if entry.id]


class Form(wtforms.Form):
    class Meta(wtforms.Form.Meta):
        def get_translations(self, form):
            return FormTranslations()

    name = wtforms.StringField(
        validators=[wtforms.validators.InputRequired(), wtforms.validators.Length(max=3)]
    )


class TestFormTranslations:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("fr", "Ce champ est obligatoire."),
            ("ja", "入力必須の項目です。"),
            ("en", "This field is required."),
        ],
    )
    def test_say_what_a_form_says_in_the_language_spoken(self, language, said):
        form = Form()
        with speaking(language):
            assert not form.validate()
            assert form.errors == {"name": [said]}

    def test_count_in_arabic(self):
        form = Form(MultiDict({"name": "four"}))
        with speaking("ar"):
            form.validate()
        assert form.errors == {"name": ["3 أحرف كحد أقصى."]}

    @pytest.mark.parametrize("language", [tag for tag in SHOP_LANGUAGES if tag != "en"])
    @pytest.mark.parametrize(
        "entry", their_texts(), ids=lambda entry: re.sub(r"\W+", "-", str(entry.id))[:40]
    )
    def test_know_every_text_of_the_library(self, language, entry):
        with speaking(language):
            if entry.pluralizable:
                assert FormTranslations().ngettext(*entry.id, 5) not in entry.id
            else:
                assert FormTranslations().gettext(entry.id) != entry.id
