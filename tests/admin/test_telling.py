"""The console's pages of what tells of styles: pictures, pages of text, lookbooks."""

import io

import pytest
from PIL import Image
from sqlmodel import select

from catalogue.lookbooks import Look, Lookbook
from catalogue.media import Picture
from catalogue.pages import Page
from tests.admin.filling import fill
from tests.admin.goods import Goods, furnish


@pytest.fixture(scope="module")
def goods(world) -> Goods:
    return furnish(world.maison)


def picture(colour: str = "#9c4a2f", kind: str = "PNG") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (240, 300), colour).save(file, kind)
    file.seek(0)
    return file


def held(maison, goods: Goods) -> list[Picture]:
    with maison.db.read(maison.brand_id) as session:
        mine = select(Picture).where(Picture.style_id == goods.styles["R100"]).order_by(Picture.position)
        return list(session.exec(mine))


class TestPictures:
    def test_leave_no_files_where_one_of_them_is_refused(self, app, ines, goods):
        path = f"/admin/styles/{goods.styles['M200']}/pictures"
        folder = app.config["SETTINGS"].media_dir
        before = set(folder.rglob("*"))
        files = [(picture(), "good.png"), (io.BytesIO(b"no picture"), "bad.png")]
        answer = fill(ines, path, path, files=files)
        assert answer.status_code == 422
        assert "bad.png" in answer.text
        assert set(folder.rglob("*")) == before

    def test_are_shown_drawn_where_there_are_none(self, ines, goods):
        path = f"/admin/styles/{goods.styles['R100']}/pictures"
        assert "/drawings/ink/front.svg" in ines.page(path).markup

    def test_are_taken_in_put_in_order_pointed_and_taken_out(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}/pictures"
        files = [(picture(), "../../a.png"), (picture("#1d2a44", "JPEG"), "b.jpg")]
        assert fill(ines, path, path, files=files, alt="De face").status_code == 303
        first, second = held(maison, goods)
        with ines.get(f"/media/{first.key}/240.webp") as answer:
            assert answer.status_code == 200

        page = f"{path}/{second.id}"
        assert 'name="focal_x" type="text" value="25"' in _spaced(
            ines.page(f"{page}?point.x=80&point.y=1").markup
        )
        assert fill(ines, page, page, focal_x="25", focal_y="10", **{"alt-fr": "De dos"}).status_code == 303
        order = {
            "picture": [str(first.id), str(second.id)],
            f"place-{first.id}": "2",
            f"place-{second.id}": "1",
        }
        assert ines.send(path, f"{path}/order", order).status_code == 303
        assert [one.id for one in held(maison, goods)] == [second.id, first.id]
        assert (held(maison, goods)[0].focal_x, held(maison, goods)[0].focal_y) == (25, 10)

        assert ines.page(f"{page}/removal").text
        assert ines.send(path, f"{page}/removal").status_code == 303
        assert [one.id for one in held(maison, goods)] == [first.id]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<html>",
            b"GIF89a",
        ],
    )
    def test_that_are_none_are_refused_and_none_is_taken_in(self, ines, maison, goods, content):
        path = f"/admin/styles/{goods.styles['R100']}/pictures"
        before = len(held(maison, goods))
        files = [(picture(), "good.png"), (io.BytesIO(content), "bad.png")]
        answer = fill(ines, path, path, files=files)
        assert answer.status_code == 422
        assert "bad.png" in answer.text
        assert len(held(maison, goods)) == before

    def test_of_another_style_are_not_there(self, ines, maison, goods):
        path = f"/admin/styles/{goods.styles['R100']}/pictures"
        fill(ines, path, path, files=[(picture(), "a.png")])
        other = f"/admin/styles/{goods.styles['M200']}/pictures/{held(maison, goods)[0].id}"
        assert ines.get(other).status_code == 404


def _spaced(markup: str) -> str:
    """The attributes that matter of a field, in one order, whatever order they were drawn in."""
    at = markup.partition('name="focal_x"')
    whole = at[0].rpartition("<")[2] + at[1] + at[2].partition(">")[0]
    value = whole.partition('value="')[2].partition('"')[0]
    return f'name="focal_x" type="text" value="{value}"'


