"""A throwaway PostgreSQL: unix socket only, in memory where there is room, gone with the tests."""

import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from os import geteuid
from pathlib import Path
from urllib.parse import quote

import psycopg

OLDEST_VERSION = 15
OWNER = "comptoir_owner"
APP = "comptoir_app"
FROM_WHEEL = Path(__file__).parent.parent / ".tools/postgresql"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
    "log_min_messages": "panic",
}
# The pipe closes with the test process, however that dies; then the server stops and its folder goes.
SERVE_WHILE_ASKED = 'folder=$1; shift; "$@" </dev/null & read -r _; kill -INT $!; wait; rm -rf "$folder"'


@dataclass(frozen=True)
class Server:
    """A running server whose roles are as in production: one owns the schema, one owns nothing."""

    socket: Path
    superuser: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str, *, role: str) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={quote(str(self.socket), safe='')}"

    def make_template(self, migrate: Callable[[str], object]) -> str:
        """Migrate a database once, as its owner; copies of it cost milliseconds."""
        name = f"template_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        migrate(self.url(name, role=OWNER))
        return name

    @contextmanager
    def copy_of(self, template: str) -> Generator[str]:
        name = f"copy_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        address = f"host={self.socket} user={self.superuser} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Generator[Server]:
    """Start a server with both roles; root may not run one, so root lends it to another account."""
    account = _account()
    with tempfile.TemporaryDirectory(
        prefix="comptoir-pg-", dir=_roomiest(), ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        home = folder / "data"
        home.mkdir(mode=0o700)
        for place in (folder, home):
            shutil.chown(place, account)
        programs = _programs(folder, account)
        _initialise(programs / "initdb", home, account)
        with _started(programs / "postgres", folder, account) as running:
            running.execute(f"CREATE ROLE {OWNER} LOGIN NOSUPERUSER NOBYPASSRLS")
            running.execute(f"CREATE ROLE {APP} LOGIN NOSUPERUSER NOBYPASSRLS")
            yield running


@contextmanager
def _started(postgres: Path, folder: Path, account: str) -> Generator[Server]:
    settings = SETTINGS | {"unix_socket_directories": str(folder)}
    switches = [f"--{name}={value}" for name, value in settings.items()]
    command = ["sh", "-c", SERVE_WHILE_ASKED, "sh", folder, postgres, "-D", folder / "data", *switches]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, user=account, cwd="/", start_new_session=True
    ) as process:
        running = Server(socket=folder, superuser=account)
        try:
            _wait_for(running, process)
            yield running
        finally:
            process.communicate()


def _account() -> str:
    if geteuid():
        return pwd.getpwuid(geteuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _roomiest() -> str | None:
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2**30 else None


def _programs(folder: Path, account: str) -> Path:
    """Find initdb and postgres; copy them where the account can't reach them."""
    for found in candidates():
        if (version_of(found / "postgres") or 0) < OLDEST_VERSION:
            continue
        if subprocess.run(["test", "-x", found / "postgres"], user=account, cwd="/").returncode == 0:
            return found
        whole = FROM_WHEEL if found.is_relative_to(FROM_WHEEL) else found.parent
        copy = shutil.copytree(whole, folder / "programs", symlinks=True)
        return copy / found.relative_to(whole)
    raise LookupError(f"No PostgreSQL {OLDEST_VERSION} or newer: run bin/setup --test")


def candidates() -> Iterator[Path]:
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True)
    if installed := shutil.which("postgres"):
        yield Path(installed).resolve().parent
    yield from FROM_WHEEL.glob("*/pginstall/bin")


def _major(programs: Path) -> int:
    name = programs.parent.name
    return int(name) if name.isdecimal() else 0


def version_of(postgres: Path) -> int | None:
    if not postgres.is_file():
        return None
    said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+", said)
    return int(found.group()) if found else None


def _initialise(initdb: Path, home: Path, account: str) -> None:
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--username={account}"]
    made = subprocess.run(
        [initdb, "-D", home, *options], user=account, cwd="/", capture_output=True, text=True
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")


def _wait_for(running: Server, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            return running.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
