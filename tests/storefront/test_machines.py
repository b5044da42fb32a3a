"""What machines are told: maps, faces, drawings and pictures, each named by its content."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from tests.storefront.shopfitting import HOST


class TestSitemaps:
    def test_name_a_part_for_every_edition(self, visitor):
        text = visitor.read("/sitemap.xml")
        assert len(re.findall(r"<loc>", text)) == 6
        assert f"http://{HOST}/sitemap-fr-fr-0.xml" in text

    def test_list_every_page_by_its_own_name(self, visitor):
        text = visitor.read("/sitemap-fr-fr-0.xml")
        for path in (
            "",
            "stores/paris",
            "styles/robe-celeste",
            "collections/les-soies",
            "story",
            "legal/terms",
        ):
            assert f"<loc>http://{HOST}/fr-fr/{path}</loc>" in text
        assert "legal/terms" not in visitor.read("/sitemap-ja-jp-0.xml")

    @pytest.mark.parametrize("path", ["/sitemap-de-de-0.xml", "/sitemap-fr-fr-9.xml"])
    def test_have_no_other_parts(self, visitor, path):
        assert visitor.get(path).status_code == 404

    def test_are_told_of_to_crawlers(self, visitor):
        assert f"Sitemap: http://{HOST}/sitemap.xml" in visitor.read("/robots.txt")


class TestFace:
    def test_is_kept_for_ever_under_its_own_address(self, visitor):
        address = re.search(r'href="(/theme-[0-9a-f]+\.css)"', visitor.read("/en-fr/"))
        answer = visitor.get(address[1])
        assert "immutable" in answer.headers["Cache-Control"]
        assert "--accent:#e0341f" in answer.get_data(as_text=True)

    def test_is_of_now_under_any_other(self, visitor):
        assert visitor.get("/theme-old.css").headers["Cache-Control"] == "no-cache"


class TestDrawings:
    def test_are_kept_for_ever_under_their_own_address(self, visitor):
        address = re.search(
            r'src="(/flats/R100/ink/front-[^"]+)"', visitor.read("/en-fr/styles/celeste-dress")
        )
        answer = visitor.get(address[1])
        assert answer.content_type == "image/svg+xml; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.get_data(as_text=True).startswith("<svg")

    def test_of_looks_lay_garments_on_one_ground(self, visitor):
        address = re.search(r'src="(/looks/[^"]+)"', visitor.read("/en-fr/lookbooks/by-the-river"))
        drawn = visitor.get(address[1]).get_data(as_text=True)
        assert drawn.count('fill="#e6e6e0"') == 1
        assert not re.search(r'<rect width="800" height="1000" fill="url', drawn)

    @pytest.mark.parametrize(
        "path", ["/flats/R100/ink/side-1.svg", "/flats/R100/none/front-1.svg", "/flats/none/ink/front-1.svg"]
    )
    def test_are_only_of_what_is_there(self, visitor, path):
        assert visitor.get(path).status_code == 404


class TestShared:
    @pytest.mark.parametrize(
        "path",
        [
            "/en-fr/",
            "/en-fr/styles/celeste-dress",
            "/en-fr/lookbooks/by-the-river",
            "/en-fr/stores",
            "/en-fr/story",
        ],
    )
    def test_pictures_are_rasters_of_the_size_they_say(self, visitor, path):
        page = visitor.read(path)
        address = shared(page, "og:image").removeprefix(f"http://{HOST}")
        answer = visitor.get(address)
        picture = Image.open(io.BytesIO(answer.get_data()))
        answer.close()
        assert answer.content_type == "image/jpeg"
        assert (
            picture.size
            == (1200, 630)
            == (
                int(shared(page, "og:image:width")),
                int(shared(page, "og:image:height")),
            )
        )
        assert len(picture.resize((60, 30)).getcolors(1800)) > 20

    def test_are_drawn_once(self, visitor, settings, house, monkeypatch):
        address = shared(visitor.read("/en-fr/styles/celeste-dress"), "og:image").removeprefix(
            f"http://{HOST}"
        )
        first = visitor.get(address)
        monkeypatch.setattr("resvg_py.svg_to_bytes", None)
        again = visitor.get(address)
        assert first.get_data() == again.get_data()
        assert "immutable" in again.headers["Cache-Control"]
        first.close()
        again.close()

    def test_are_not_kept_for_ever_under_another_address(self, visitor):
        answer = visitor.get("/shared/styles/R100/ink/old.jpg")
        answer.close()
        assert "immutable" not in answer.headers["Cache-Control"]

    @pytest.mark.parametrize("path", ["/shared/styles/R100/none/1.jpg", "/shared/styles/none/ink/1.jpg"])
    def test_are_only_of_what_is_there(self, visitor, path):
        assert visitor.get(path).status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "styles/celeste-dress",
            "collections/silks",
            "stores",
            "stores/paris",
            "story",
            "legal/terms",
            "size-guide",
        ],
    )
    def test_every_page_is_described_in_a_line_or_two(self, visitor, path):
        described = shared(visitor.read(f"/en-fr/{path}"), "description", by="name")
        assert 0 < len(described) <= 160


def shared(page: str, name: str, *, by: str = "property") -> str:
    return unescape(re.search(f'<meta {by}="{name}" content="([^"]*)"', page)[1])


class TestIcons:
    @pytest.mark.parametrize(
        ("path", "kind", "sizes"), [("/favicon.ico", "ICO", {16, 32, 48}), ("/icon.png", "PNG", {180})]
    )
    def test_show_the_initial_upon_the_accent(self, visitor, path, kind, sizes):
        picture = Image.open(io.BytesIO(visitor.get(path).get_data()))
        assert picture.format == kind
        assert {width for width, _height in picture.info.get("sizes", {picture.size})} == sizes
        colours = {colour for _count, colour in picture.convert("RGB").getcolors(100_000) or ()}
        assert (0xE0, 0x34, 0x1F) in colours
        assert len(colours) > 2

    def test_belong_to_the_house(self, visitor):
        assert "#e0341f" in visitor.read("/icon.svg")


class TestPictures:
    def test_are_served_as_what_they_are(self, visitor, settings, house):
        key = "ab" * 16
        folder = settings.media_dir / str(house.brand_id) / key
        folder.mkdir(parents=True)
        (folder / "640.webp").write_bytes(b"RIFF")
        answer = visitor.get(f"/media/{key}/640.webp")
        answer.close()
        assert (answer.status_code, answer.content_type) == (200, "image/webp")
        assert "immutable" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize("path", ["../1/x/640.webp", "zz/640.webp", "%2e%2e/640.webp", "abab/640.svg"])
    def test_lead_nowhere_else(self, visitor, path):
        assert visitor.get(f"/media/{path}").status_code == 404


class TestPrivacy:
    def test_is_promised_to_browsers_that_ask(self, visitor):
        assert visitor.get("/.well-known/gpc.json").get_json()["gpc"] is True

    def test_is_confirmed_to_a_reader_whose_browser_asks(self, visitor):
        assert "data-gpc hidden" in visitor.read("/en-us/")
