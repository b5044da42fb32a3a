from typing import Any

import pytest
from sqlmodel import col, select

from catalogue import listings, lookbook_pages, lookbooks, media, style_book, translations
from catalogue.encoding import encoded
from catalogue.lookbooks import Hotspot, Look, LookbookDraft, LookDraft
from catalogue.media import Picture
from catalogue.styles import NoSuchStyle, find_style
from kernel.events import CLOCK
from tests.catalogue.test_encoding import picture
from tests.world_catalogue import NOON, House


def write(session, *looks: LookDraft):
    texts = {"title": {"fr": "Brume", "en": "Mist"}, "intro": {"fr": "Un matin."}}
    draft = LookbookDraft(code="aw26", season="AW26", texts=texts, looks=looks)
    (book,) = lookbooks.write_lookbooks(session, [draft], by=CLOCK, at=NOON)
    return book


def look(*styles: str, x: float = 40) -> LookDraft:
    spots = tuple(Hotspot(style=style, colourway="ink", x=x, y=50) for style in styles)
    return LookDraft(texts={"title": {"fr": "Un"}}, ground="#eeeeee", hotspots=spots)


def read(session, house: House, slug: str = "brume", *, market="fr", language="fr"):
    return lookbook_pages.lookbook_by_slug(
        session, house.markets[market], slug=slug, language=language, at=NOON
    )


class TestWriteLookbooks:
    def test_shows_what_is_worn_with_its_card_and_picture(self, session, house):
        write(session, look("R100", "M200"), look("B400"))
        shown = read(session, house)
        assert [[worn.card.code for worn in one.worn] for one in shown.looks] == [["R100", "M200"], ["B400"]]
        first = shown.looks[0].worn[0]
        assert (first.image.colourway, first.x, first.width) == ("ink", 40, 40)

    def test_hangs_its_looks_anew(self, session, house):
        write(session, look("R100"), look("M200"))
        write(session, look("B400"))
        assert [worn.style for one in read(session, house).looks for worn in one.worn] == ["B400"]

    def test_shows_a_style_without_a_card_where_it_is_not_sold(self, session, house):
        write(session, look("R100"))
        style_book.withdraw(session, ["R100"], by=CLOCK, at=NOON)
        listings.catch_up(session)
        worn = read(session, house).looks[0].worn[0]
        assert (worn.style, worn.card, worn.image) == ("R100", None, None)

    def test_refuses_a_style_that_is_not_there_and_a_place_outside(self, session):
        with pytest.raises(NoSuchStyle):
            write(session, look("R999"))
        with pytest.raises(lookbooks.OutsideTheLook):
            write(session, look("R100", x=101))

    def test_shows_a_picture_of_its_own_and_no_styles(self, session, house, tmp_path):
        upload: dict[str, Any] = {"folder": tmp_path, "by": CLOCK, "at": NOON}
        own = media.add_picture(session, encoded(picture(size=(400, 500))), **upload)
        styles = media.add_picture(
            session, encoded(picture(size=(400, 500))), style=find_style(session, "R100"), **upload
        )
        write(session, LookDraft(picture_id=own.id))
        shown = read(session, house).looks[0].picture
        assert shown is not None
        assert shown.key == own.key
        with pytest.raises(lookbooks.NotALooksPicture):
            write(session, LookDraft(picture_id=styles.id))

    def test_keeps_how_good_the_translations_of_its_looks_are(self, session):
        first = LookDraft(texts={"title": {"fr": "Un", "en": "One"}})
        write(session, first)
        (held,) = looks_of(session)
        told = {"field": "title", "language": "en", "state": "machine", "by": CLOCK, "at": NOON}
        translations.put_words(session, "look", held.id, text="The first", **told)
        texts = {"title": {"fr": "Premier", "en": "The first"}}
        write(session, LookDraft(), LookDraft(texts=texts, look_id=held.id))
        _new, kept = looks_of(session)
        assert kept.id == held.id
        of_look = translations.texts(session, "en", subject="look")
        assert [(lack.subject_id, lack.state) for lack in of_look] == [(held.id, "stale")]


def looks_of(session) -> list[Look]:
    return list(session.exec(select(Look).order_by(col(Look.position))))


def show(session, look: Look, folder) -> Picture:
    made = encoded(picture(size=(400, 500)))
    return lookbooks.show_picture(session, look, made, folder=folder, texts={}, by=CLOCK, at=NOON)


class TestShowPicture:
    def test_takes_the_place_of_the_one_before(self, session, house, tmp_path):
        write(session, look("R100"))
        first = show(session, looks_of(session)[0], tmp_path)
        second = show(session, looks_of(session)[0], tmp_path)
        assert session.find(Picture, first.id) is None
        assert read(session, house).looks[0].picture.key == second.key

    def test_keeps_a_picture_that_a_look_shows(self, session, tmp_path):
        write(session, look("R100"))
        shown = show(session, looks_of(session)[0], tmp_path)
        with pytest.raises(media.PictureInUse):
            media.remove_picture(session, shown, folder=tmp_path, by=CLOCK, at=NOON)

    def test_gives_way_to_the_drawing(self, session, house, tmp_path):
        write(session, look("R100"))
        shown = show(session, looks_of(session)[0], tmp_path)
        lookbooks.show_drawing(session, looks_of(session)[0], folder=tmp_path, by=CLOCK, at=NOON)
        assert read(session, house).looks[0].picture is None
        assert session.find(Picture, shown.id) is None


class TestRemoveLookbook:
    def test_takes_its_looks_and_their_pictures_along(self, session, house, tmp_path):
        book = write(session, look("R100"), look("M200"))
        shown = show(session, looks_of(session)[0], tmp_path)
        lookbooks.remove_lookbook(session, book, folder=tmp_path, by=CLOCK, at=NOON)
        assert looks_of(session) == []
        assert session.find(Picture, shown.id) is None
        with pytest.raises(lookbook_pages.NoSuchLookbook):
            read(session, house)


class TestLookbookBySlug:
    def test_reads_in_every_language(self, session, house):
        write(session, look("R100"))
        shown = read(session, house, "mist", market="us", language="en")
        assert (str(shown.title), shown.intro.lang, shown.slugs["fr"]) == ("Mist", "fr", "brume")

    def test_is_not_there_for_another(self, session, house):
        with pytest.raises(lookbook_pages.NoSuchLookbook):
            read(session, house, "none")


class TestLookbooksOf:
    def test_lists_them_in_order(self, session, house):
        write(session, look("R100"))
        assert [
            (link.slug, str(link.title)) for link in lookbook_pages.lookbooks_of(session, language="en")
        ] == [("mist", "Mist")]