class TestPages:
    def test_keep_only_elements_that_do_not_act(self, ines, maison, goods):
        body = '<h2>Nous</h2><p data-hx-get="/x" onclick="x()">ici<script>alert(1)</script></p><img src=x>'
        sent = {"code": "story", "title": "Histoire", "body": body}
        assert fill(ines, "/admin/pages/new", "/admin/pages/", **sent).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            page = session.exec(select(Page).where(Page.code == "story")).one()
        assert page.words["body"]["fr"]["text"] == "<h2>Nous</h2><p>ici</p>"
        again = fill(ines, "/admin/pages/new", "/admin/pages/", **sent)
        assert again.status_code == 422
        assert "There is already a page" in again.text

    def test_are_shown_first_where_a_preview_is_asked_for(self, ines, goods):
        sent = {"code": "new", "title": "N", "body": "<p>Essai<script>x</script></p>", "preview": "1"}
        answer = fill(ines, "/admin/pages/new", "/admin/pages/", **sent)
        assert answer.status_code == 200
        assert "<p>Essai</p>" in answer.text

    def test_are_taken_out_once_that_is_sure(self, ines, maison, goods):
        fill(ines, "/admin/pages/new", "/admin/pages/", code="gone", title="Parti", body="")
        with maison.db.read(maison.brand_id) as session:
            page = session.exec(select(Page.id).where(Page.code == "gone")).one()
        assert fill(ines, f"/admin/pages/{page}/removal", f"/admin/pages/{page}/removal").status_code == 303
        assert ines.get(f"/admin/pages/{page}").status_code == 404


class TestLookbooks:
    def test_hold_looks_in_their_order_with_what_is_worn(self, ines, maison, goods):
        sent = {"code": "aw", "title": "Hiver", "looks-0-title": "Deux", "looks-0-place": "2"}
        sent |= {"looks-1-title": "Un", "looks-1-place": "1", "looks-1-worn": "R100 ink 40 55,5 45"}
        assert fill(ines, "/admin/lookbooks/new", "/admin/lookbooks/", **sent).status_code == 303
        with maison.db.read(maison.brand_id) as session:
            book = session.exec(select(Lookbook.id).where(Lookbook.code == "aw")).one()
            looks = list(session.exec(select(Look).where(Look.lookbook_id == book).order_by(Look.position)))
        assert [look.words["title"]["fr"]["text"] for look in looks] == ["Un", "Deux"]
        worn = {"style": "R100", "colourway": "ink", "x": 40, "y": 55.5, "width": 45}
        assert looks[0].hotspots == [worn]
        page = f"/admin/lookbooks/{book}"
        assert fill(ines, page, page, title="Grand hiver").status_code == 303

    @pytest.mark.parametrize("line", ["R100", "R100 ink 40 high", "NOPE ink 40 50", "R100 ink 40 500"])
    def test_refuse_what_can_not_be_worn(self, ines, goods, line):
        sent = {"code": "bad", "title": "B", "looks-0-worn": line}
        assert fill(ines, "/admin/lookbooks/new", "/admin/lookbooks/", **sent).status_code == 422

    def test_show_a_picture_of_their_own_until_it_is_drawn_again(self, ines, maison, goods):
        sent = {"code": "shown", "title": "Vu", "looks-0-title": "Un", "looks-0-worn": "R100 ink 40 55"}
        fill(ines, "/admin/lookbooks/new", "/admin/lookbooks/", **sent)
        with maison.db.read(maison.brand_id) as session:
            mine = (
                select(Look).join(Lookbook, Lookbook.id == Look.lookbook_id).where(Lookbook.code == "shown")
            )
            look = session.exec(mine).one()
        path = f"/admin/lookbooks/{look.lookbook_id}/looks/{look.id}"
        assert fill(ines, f"{path}/picture", f"{path}/picture").status_code == 422
        text = io.BytesIO(b"<script>alert(1)</script>")
        assert fill(ines, f"{path}/picture", f"{path}/picture", file=(text, "a.png")).status_code == 422
        answer = fill(ines, f"{path}/picture", f"{path}/picture", file=(picture(), "a.png"), alt="Un manteau")
        assert answer.status_code == 303
        assert 'alt="Un manteau"' in ines.page(f"{path}/picture").markup
        page = f"/admin/lookbooks/{look.lookbook_id}"
        assert fill(ines, page, page, title="Revu").status_code == 303
        assert "Show the drawing instead" in ines.page(f"{path}/picture").text
        assert ines.send(f"{path}/picture", f"{path}/drawing").status_code == 303
        assert "drawn from what is worn" in ines.page(f"{path}/picture").text

    def test_go_with_their_looks(self, ines, maison, goods):
        sent = {"code": "gone", "title": "Parti", "looks-0-title": "Un"}
        fill(ines, "/admin/lookbooks/new", "/admin/lookbooks/", **sent)
        with maison.db.read(maison.brand_id) as session:
            book = session.exec(select(Lookbook.id).where(Lookbook.code == "gone")).one()
        path = f"/admin/lookbooks/{book}/removal"
        assert fill(ines, path, path).status_code == 303
        assert ines.get(f"/admin/lookbooks/{book}").status_code == 404
