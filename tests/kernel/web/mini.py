"""A small app on the kernel alone: two brands' doors, a person who may do one thing."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask, g, make_response
from jinja2 import DictLoader

from kernel.db import Database
from kernel.errors import NotAllowed, Refusal, TooOften
from kernel.web import access, door, errors, headers, health, htmx, logs, metrics, pagecache
from kernel.web.transactions import TransactionalFlask, session

KEY = "k" * 32
HOSTS = {"ours.test": 1, "theirs.test": 2}


class Refused(NotAllowed):
    message = "not yours to do"


class Sorry(Refusal):
    message = "not %(thing)s"


@dataclass(frozen=True)
class Clerk:
    """She may fold, and nothing else."""

    id: UUID | None = None
    display_name: str = "Clerk"
    session_digest: str = "digest"

    def may(self, duty: str, *, outlet_id: UUID | None = None) -> bool:
        return duty == "fold"


@dataclass
class Mini:
    app: TransactionalFlask
    versions: dict[str, int]
    drawn: list[str]


def build(database: Database) -> Mini:
    app = TransactionalFlask("mini")
    mini = Mini(app, dict.fromkeys(HOSTS, 1), [])
    app.database = database
    app.config.update(SECRET_KEY=KEY, SECRET_KEYS=(KEY, "o" * 32))
    app.jinja_loader = DictLoader(TEMPLATES)
    logs.init_app(app)
    metrics.init_app(app)
    door.init_app(app, operator_hosts=("bare.test",), resolve=lambda host: _resolve(mini, host))
    htmx.htmx.init_app(app)
    pagecache.init_app(app)
    access.init_app(app, recognise=lambda cookie: Clerk() if cookie == "clerk" else None, refused=Refused)
    app.extensions.update(sign_in={"fold": "/sign-in"}, metrics_networks=(), ready=lambda: True)
    errors.init_app(app, fronts={"/": lambda status, message: f"page {status} {message}"})
    app.register_blueprint(health.bp)
    _routes(app, mini)
    return mini


TEMPLATES = {
    "ui/refusal.html": '<p role="alert">{{ message }}</p>',
    "ui/problem.html": "plain {{ status }}",
    "whole.html": "<main>{% block part %}part {{ number }}{% endblock %}</main>",
}


def _resolve(mini: Mini, host: str) -> door.Door | None:
    return door.Door(host, HOSTS[host], host, mini.versions[host], host) if host in HOSTS else None


def _routes(app: Flask, mini: Mini) -> None:
    @app.get("/page")
    @access.public
    @pagecache.cached("q")
    def page():
        mini.drawn.append(g.door.host)
        return htmx.fragment("whole.html", "part", number=f"{g.door.host} {'x' * 700}")

    @app.get("/cookie")
    @access.public
    @pagecache.cached()
    def cookie():
        mini.drawn.append("cookie")
        response = make_response("personal")
        response.set_cookie("a", "b")
        return response

    @app.post("/sorry")
    @access.public
    def sorry():
        session()
        raise Sorry(thing="today")

    @app.post("/often")
    @access.public
    def often():
        raise TooOften(retry_after=30)

    @app.get("/broken")
    @access.public
    def broken():
        raise ZeroDivisionError("a bug")

    @app.post("/fold")
    @access.allows("fold")
    def fold():
        return "folded"

    @app.post("/sew")
    @access.allows("sew")
    def sew():
        return "sewn"

    @app.get("/token")
    @access.signed_in
    def token():
        return access.token()

    @app.get("/forgotten")
    def forgotten():
        return "no one said who may"


def secured(app: Flask) -> Flask:
    app.__dict__["wsgi_app"] = headers.secure(app.wsgi_app)
    return app
