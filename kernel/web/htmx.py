"""A page to everyone, a block of it to htmx."""

from typing import Any

from flask import Response, make_response, render_template
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block

htmx = HTMX()


def wants_fragment() -> bool:
    """Boosted and history-restoring requests get the page, as anyone without htmx does."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragment(template: str, block: str, *, status: int = 200, **context: Any) -> Response:
    """Render the block for htmx, the whole page for everyone else."""
    if wants_fragment():
        response = make_response(render_block(template, block, **context), status)
    else:
        response = make_response(render_template(template, **context), status)
    response.headers["Vary"] = "HX-Request"
    return response
