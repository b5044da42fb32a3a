"""A brand's own words: each field in any language, with its state, falling back field by field.

Kept on the row they describe as {field: {language: {"text", "state", "of"}}}; `of` is the digest of the
source text that a translation was made from, so that it goes stale when the source changes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from i18n.languages import fallbacks

State = Literal["missing", "source", "machine", "reviewed", "stale"]
Words = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Wording:
    """A text in the language it was found in; `lang` is None where that is the language asked for."""

    text: str
    language: str
    lang: str | None

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Wording("", "", None)


def written(
    texts: Mapping[str, Mapping[str, str]], *, source: str, held: Words | None = None
) -> dict[str, Any]:
    """Return words whose every translation was read over by a person: {field: {language: text}}.

    A translation that was `held` in the same words keeps its state, and is stale where its source changed.
    """
    words: dict[str, Any] = {}
    for field, by_language in texts.items():
        first = by_language.get(source)
        if first is not None:
            words = put(words, field, source, first, source=source)
        for language, text in by_language.items():
            if language == source or not text:
                continue
            entry = (held or {}).get(field, {}).get(language)
            if entry and entry["text"] == text:
                words.setdefault(field, {})[language] = dict(entry)
            else:
                words = put(words, field, language, text, source=source)
    return words


def put(
    words: Words, field: str, language: str, text: str, *, source: str, state: State = "reviewed"
) -> dict[str, Any]:
    """Return the words with one text set, or taken out where it is empty."""
    fields = {name: dict(by_language) for name, by_language in words.items()}
    by_language = fields.setdefault(field, {})
    if not text:
        by_language.pop(language, None)
    elif language == source:
        by_language[language] = {"text": text, "state": "source"}
    else:
        by_language[language] = {"text": text, "state": state, "of": _digest(_text(by_language, source))}
    return fields


def wording(words: Words, field: str, language: str, *, source: str, via: Sequence[str] = ()) -> Wording:
    """Find the field's text in the language asked for, or down its chain to whatever there is.

    `via` are the languages to look in before the source: what else readers of this one read.
    """
    by_language = words.get(field) or {}
    for candidate in (language, *fallbacks(language, source, via=tuple(via)), *by_language):
        text = _text(by_language, candidate)
        if text:
            return Wording(text, candidate, None if candidate == language else candidate)
    return NOTHING


def state(words: Words, field: str, language: str, *, source: str) -> State:
    """Say how good the text in one language is."""
    by_language = words.get(field) or {}
    entry = by_language.get(language)
    if entry is None:
        return "missing"
    if language != source and entry.get("of", "") != _digest(_text(by_language, source)):
        return "stale"
    return cast("State", entry["state"])


def _text(by_language: Mapping[str, Mapping[str, str]], language: str) -> str:
    entry = by_language.get(language)
    return entry["text"] if entry else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
