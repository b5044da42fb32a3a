"""What a browser sends as a file: read as a picture, or refused by its name."""

from pathlib import Path

from flask import current_app
from werkzeug.datastructures import FileStorage

from catalogue import encoding
from catalogue.encoding import Encoded
from i18n import _
from kernel.errors import Refusal


class NotTaken(Refusal):
    message = _("%(file)s: %(reason)s None of the pictures was taken in.")


def read(file: FileStorage) -> Encoded:
    """Read a picture, whatever its file says it is called."""
    try:
        return encoding.encoded(file.stream.read(encoding.MOST_BYTES + 1))
    except Refusal as refusal:
        raise NotTaken(file=(file.filename or "")[:60], reason=refusal) from refusal


def folder() -> Path:
    return current_app.config["SETTINGS"].media_dir
