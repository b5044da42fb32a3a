"""The console in a real browser: each page of its menu is sound, and no wider than a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page

import wsgi
from kernel import passwords
from kernel.config import Settings
from tests import world as worlds
from tests.admin.goods import furnish
from tests.browser import PHONE, Served, axe
from tests.databases import Address

HOST = "maison.localhost"
DESK = (1440, 900)
IN_MENU = "#menu a[href^='/admin/']"


@pytest.fixture(scope="module")
def served(sqlite_database: Address, tmp_path_factory: pytest.TempPathFactory, serve) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("console")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        settings = Settings.read(
            {
                "COMPTOIR_DATABASE_URL": sqlite_database.url,
                "COMPTOIR_MAIL_URL": f"folder:{folder / 'mail'}",
                "COMPTOIR_MEDIA_DIR": str(folder / "media"),
            }
        )
        app = wsgi.build(settings)
        furnish(worlds.build(app.database).maison)
        yield serve(wsgi.serve(settings))
        app.database.dispose()


@pytest.fixture
def sign_in(open_page, served: Served):
    def enter(**options) -> Page:
        page = open_page(served.url("/admin/sign-in", host=HOST), **options)
        page.get_by_label("Mail address").fill("ines@maison.example")
        page.get_by_label("Password").fill(worlds.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        return page

    return enter


class TestMenu:
    @pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
    def test_leads_to_sound_pages_alone(self, sign_in, served, size, scheme):
        page = sign_in(viewport=size, color_scheme=scheme)
        places = page.eval_on_selector_all(IN_MENU, "links => links.map(link => link.getAttribute('href'))")
        assert len(places) > 12
        for place in dict.fromkeys(places):
            page.goto(served.url(place, host=HOST))
            assert axe(page) == [], place
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place

    def test_is_opened_and_followed_without_script(self, sign_in):
        page = sign_in(viewport=PHONE, javascript=False)
        page.get_by_role("link", name="Menu").click()
        page.get_by_role("link", name="Styles", exact=True).click()
        assert page.get_by_role("heading", level=1, name="Styles", exact=True).is_visible()


class TestKeyboard:
    def test_reaches_a_table_that_is_wider_than_a_phone(self, sign_in, served):
        page = sign_in(viewport=PHONE)
        page.goto(served.url("/admin/stock/", host=HOST))
        region = page.get_by_role("region", name="Stock")
        region.focus()
        assert region.evaluate("region => region === document.activeElement")
