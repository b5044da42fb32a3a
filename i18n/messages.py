"""Messages that wait to be translated until someone reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from i18n.speech import current_language, speaking
from i18n.translations import translations


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A text and its values: `str()` translates it into the language spoken at that moment.

    It is no `str` on purpose: code that reads a str's own characters would get the English ones.
    """

    msgid: str
    plural: str | None = None
    number: int = 0
    context: str | None = None
    values: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        text = self._lookup()
        if self.values is None:
            return text
        return text % {name: spoken(value) for name, value in self.values.items()}

    def _lookup(self) -> str:
        found = translations(current_language())
        if self.plural is None:
            if self.context is None:
                return found.gettext(self.msgid)
            return found.pgettext(self.context, self.msgid)
        if self.context is None:
            return found.ngettext(self.msgid, self.plural, self.number)
        return found.npgettext(self.context, self.msgid, self.plural, self.number)

    def in_(self, language: str) -> str:
        """Translate into one language, whatever is being spoken."""
        with speaking(language):
            return str(self)

    def __mod__(self, values: Mapping[str, Any]) -> "Message":
        return replace(self, values={**(self.values or {}), **values})

    def __eq__(self, other: object) -> bool:
        return self._identity() == other._identity() if isinstance(other, Message) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.context, self.msgid, self.plural, self.number))

    def _identity(self) -> tuple[Any, ...]:
        return (self.context, self.msgid, self.plural, self.number, dict(self.values or {}))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __add__(self, other: object) -> str:
        return str(self) + str(other)

    def __radd__(self, other: object) -> str:
        return str(other) + str(self)

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def __len__(self) -> int:
        return len(str(self))

    def __bool__(self) -> bool:
        return bool(self.msgid)


@singledispatch
def spoken(value: Any) -> Any:
    """Return the value as it stands in a sentence of the language spoken, as money and days do."""
    return value


def _(msgid: str, **values: Any) -> Message:
    return Message(msgid, values=values or None)


def pgettext(context: str, msgid: str, **values: Any) -> Message:
    return Message(msgid, context=context, values=values or None)


def ngettext(singular: str, plural: str, number: int, **values: Any) -> Message:
    """Choose by number, which both forms can name as %(num)d."""
    return Message(singular, plural=plural, number=number, values={"num": number, **values})


def npgettext(context: str, singular: str, plural: str, number: int, **values: Any) -> Message:
    return Message(singular, plural=plural, number=number, context=context, values={"num": number, **values})


def N_(msgid: str) -> str:
    """Mark a text for translation where it must stay plain; `_` or `translate` gives it its meaning later."""
    return msgid


def translate(message: Message | str, language: str) -> str:
    if isinstance(message, Message):
        return message.in_(language)
    return translations(language).gettext(message)
