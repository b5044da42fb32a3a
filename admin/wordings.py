"""A brand's own words in the console: as its reader reads them, and as the brand itself wrote them."""

from admin.frame import brand
from catalogue import versions
from i18n import current_language
from i18n.words import Wording, Words, wording
from kernel.db import Identified
from kernel.web.forms import Form
from kernel.web.transactions import session
from tenancy.frontage import Frontage


def said(words: Words, field: str = "name", otherwise: str = "") -> Wording:
    """Read a text in the reader's language, or the nearest; marked where it is another."""
    found = wording(words, field, current_language(), source=brand().language)
    return found or Wording(otherwise, "", None)


def own(words: Words, field: str = "name") -> str:
    """Read a text in the language of the house, as its forms edit it."""
    return words.get(field, {}).get(brand().language, {}).get("text", "")


def with_own(words: Words, **texts: str) -> dict[str, dict[str, str]]:
    """Return all texts, the house's own as given; an empty one goes, and its translations with it."""
    spoken = {
        name: {language: entry["text"] for language, entry in by_language.items()}
        for name, by_language in words.items()
    }
    for name, text in texts.items():
        if text.strip():
            spoken[name] = {**spoken.get(name, {}), brand().language: text.strip()}
        else:
            spoken.pop(name, None)
    return spoken


def refuse_outdated(form: Form, row: Identified | Frontage) -> None:
    """Refuse what would overwrite a newer version unseen; sent again, it is put in its place knowingly."""
    try:
        versions.refuse_outdated(session(), row, form["version"].data or "")
    except versions.ChangedMeanwhile as refusal:
        form["version"].data = refusal.values["version"]
        raise
