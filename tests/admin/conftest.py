"""The console of Maison, and browsers at its doors; on both databases, each test's people signing in anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import wsgi
from kernel import jobs, mail, passwords
from kernel.config import Settings
from kernel.db import Database
from kernel.web.transactions import TransactionalFlask
from tests import world as worlds
from tests.databases import Address
from tests.markup import Page
from tests.world import House, Person, World

ADDRESSES = iter(f"192.0.2.{number % 250}" for number in range(1_000_000))


@dataclass
class Browser:
    """A browser at one door; forms it posts carry the token of its own pages."""

    client: FlaskClient
    host: str
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "en"})
    address: str = field(default_factory=lambda: next(ADDRESSES))

    def get(self, path: str, **headers: str) -> TestResponse:
        return self._ask("GET", path, headers)

    def page(self, path: str) -> Page:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return Page(answer.text)

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        return self._ask("POST", path, headers, data=fields or {})

    def send(self, page: str, path: str, fields: dict[str, Any] | None = None) -> TestResponse:
        """Post a form of a page, with the token that the page holds."""
        token = self.page(page).value("csrf_token")
        return self.post(path, {"csrf_token": token} | (fields or {}))

    def cookie(self, name: str) -> str | None:
        kept = self.client.get_cookie(name, domain=self.host)
        return kept.value if kept else None

    def _ask(self, method: str, path: str, headers: dict[str, str], **more: Any) -> TestResponse:
        return self.client.open(
            path,
            method=method,
            base_url=f"http://{self.host}",
            headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()},
            environ_base={"REMOTE_ADDR": self.address},
            **more,
        )


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash passwords fast: what Argon2 costs is not what is tried here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="module")
def app(database: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TransactionalFlask]:
    folder = tmp_path_factory.mktemp("console")
    settings = Settings.read(
        {
            "COMPTOIR_DATABASE_URL": database.url,
            "COMPTOIR_MAIL_URL": f"folder:{folder / 'mail'}",
            "COMPTOIR_MEDIA_DIR": str(folder / "media"),
            "COMPTOIR_SECRET_KEY": "s" * 40,
            "COMPTOIR_CREDENTIALS_KEY": "c" * 40,
        }
    )
    built = wsgi.build(settings)
    built.config["MAIL_FOLDER"] = folder / "mail"
    yield built
    built.database.dispose()


@pytest.fixture(scope="module")
def db(app: TransactionalFlask) -> Database:
    return app.database


@pytest.fixture(scope="module")
def world(db: Database, quick_hashes: None) -> World:
    return worlds.build(db)


@pytest.fixture
def maison(world: World) -> House:
    return world.maison


@pytest.fixture
def at(app: TransactionalFlask, world: World) -> Callable[..., Browser]:
    """Open a browser at a door."""
    return lambda host="maison.localhost": Browser(app.test_client(), host)


@pytest.fixture
def as_(at: Callable[..., Browser], world: World) -> Callable[..., Browser]:
    """Open a browser in which somebody is signed in."""

    def sign_in(person: Person, house: House | None = None) -> Browser:
        browser = at((house or world.maison).host)
        fields = {"email": person.email, "password": person.password}
        assert browser.post("/admin/sign-in", fields).status_code == 303
        return browser

    return sign_in


@pytest.fixture
def ines(as_: Callable[..., Browser], maison: House) -> Browser:
    return as_(maison.owner)


@pytest.fixture
def letters(app: TransactionalFlask, db: Database) -> Callable[[], list[EmailMessage]]:
    """Do what is queued and read what has come by mail since the last time."""

    def read() -> list[EmailMessage]:
        settings = app.config["SETTINGS"]
        mail.connect(settings.mail_url, vault=app.extensions["vault"])
        jobs.work_off(db, worker="test", at=datetime.now(UTC))
        folder: Path = app.config["MAIL_FOLDER"]
        files = sorted(folder.glob("*.eml")) if folder.exists() else []
        found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        for file in files:
            file.unlink()
        return found

    return read
