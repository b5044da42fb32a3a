"""A real browser that sees this machine only, and a server for it to look at."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

REPOSITORY = Path(__file__).parent.parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
]
DESK = (1280, 800)
PHONE = (375, 812)
SAID_OF_EVERY_REFUSAL = "Failed to load resource"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Application = Callable[..., Any]


@contextmanager
def chromium() -> Generator[Browser]:
    """Start the machine's Chromium, else Playwright's own."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(REPOSITORY / ".tools/browsers"))
    with tempfile.TemporaryDirectory(prefix="comptoir-browser-") as home, sync_playwright() as playwright:
        environment: dict[str, str | float | bool] = {**os.environ, "HOME": home}
        browser = playwright.chromium.launch(executable_path=found, args=SWITCHES, env=environment)
        yield browser
        browser.close()


class Visits:
    """Pages opened by one test, and what went wrong on them that no test expects."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.wrongs: list[str] = []

    def open(
        self,
        address: str | None = None,
        *,
        locale: str = "en-GB",
        timezone: str = "Europe/Paris",
        viewport: tuple[int, int] = DESK,
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        """Open a page as a new visitor: her language, clock, window, and whether she has JavaScript."""
        width, height = viewport
        context = self.browser.new_context(
            locale=locale,
            timezone_id=timezone,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **options,
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: self.wrongs.append(f"error: {error.error}"))
        context.on("console", self._listen)
        context.on("request", self._notice)
        page = context.new_page()
        if address:
            page.goto(address)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and SAID_OF_EVERY_REFUSAL not in message.text:
            self.wrongs.append(f"console: {message.text}")

    def _notice(self, request: Request) -> None:
        if not is_here(request.url):
            self.wrongs.append(f"asked elsewhere: {request.url}")


def is_here(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return (
        parts.scheme in {"data", "blob"} or host in {"localhost", "127.0.0.1"} or host.endswith(".localhost")
    )


def axe(page: Page, *, within: str = "html") -> list[str]:
    """Say what breaks WCAG 2.2 AA or good practice, one line each: rule, element, advice."""
    page.evaluate((REPOSITORY / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate(
        "([within, tags]) => axe.run(within, {runOnly: tags}).then(result => result.violations)",
        [within, AXE_TAGS],
    )
    return [f"{rule['id']}: {node['html']} - {rule['help']}" for rule in found for node in rule["nodes"]]


@dataclass(frozen=True)
class Served:
    """An application on a port of this machine."""

    port: int

    def url(self, path: str = "/", *, host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the parent's name
        """Say nothing: a test that fails says what matters."""


@contextmanager
def serving(application: Application) -> Generator[Served]:
    """Serve on a free port, in threads of this process, so that a test can look behind the page."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(server.port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
