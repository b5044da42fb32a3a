"""What the app has counted: requests by route and outcome, over all its processes, of nobody."""

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("comptoir_requests", "Requests answered.", ["route", "status"])
SECONDS = Histogram(
    "comptoir_request_seconds",
    "How long an answer took.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)


def init_app(app: Flask) -> None:
    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "-"
        REQUESTS.labels(route, f"{response.status_code // 100}xx").inc()
        SECONDS.labels(route).observe(time.perf_counter() - g.began)
        return response


def told() -> bytes:
    """Everything counted so far, by every process where several share a folder for it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)
    return generate_latest(shared)
