"""Asking before something goes for good, and saying why it stays."""

from flask import render_template

from i18n import Message
from kernel.web.forms import Form


def ask(form: Form, *, title: Message, lead: Message, action: str, up: tuple[str, Message | str]) -> str:
    """Draw the question; `up` is where it came from, by address and name."""
    return render_template("admin/removal.html", form=form, title=title, lead=lead, action=action, up=up)
