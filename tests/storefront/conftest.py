"""Étoffe's shop, open: its house furnished, two stores stocked, pages and a lookbook written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

import wsgi
from kernel.config import Settings
from kernel.db import Database
from kernel.web.transactions import TransactionalFlask
from tests.databases import Address
from tests.storefront.shopfitting import HOST, open_shop
from tests.world_catalogue import House


@dataclass
class Visitor:
    """Somebody at the shop's door: her language, and her cookies as long as the test lasts."""

    client: FlaskClient
    language: str = "en"

    def get(self, path: str, **headers: str) -> TestResponse:
        sent = {"Host": HOST, "Accept-Language": self.language, **_spelt(headers)}
        return self.client.get(path, headers=sent)

    def htmx(self, path: str, *, target: str) -> TestResponse:
        return self.get(path, hx_request="true", hx_target=target)

    def post(self, path: str, form: dict[str, Any], **headers: str) -> TestResponse:
        return self.client.post(path, data=form, headers={"Host": HOST, **_spelt(headers)})

    def read(self, path: str, **headers: str) -> str:
        answer = self.get(path, **headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
        return answer.get_data(as_text=True)


def _spelt(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    return open_shop(db)


@pytest.fixture(scope="module")
def settings(database: Address, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("shop")
    return Settings.read(
        {
            "COMPTOIR_DATABASE_URL": database.url,
            "COMPTOIR_SECRET_KEY": "s" * 40,
            "COMPTOIR_CREDENTIALS_KEY": "c" * 40,
            "COMPTOIR_MEDIA_DIR": str(folder / "media"),
        }
    )


@pytest.fixture(scope="module")
def app(settings: Settings, house: House) -> Iterator[TransactionalFlask]:
    built = wsgi.build(settings)
    yield built
    built.database.dispose()


@pytest.fixture
def visitor(app: TransactionalFlask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def statements(app: TransactionalFlask) -> Iterator[Callable[[], list[str]]]:
    """The statements sent since the test began, but for those that open and close a transaction."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SET LOCAL", "COMMIT", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    yield lambda: sent
    event.remove(app.database.engine, "before_cursor_execute", note)
