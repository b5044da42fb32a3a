"""A visit to the shop, in a real browser: with script and without, by keyboard, in each of the four faces."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import wsgi
from kernel.config import Settings
from kernel.db import Database
from storefront.theme import LAYOUTS
from tenancy.brands import Brand, touch
from tests.browser import PHONE, Served, axe
from tests.databases import Address
from tests.storefront.shopfitting import HOST, THEME, open_shop
from tests.world_catalogue import House

PAGES = (
    "",
    "collections/silks",
    "collections/silks?colour=blue",
    "styles/celeste-dress",
    "search?q=zzzqqq",
    "stores",
    "stores/paris",
    "story",
    "size-guide",
    "lookbooks/by-the-river",
    "nothing",
)
SIZES = (PHONE, (768, 1024), (1440, 900))
NIGHT = {
    "paper": "#0d0c0e",
    "ink": "#e8dfcf",
    "ground": "#17151a",
    "muted": "#a79f92",
    "line": "#2c2930",
    "dark": True,
}


@pytest.fixture(scope="module")
def db(sqlite_database: Address) -> Iterator[Database]:
    opened = Database(sqlite_database.url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def house(db: Database) -> House:
    return open_shop(db)


@pytest.fixture(scope="module")
def shop(
    house: House,
    sqlite_database: Address,
    serve: Callable[..., Served],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], str]:
    folder: Path = tmp_path_factory.mktemp("shop")
    settings = Settings.read(
        {
            "COMPTOIR_DATABASE_URL": sqlite_database.url,
            "COMPTOIR_SECRET_KEY": "s" * 40,
            "COMPTOIR_CREDENTIALS_KEY": "c" * 40,
            "COMPTOIR_MEDIA_DIR": str(folder / "media"),
        }
    )
    served = serve(wsgi.serve(settings))
    return lambda path: served.url(path, host=HOST)


@pytest.fixture
def wear(db: Database, house: House) -> Iterator[Callable[[str], None]]:
    """Give the house another face for one test."""

    def change(theme: dict) -> None:
        with db.write(house.brand_id) as session:
            brand = session.get_one(Brand, house.brand_id)
            brand.theme = theme
            session.add(brand)
            touch(session)
            session.commit()

    yield lambda layout: change({**THEME, "layout": layout, **(NIGHT if layout == "single" else {})})
    change(THEME)


class TestVisit:
    def test_narrows_a_list_without_leaving_it(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/collections/silks"), locale="en-FR")
        page.get_by_text("Filter and sort").click()
        page.get_by_role("group", name="Category").get_by_role("checkbox", name="Dresses").check()
        expect(page.get_by_role("status").filter(has_text="1 style")).to_be_visible()
        assert page.url == shop("/en-fr/collections/silks?category=dresses")
        page.go_back()
        expect(page.get_by_role("status").filter(has_text="2 styles")).to_be_visible()

    def test_changes_the_colour_in_place(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/styles/celeste-dress"), locale="en-FR")
        page.get_by_role("link", name="Bone").click()
        expect(page.get_by_role("heading", name="Colour: Bone")).to_be_visible()
        assert "colour=bone" in page.url
        expect(page.get_by_role("img", name="Celeste dress in Bone, from the front")).to_be_visible()

    def test_is_whole_without_script(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/"), locale="en-FR", javascript=False)
        page.get_by_role("navigation", name="Main").get_by_role("link", name="Silks").click()
        page.get_by_text("Filter and sort").click()
        page.get_by_role("group", name="Category").get_by_role("checkbox", name="Dresses").check()
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name="Celeste dress").click()
        page.get_by_role("link", name="Bone").click()
        expect(page.get_by_role("heading", name="Colour: Bone")).to_be_visible()
        page.get_by_role("link", name="Stores").first.click()
        page.get_by_label("City, postcode or store").fill("Paris")
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_role("list").locator(".store-card .name").first).to_contain_text("Paris")

    def test_finds_the_nearest_store_once_it_may(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/stores"), locale="en-FR")
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 45.7601, "longitude": 4.8301})
        page.get_by_role("button", name="Near me").click()
        expect(page.get_by_role("status").filter(has_text="nearest to you")).to_be_visible()
        assert page.url == shop("/en-fr/stores?at=45.76%2C4.83")
        expect(page.locator(".store-card").first).to_contain_text("Lyon")
        page.get_by_role("checkbox", name="Alterations").check()
        expect(page.locator(".store-card")).to_have_count(1)
        assert "at=45.76" in page.url

    def test_goes_on_in_another_language(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/styles/celeste-dress"), locale="en-FR")
        page.get_by_role("button", name="Français").click()
        assert page.url == shop("/fr-fr/styles/robe-celeste")
        page.goto(shop("/"))
        assert page.url == shop("/fr-fr/")

    def test_hears_once_of_a_language_that_suits_better(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/styles/celeste-dress"), locale="ja-JP")
        heard = page.locator("#suggestion form")
        expect(heard).to_be_visible()
        heard.locator("[data-dismiss]").click()
        page.reload()
        expect(heard).to_have_count(0)

    def test_hears_nothing_where_the_page_suits(self, open_page, shop):
        page: Page = open_page(shop("/fr-fr/"), locale="fr-FR")
        page.wait_for_load_state("networkidle")
        expect(page.locator("#suggestion form")).to_have_count(0)

    def test_can_be_made_by_keyboard(self, open_page, shop):
        page: Page = open_page(shop("/en-fr/"), locale="en-FR")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


class TestFaces:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_are_open_to_everyone_and_never_scroll_sideways(self, open_page, shop, wear, layout):
        wear(layout)
        page: Page = open_page(locale="en-FR")
        wrong = []
        for path in PAGES:
            page.goto(shop(f"/en-fr/{path}"))
            wrong += [f"{path}: {breach}" for breach in axe(page)]
            wrong += [f"{path} is wider than {size[0]}" for size in SIZES if is_wider(page, size)]
        assert wrong == []


def is_wider(page: Page, size: tuple[int, int]) -> bool:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
