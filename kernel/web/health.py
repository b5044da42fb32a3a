"""Is the process alive, can it serve, and what has it counted."""

import ipaddress
from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from kernel.config import Network
from kernel.web import metrics as counted
from kernel.web.access import public

bp = Blueprint("health", __name__)
Ready = Callable[[], bool]


@bp.get("/healthz")
@public
def alive() -> Response:
    return Response("ok", content_type="text/plain; charset=utf-8")


@bp.get("/readyz")
@public
def ready() -> Response:
    """Answer 200 once the database is there and has the schema this code expects."""
    is_ready: Ready = current_app.extensions["ready"]
    try:
        good = is_ready()
    except SQLAlchemyError:
        good = False
    return Response("ready" if good else "not ready", status=200 if good else 503, content_type="text/plain")


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Tell the operators' network alone."""
    networks: tuple[Network, ...] = current_app.extensions["metrics_networks"]
    address = request.remote_addr and ipaddress.ip_address(request.remote_addr)
    if not address or not any(address in network for network in networks):
        abort(404)
    return Response(counted.told(), content_type=CONTENT_TYPE_LATEST)
