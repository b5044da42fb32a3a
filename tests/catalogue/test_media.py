from pathlib import Path

import pytest
from sqlmodel import select

from catalogue import listings, media, style_pages
from catalogue.encoding import encoded
from catalogue.media import Picture
from catalogue.styles import Colourway, Style, find_style
from kernel.db import Database
from kernel.events import CLOCK
from kernel.jobs import work_off
from tenancy.markets import Market
from tests.catalogue.test_encoding import picture
from tests.world_catalogue import NOON, House


def upload(
    session, folder: Path, style: Style, *, colourway: Colourway | None = None, alt: str = ""
) -> Picture:
    return media.add_picture(
        session,
        encoded(picture(size=(400, 500))),
        folder=folder,
        style=style,
        colourway=colourway,
        texts={"alt": {"fr": alt}},
        by=CLOCK,
        at=NOON,
    )


def shown(session):
    listings.catch_up(session)
    market = session.exec(select(Market).where(Market.code == "fr")).one()
    return style_pages.page(session, market, slug="robe-celeste", language="fr", at=NOON)


class TestAddPicture:
    def test_takes_the_place_of_the_drawing(self, session, tmp_path):
        style = find_style(session, "R100")
        way = session.exec(
            select(Colourway).where(Colourway.style_id == style.id, Colourway.code == "ink")
        ).one()
        added = upload(session, tmp_path, style, colourway=way, alt="De face")
        ink, bone = shown(session).ways
        assert [(image.key, image.is_drawn) for image in ink.images] == [(added.key, False)]
        assert ink.images[0].alt["alt"]["fr"]["text"] == "De face"
        assert all(image.is_drawn for image in bone.images)

    def test_of_no_colourway_belongs_to_all(self, session, tmp_path):
        added = upload(session, tmp_path, find_style(session, "R100"))
        assert [way.images[0].key for way in shown(session).ways] == [added.key] * 2

    def test_lies_under_a_name_of_our_own(self, session, tmp_path):
        added = upload(session, tmp_path, find_style(session, "R100"))
        assert media.KEY.fullmatch(added.key)
        files = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
        assert files == ["320.avif", "320.jpg", "320.webp", "400.avif", "400.jpg", "400.webp"]

    def test_refuses_a_point_outside_the_picture(self, session, tmp_path):
        held = upload(session, tmp_path, find_style(session, "R100"))
        with pytest.raises(media.OutsideThePicture):
            media.change_picture(session, held, texts={}, focal=(50, 101), by=CLOCK, at=NOON)


class TestArrangePictures:
    def test_puts_them_in_order(self, session, tmp_path):
        style = find_style(session, "R100")
        one, two = (upload(session, tmp_path, style) for _twice in range(2))
        media.arrange_pictures(session, style, [two.id, one.id], by=CLOCK, at=NOON)
        assert [image.key for image in shown(session).ways[0].images] == [two.key, one.key]

    def test_refuses_an_order_of_others(self, session, tmp_path):
        style = find_style(session, "R100")
        one = upload(session, tmp_path, style)
        with pytest.raises(media.NotItsPictures):
            media.arrange_pictures(session, style, [one.id, one.id], by=CLOCK, at=NOON)


class TestRemovePicture:
    def test_takes_the_files_along_once_that_is_certain(self, db: Database, house: House, tmp_path):
        with db.write(house.brand_id) as session:
            held = upload(session, tmp_path, find_style(session, "R120"))
            session.commit()
        with db.write(house.brand_id) as session:
            media.remove_picture(session, session.find(Picture, held.id), folder=tmp_path, by=CLOCK, at=NOON)
            session.commit()
        assert media.file_of(tmp_path, house.brand_id, held.key, 320, "jpg") is not None
        work_off(db, worker="test", at=NOON)
        assert media.file_of(tmp_path, house.brand_id, held.key, 320, "jpg") is None


class TestFileOf:
    @pytest.mark.parametrize(
        ("key", "extension"),
        [
            ("../../etc/passwd", "jpg"),
            ("a" * 32, "py"),
            ("A" * 32, "jpg"),
            ("", "jpg"),
            ("0" * 32 + "\n", "jpg"),
        ],
    )
    def test_leads_nowhere_else(self, tmp_path, key, extension):
        assert media.file_of(tmp_path, 1, key, 320, extension) is None

    def test_is_not_another_brands(self, session, house, tmp_path):
        held = upload(session, tmp_path, find_style(session, "R100"))
        assert media.file_of(tmp_path, house.brand_id, held.key, 320, "avif") is not None
        assert media.file_of(tmp_path, house.brand_id + 1, held.key, 320, "avif") is None
