"""Who is being spoken to: language, region and time zone, the same in a request, a mail and a job."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from i18n.languages import SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Speech:
    language: str = SOURCE_LANGUAGE
    region: str | None = None
    time_zone: str = "UTC"

    def turned_to(
        self, language: str, *, region: str | None = None, time_zone: str | None = None
    ) -> "Speech":
        """Change the language; the region and the time zone stay unless they are given too."""
        return Speech(language, region or self.region, time_zone or self.time_zone)


_SILENCE = Speech()
_speech: ContextVar[Speech] = ContextVar("speech", default=_SILENCE)


def current() -> Speech:
    return _speech.get()


def current_language() -> str:
    return _speech.get().language


def current_region() -> str | None:
    return _speech.get().region


def current_time_zone() -> str:
    return _speech.get().time_zone


def speak(speech: Speech) -> Speech:
    """Speak so from now on; returns what was spoken before, to go back to."""
    before = _speech.get()
    _speech.set(speech)
    return before


@contextmanager
def speaking(language: str, *, region: str | None = None, time_zone: str | None = None) -> Generator[Speech]:
    """Speak a language for a while; the region and the time zone stay unless they are given too."""
    speech = current().turned_to(language, region=region, time_zone=time_zone)
    before = speak(speech)
    try:
        yield speech
    finally:
        speak(before)
