"""A form as a browser would send it: every field as drawn, some of them filled in anew."""

from html.parser import HTMLParser
from typing import Any


class Form(HTMLParser):
    """The successful controls of the form with an action, by name; buttons are not pressed."""

    def __init__(self, markup: str, action: str) -> None:
        super().__init__()
        self.fields: dict[str, Any] = {}
        self._action, self._within = action, False
        self._select: str | None = None
        self._area: str | None = None
        self._text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._within = (given.get("action") or "").partition("?")[0] == self._action
        if not self._within or "disabled" in given:
            return
        name, value = given.get("name"), given.get("value")
        if tag == "input" and name and given.get("type") not in ("submit", "image", "file"):
            if given.get("type") not in ("checkbox", "radio"):
                self._hold(name, value or "")
            elif "checked" in given:
                self._hold(name, "on" if value is None else value)
        elif tag == "select":
            self._select = name
        elif tag == "textarea" and name:
            self._area, self._text = name, ""
        elif tag == "option" and self._select and (self._select not in self.fields or "selected" in given):
            self.fields[self._select] = value or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._within = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            # a browser leaves out the first line's end, and ends every other with two signs
            text = self._text.replace("\r\n", "\n").removeprefix("\n")
            self.fields[self._area], self._area = text.replace("\n", "\r\n"), None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def _hold(self, name: str, value: str) -> None:
        if name in self.fields:
            before = self.fields[name]
            self.fields[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            self.fields[name] = value


def fill(browser: Any, page: str, action: str, **changed: Any) -> Any:
    """Open a page, fill in the form that goes to an address, and send it."""
    answer = browser.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    return browser.post(action, drawn(answer.text, action) | changed)


def drawn(markup: str, action: str) -> dict[str, Any]:
    held = Form(markup, action.partition("?")[0]).fields
    assert held, f"no form goes to {action}"
    return held
