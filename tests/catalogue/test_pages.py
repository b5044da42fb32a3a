import pytest

from catalogue import pages
from catalogue.pages import PageDraft
from kernel.events import CLOCK
from tests.world_catalogue import NOON


def write(session, *drafts: PageDraft):
    return pages.write_pages(session, drafts, by=CLOCK, at=NOON)


def legal(market: str | None, body: str = "<p>Oui.</p>") -> PageDraft:
    texts = {"title": {"fr": "Mentions légales", "en": "Imprint"}, "body": {"fr": body}}
    return PageDraft(code="imprint", kind="legal", market=market, texts=texts)


class TestWritePages:
    def test_keeps_nothing_that_acts(self, session, house):
        (page,) = write(session, legal("fr", "<p onclick='x()' data-hx-post='/y'>Oui.</p><script>1</script>"))
        assert page.words["body"]["fr"]["text"] == "<p>Oui.</p>"

    def test_writes_the_same_page_anew(self, session, house):
        (first,) = write(session, legal("fr"))
        (again,) = write(session, legal("fr", "<p>Non.</p>"))
        assert first.id == again.id
        found = pages.page_by_slug(session, house.markets["fr"], slug="mentions-legales", language="fr")
        assert str(found.body) == "<p>Non.</p>"

    def test_refuses_a_market_that_is_not_there_and_a_page_without_a_title(self, session):
        with pytest.raises(pages.NoSuchMarket):
            write(session, legal("de"))
        with pytest.raises(pages.Untitled):
            write(session, PageDraft(code="x", texts={"body": {"fr": "a"}}))


class TestPageBySlug:
    def test_falls_back_and_says_so(self, session, house):
        write(session, legal(None))
        found = pages.page_by_slug(session, house.markets["us"], slug="imprint", language="en")
        assert (str(found.title), found.title.lang, found.body.lang) == ("Imprint", None, "fr")

    def test_is_not_there_in_another_market(self, session, house):
        write(session, legal("fr"))
        with pytest.raises(pages.NoSuchPage):
            pages.page_by_slug(session, house.markets["us"], slug="imprint", language="en")


class TestPagesOf:
    def test_prefers_the_markets_own(self, session, house):
        write(session, legal(None), legal("fr"), PageDraft(code="story", texts={"title": {"fr": "Histoire"}}))
        for market, slugs in (
            ("fr", ["mentions-legales-imprint-fr", "histoire"]),
            ("us", ["imprint", "histoire"]),
        ):
            language = "fr" if market == "fr" else "en"
            links = pages.pages_of(session, house.markets[market], language=language)
            assert [link.slug for link in links] == slugs


class TestRemovePage:
    def test_leaves_no_way_to_it(self, session, house):
        (page,) = write(session, legal("fr"))
        pages.remove_page(session, page, by=CLOCK, at=NOON)
        with pytest.raises(pages.NoSuchPage):
            pages.page_by_slug(session, house.markets["fr"], slug="mentions-legales", language="fr")
