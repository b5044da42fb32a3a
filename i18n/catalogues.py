"""The written catalogues: found in the source, kept as .po files, compiled for running."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from i18n.faults import fault, is_translated, sources
from i18n.languages import SHOP_LANGUAGES, SOURCE_LANGUAGE, STAFF_LANGUAGES, babel_locale, locale_name
from i18n.marked import copy, entries, extracted
from i18n.translations import DOMAINS, compiled_bytes, is_stale

LANGUAGES = {
    "shop": tuple(tag for tag in SHOP_LANGUAGES if tag != SOURCE_LANGUAGE),
    "staff": tuple(tag for tag in STAFF_LANGUAGES if tag != SOURCE_LANGUAGE),
}
_UNSTABLE = (
    '"Project-Id-Version',
    '"Report-Msgid',
    '"POT-Creation',
    '"PO-Revision',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)
_CLDR_PLURALS = frozenset({"ar"})
_CONTEXT_MARK = "\u0004"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the catalogues of a source tree are."""

    root: Path
    locales: Path

    def written(self, language: str, domain: str) -> Path:
        return self.locales / locale_name(language) / "LC_MESSAGES" / f"{domain}.po"


def key(entry: Entry) -> str:
    """Return what names a text in a file to be filled in: its English, after its context where it has one."""
    text = sources(entry)[0]
    return f"{entry.context}{_CONTEXT_MARK}{text}" if entry.context else text


def blank(language: str) -> Catalog:
    """Return an empty catalogue; Arabic's plural forms are put in CLDR's order, which is not Babel's."""
    catalogue = Catalog(locale=locale_name(language), fuzzy=False)
    if language in _CLDR_PLURALS:
        catalogue.mime_headers = [("Plural-Forms", to_gettext(babel_locale(language).plural_form))]
    return catalogue


def read(written: Path, *, language: str) -> Catalog:
    if not written.exists():
        return blank(language)
    with written.open("rb") as file:
        return read_po(file, locale=locale_name(language))


def rendered(catalogue: Catalog) -> str:
    """Write a catalogue so that only a changed text changes a line: sorted, no dates, no line numbers."""
    catalogue.header_comment = ""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_UNSTABLE)).lstrip("#\n")


def brought_up_to_date(
    place: Place, templates: Mapping[str, Catalog], *, language: str, domain: str
) -> Catalog:
    """Return exactly the source's texts, each keeping the translation it had in either domain."""
    had = [read(place.written(language, name), language=language) for name in (domain, *DOMAINS)]
    new = blank(language)
    for entry in entries(templates[domain]):
        old = next((one for catalogue in had if (one := catalogue.get(entry.id, entry.context))), None)
        copy(entry, new, translated=old if old and old.pluralizable == entry.pluralizable else None)
    return new


def every() -> Iterable[tuple[str, str]]:
    """Return each language and domain that must be complete."""
    return ((language, domain) for domain in DOMAINS for language in LANGUAGES[domain])


def extract(place: Place) -> list[Path]:
    """Bring every .po up to date with the source; returns the files that changed."""
    templates = extracted(place.root)
    catalogues = {
        place.written(language, domain): brought_up_to_date(
            place, templates, language=language, domain=domain
        )
        for language, domain in every()
    }
    return [written for written, catalogue in catalogues.items() if _write(catalogue, written)]


def _write(catalogue: Catalog, written: Path) -> bool:
    text = rendered(catalogue)
    if written.exists() and written.read_text("utf-8") == text:
        return False
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_text(text, "utf-8")
    return True


def missing(place: Place, *, language: str, domain: str) -> list[dict]:
    """Return the texts without a translation, with all that a translator needs."""
    catalogue = brought_up_to_date(place, extracted(place.root), language=language, domain=domain)
    return [
        _asked(entry, catalogue) for entry in entries(catalogue) if not is_translated(entry) or entry.fuzzy
    ]


def _asked(entry: Entry, catalogue: Catalog) -> dict:
    asked = {
        "key": key(entry),
        "plural": entry.id[1] if entry.pluralizable else None,
        "forms": catalogue.num_plurals if entry.pluralizable else None,
        "context": entry.context,
        "note": " ".join(entry.auto_comments) or None,
        "found_in": sorted({path for path, _line in entry.locations}),
    }
    return {name: value for name, value in asked.items() if value is not None}


def fill(place: Place, *, language: str, translations: Mapping[str, str | list[str]]) -> list[str]:
    """Put translations into a language's catalogues; returns what was refused and why, the rest goes in."""
    refused, unknown = [], set(translations)
    for domain in DOMAINS:
        written = place.written(language, domain)
        catalogue = read(written, language=language)
        for entry in entries(catalogue):
            if key(entry) in translations:
                unknown.discard(key(entry))
                refused += _fill_one(entry, translations[key(entry)], catalogue)
        if written.exists():
            _write(catalogue, written)
    return refused + [f"{text!r} is not in the catalogues: run extract first" for text in sorted(unknown)]


def _fill_one(entry: Entry, translation: str | list[str], catalogue: Catalog) -> list[str]:
    before = entry.string
    entry.string = tuple(translation) if isinstance(translation, list) else translation
    wrong = fault(entry, catalogue)
    if wrong:
        entry.string = before
        return [f"{key(entry)!r}: {wrong}"]
    entry.flags.discard("fuzzy")
    return []


def compile_stale(place: Place) -> list[Path]:
    """Compile what is older than its source; returns the files made."""
    made = []
    for written in sorted(place.locales.glob("*/LC_MESSAGES/*.po")):
        compiled = written.with_suffix(".mo")
        if is_stale(compiled, written=written):
            compiled.write_bytes(compiled_bytes(written))
            made.append(compiled)
    return made


def faults(place: Place) -> list[str]:
    """Return all that keeps a language from being complete, from missing to no longer in the source."""
    templates = extracted(place.root)
    found = []
    for language, domain in every():
        written = place.written(language, domain)
        current = brought_up_to_date(place, templates, language=language, domain=domain)
        for entry in entries(current):
            wrong = fault(entry, current)
            found += [f"{language} {domain}: {key(entry)!r}: {wrong}"] if wrong else []
        found += _differences(read(written, language=language), current, where=f"{language} {domain}")
        if not found and (not written.exists() or written.read_text("utf-8") != rendered(current)):
            found.append(f"{language} {domain}: extract would change the file")
    return found


def _differences(written: Catalog, current: Catalog, *, where: str) -> list[str]:
    old, new = ({key(entry) for entry in entries(catalogue)} for catalogue in (written, current))
    gone = [f"{where}: {text!r}: no longer in the source" for text in sorted(old - new)]
    return gone + [f"{where}: {text!r}: not extracted yet" for text in sorted(new - old)]
