"""Logs as lines of JSON that name the brand and the request, and no person."""

import logging
import sys
import time

import structlog
from flask import Flask, Response, g, request

from kernel.ids import new_id

log = structlog.get_logger("web")


def configure(*, as_json: bool) -> None:
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def init_app(app: Flask) -> None:
    """Log each request once, by its route: an address may hold a token or a name."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = str(new_id())
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        door = g.get("door")
        route = request.url_rule.rule if request.url_rule else "-"
        took = round((time.perf_counter() - g.began) * 1000, 1)
        brand = door.slug if door else ""
        log.info(
            "request", brand=brand, method=request.method, route=route, status=response.status_code, ms=took
        )
        response.headers["X-Request-Id"] = g.request_id
        return response
