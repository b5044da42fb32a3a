"""Which door a request came to: a brand's, or the operator's own."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, abort, g, request

from kernel.web.transactions import holds_nul

HEALTH = frozenset({"/healthz", "/readyz", "/metrics"})


@dataclass(frozen=True)
class Door:
    """The brand behind the host, with the version of what its shop shows; no brand at the operator's."""

    host: str
    brand_id: int | None = None
    slug: str = ""
    version: int = 0
    primary_host: str = ""


Resolve = Callable[[str], Door | None]


def init_app(app: Flask, *, operator_hosts: tuple[str, ...], resolve: Resolve) -> None:
    """Refuse hosts that are nobody's, and note whose door it is for the rest of the request."""

    @app.before_request
    def find_door() -> None:
        if "\x00" in request.path or holds_nul(request.args):
            abort(400)
        host = request.host.rsplit(":", 1)[0].lower().rstrip(".")
        if request.path in HEALTH:
            g.door = Door(host=host)
            return
        door = Door(host=host) if host in operator_hosts else resolve(host)
        if door is None:
            abort(400)
        g.door = door


def at_brand() -> bool:
    return g.door.brand_id is not None
