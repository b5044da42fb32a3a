"""A morning on the floor, in a real browser: scanned faster than the house answers, and without script."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import wsgi
from kernel.config import Settings
from kernel.db import Database
from tests import world as worlds
from tests.admin import floors
from tests.admin.goods import Goods, furnish
from tests.browser import PHONE, Served, axe
from tests.databases import Address
from tests.world import PASSWORD, World

SCAN = "Scan or type a code"


@pytest.fixture(scope="module")
def world(sqlite_database: Address) -> Iterator[World]:
    opened = Database(sqlite_database.url)
    yield worlds.build(opened)
    opened.dispose()


@pytest.fixture(scope="module")
def goods(world: World) -> Goods:
    furnished = furnish(world.maison)
    floors.stock_up(world.maison, furnished)
    floors.set_going(world.maison, furnished)
    return furnished


@pytest.fixture(scope="module")
def floor(
    world: World,
    sqlite_database: Address,
    serve: Callable[..., Served],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], str]:
    folder: Path = tmp_path_factory.mktemp("floor")
    settings = Settings.read(
        {
            "COMPTOIR_DATABASE_URL": sqlite_database.url,
            "COMPTOIR_SECRET_KEY": "s" * 40,
            "COMPTOIR_CREDENTIALS_KEY": "c" * 40,
            "COMPTOIR_MEDIA_DIR": str(folder / "media"),
            "COMPTOIR_MAIL_URL": f"folder:{folder / 'mail'}",
        }
    )
    served = serve(wsgi.serve(settings))
    return lambda path: served.url(path, host=world.maison.host)


@pytest.fixture
def leo(open_page: Callable[..., Page], floor: Callable[[str], str], world: World):
    """Sign the clerk in; her first page is her own store's."""

    def sign_in(**more) -> Page:
        page = open_page(floor("/admin/sign-in"), viewport=PHONE, **more)
        page.get_by_label("Mail address").fill(world.maison.clerk.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name="Lyon")).to_be_visible()
        return page

    return sign_in


def scan(page: Page, *codes: str) -> None:
    """As a scanner does: the code's letters, then Enter, with no look at the page."""
    for code in codes:
        page.keyboard.insert_text(code)
        page.keyboard.press("Enter")


class TestReceiving:
    @pytest.fixture
    def arrival(self, world: World, goods: Goods) -> str:
        return f"/admin/floor/arrivals/{floors.sent(world.maison, goods, units=1)}"

    def test_keeps_every_scan_however_fast(self, leo, floor, world, arrival):
        page: Page = leo()
        page.goto(floor(arrival))
        expect(page.get_by_label(SCAN)).to_be_focused()
        scan(page, "R100-ink-M", "R100-ink-S", "R100-ink-M", "R100-ink-L", "R100-ink-M")
        for size, units in (("M", "3"), ("S", "1"), ("L", "1")):
            expect(page.get_by_label(f"Counted in: Celeste dress, Encre, {size}")).to_have_value(units)
        page.get_by_label("That was all of it").check()
        page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_text("5 pieces are received.")).to_be_visible()

    def test_says_what_nobody_knows_and_goes_on(self, leo, floor, arrival):
        page: Page = leo()
        page.goto(floor(arrival))
        scan(page, "WHAT-IS-IT", "R100-ink-M")
        expect(page.get_by_label("Counted in: Celeste dress, Encre, M")).to_have_value("1")

    def test_needs_no_script(self, leo, floor, arrival):
        page: Page = leo(javascript=False)
        page.goto(floor(arrival))
        page.get_by_label(SCAN).fill("R100-ink-M")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Counted in: Celeste dress, Encre, M")).to_have_value("1")
        page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_text("1 piece is received.")).to_be_visible()


class TestPages:
    def test_break_no_rule_of_access(self, leo, floor, world, goods):
        page: Page = leo()
        first = page.url
        assert axe(page) == []
        for link in ("a[href*='/arrivals/']", "a[href*='/deliveries/0']", "a[href*='/counts/0']"):
            page.goto(first)
            page.locator(link).first.click()
            expect(page.get_by_label(SCAN)).to_be_visible()
            assert axe(page) == []
        page.goto(f"{first}/look-up?q=celeste")
        assert axe(page) == []
