"""What can be wrong with one translation."""

import re
from collections import Counter
from gettext import c2py

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry

_PLACE = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*([a-zA-Z])")
_TAG = re.compile(r"</?[a-z][a-z0-9]*")


def is_translated(entry: Entry) -> bool:
    return bool(forms(entry)) and all(forms(entry))


def forms(entry: Entry) -> tuple[str, ...]:
    return _several(entry.string or "")


def sources(entry: Entry) -> tuple[str, ...]:
    """Return the English: one text, or singular and plural."""
    return _several(entry.id)


def _several(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def fault(entry: Entry, catalogue: Catalog) -> str | None:
    """Say what is wrong with a translation, None where it can be shown as it is."""
    if not is_translated(entry):
        return "not translated"
    if entry.fuzzy:
        return "fuzzy"
    if len(forms(entry)) != (catalogue.num_plurals if entry.pluralizable else 1):
        return f"needs {catalogue.num_plurals if entry.pluralizable else 1} forms, has {len(forms(entry))}"
    for number, form in enumerate(forms(entry)):
        wrong = _mismatch(entry, form, may_leave_out_number=number in exact_forms(catalogue))
        if wrong:
            return wrong
    return None


def exact_forms(catalogue: Catalog) -> set[int]:
    """Return the plural forms that stand for one number only, so that it may go unsaid: Arabic's dual."""
    chosen = c2py(catalogue.plural_expr)
    counted = Counter(chosen(number) for number in range(1000))
    return {form for form, times in counted.items() if times == 1}


def _mismatch(entry: Entry, form: str, *, may_leave_out_number: bool) -> str | None:
    english = sources(entry)
    wanted = {place for source in english for place in _PLACE.findall(source)}
    given = set(_PLACE.findall(form))
    unsaid = {("num", "d")} if entry.pluralizable and may_leave_out_number else set()
    if given - wanted or wanted - given - unsaid:
        names = ", ".join(sorted(name for name, _kind in wanted ^ given))
        return f"places differ: {names}"
    if _lone_percents(form) != _lone_percents(english[-1]):
        return "per cent signs differ: write %% where the English does"
    if Counter(_TAG.findall(form)) != Counter(_TAG.findall(english[-1])):
        return "tags differ"
    return None


def _lone_percents(text: str) -> int:
    return _PLACE.sub("", text).replace("%%", "").count("%")
