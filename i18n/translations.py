"""The catalogues as read while running: shop first, then staff, then a language the reader also reads."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from i18n.faults import is_translated
from i18n.languages import SOURCE_LANGUAGE, fallbacks, locale_name

LOCALES = Path(__file__).parent / "locales"
DOMAINS = ("shop", "staff")


@cache
def translations(language: str) -> NullTranslations:
    return chain(language, folder=LOCALES)


def chain(language: str, *, folder: Path) -> NullTranslations:
    """Link the catalogues of a language and of those it falls back on; English needs none."""
    found = [
        catalogue
        for tag in fallbacks(language, SOURCE_LANGUAGE)
        for domain in DOMAINS
        if (catalogue := _load(tag, domain, folder=folder))
    ]
    first = NullTranslations()
    for catalogue in reversed(found):
        catalogue.add_fallback(first)
        first = catalogue
    return first


def _load(tag: str, domain: str, *, folder: Path) -> GNUTranslations | None:
    written = folder / locale_name(tag) / "LC_MESSAGES" / f"{domain}.po"
    if tag == SOURCE_LANGUAGE or not written.exists():
        return None
    compiled = written.with_suffix(".mo")
    if is_stale(compiled, written=written):
        return GNUTranslations(BytesIO(compiled_bytes(written)))
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def is_stale(compiled: Path, *, written: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < written.stat().st_mtime_ns


def compiled_bytes(written: Path) -> bytes:
    """Compile a .po, leaving out what is untranslated: Babel would fill a missing plural with English."""
    with written.open("rb") as file:
        catalogue = read_po(file)
    unusable = [
        message for message in catalogue if message.id and (not is_translated(message) or message.fuzzy)
    ]
    for message in unusable:
        catalogue.delete(message.id, message.context)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
