"""The composition root: one app from its fronts. Served as `wsgi:app`."""

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader

import admin
import i18n.web
import storefront
from kernel.config import Settings
from kernel.db import Database
from kernel.web import assets, door, errors, headers, health, htmx, logs, metrics, modules, pagecache, proxies
from kernel.web.transactions import TransactionalFlask
from migrations.run import is_current
from ops import worker
from tenancy import domains
from tenancy.modules import switched_on

HERE = Path(__file__).parent
MOST_BYTES = 32 * 2**20


def build(settings: Settings) -> TransactionalFlask:
    """Join the fronts, the doors and the database into one app."""
    app = TransactionalFlask("comptoir", static_folder=None, root_path=str(HERE))
    app.database = Database(settings.database_url)
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEYS=settings.secret_keys,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=2**20,
        MAX_FORM_PARTS=2000,
        SETTINGS=settings,
    )
    fronts = ("kernel/web", "storefront", "admin")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(HERE / front / "templates") for front in fronts])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    logs.init_app(app)
    metrics.init_app(app)
    door.init_app(app, operator_hosts=settings.hosts, resolve=lambda host: _door(app.database, host))
    modules.init_app(app, switched_on=lambda brand_id: _modules(app.database, brand_id))
    i18n.web.init_app(app)
    assets.init_app(app, root=settings.static_dir, fresh=not settings.production)
    htmx.htmx.init_app(app)
    pagecache.init_app(app)
    admin.init_app(app)
    storefront.init_app(app)
    errors.init_app(
        app,
        fronts={
            "/admin/": admin.draw_problem,
            "/operator/": admin.draw_problem,
            "/": storefront.draw_problem,
        },
    )
    app.extensions["metrics_networks"] = settings.metrics_networks
    app.extensions["ready"] = lambda: _is_ready(app.database)
    app.register_blueprint(health.bp)
    return app


def serve(settings: Settings) -> headers.Application:
    """Wrap the app in what a server needs: proxies trusted, static files, headers on every answer."""
    app = build(settings)
    inner = headers.secure(assets.serve_static(app.wsgi_app, settings.static_dir))
    return proxies.believe(inner, settings.trusted_proxies)


def work(settings: Settings) -> None:
    """Run a worker that knows every subscriber and every letter of the fronts."""
    logs.configure(as_json=settings.production)
    app = build(settings)
    with app.app_context():
        worker.run(app.database)


def _door(db: Database, host: str) -> door.Door | None:
    found = domains.behind(db, host)
    if found is None:
        return None
    return door.Door(host, found.brand_id, found.slug, found.version, found.primary_host)


def _modules(db: Database, brand_id: int) -> frozenset[str]:
    with db.read(brand_id) as session:
        return switched_on(session)


def _is_ready(db: Database) -> bool:
    with db.engine.connect() as connection:
        return is_current(connection)


def __getattr__(name: str) -> headers.Application:
    if name != "app":
        raise AttributeError(name)
    settings = Settings.read()
    logs.configure(as_json=settings.production)
    globals()["app"] = serve(settings)
    return globals()["app"]
