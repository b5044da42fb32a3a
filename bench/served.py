"""The app as served, beside the floor: a bare route with one SQLModel query and a 30 KB Jinja page.

COMPTOIR_BENCH_COLD=1 keeps no page, so that each request is drawn anew.
"""

import os
from pathlib import Path

from sqlmodel import select

import wsgi
from catalogue.styles import Style
from kernel.config import Settings
from kernel.web import headers, logs
from kernel.web.access import public
from kernel.web.pagecache import PageCache
from kernel.web.transactions import session

FLOOR = (Path(__file__).parent / "templates/floor.html").read_text()
ROWS = 24


def build() -> headers.Application:
    logs.configure(as_json=True)
    logs.log = _Silent()  # type: ignore[assignment]
    app = wsgi.build(Settings.read())
    if os.environ.get("COMPTOIR_BENCH_COLD"):
        app.extensions["pages"] = PageCache(most_bytes=0)

    template = app.jinja_env.from_string(FLOOR)

    @app.get("/floor")
    @public
    def floor() -> str:
        styles = session().exec(select(Style).order_by(Style.number).limit(ROWS)).all()
        return template.render(styles=styles)

    return headers.secure(app.wsgi_app)


class _Silent:
    """Writes no line a request: what is measured is the page."""

    def info(self, *_arguments: object, **_fields: object) -> None:
        return None


def __getattr__(name: str) -> headers.Application:
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = build()
    return globals()["app"]
