"""A page as a test reads it: by heading, field, link and row."""

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """What a page says and holds; `text` is all that is read on it, with single spaces."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup
        self.fields: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        self._said: list[str] = []
        self._silent = 0
        self.feed(markup)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self._said)).strip()

    def value(self, name: str) -> str:
        """Return what the first field of that name holds."""
        return next(field.get("value") or "" for field in self.fields if field.get("name") == name)

    def has_link(self, path: str) -> bool:
        return path in self.links

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button"):
            self.fields.append(given)
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag == "form":
            self.forms.append(given)
        self._silent += tag in ("script", "style", "title")
        self._said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style", "title")
        self._said.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._said.append(data)
