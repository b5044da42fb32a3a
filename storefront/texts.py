"""Pages of text: the house's story, and what the law of the market wants said."""

import re
from dataclasses import replace

from flask import Blueprint, abort, g, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlmodel import select

from catalogue.pages import Page
from i18n.languages import direction
from i18n.words import Wording
from kernel.web.access import public
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront.heads import Head, crumbs, everywhere
from storefront.shops import Edition, LegalPage, at, say

bp = Blueprint("texts", __name__)
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)


@bp.get("/story")
@public
@cached()
def story() -> str:
    page = g.shop.story() or abort(404)
    title = say(page.words, "title").text or g.shop.name
    return _drawn(page, "story", Head(title=title, path_in=everywhere("story")))


@bp.get("/legal/<code>")
@public
@cached()
def legal(code: str) -> ResponseReturnValue:
    pages = {page.code: page for page in g.shop.legal_pages(g.edition.market)}
    page = pages.get(code)
    if page is None:
        return redirect(at(f"legal/{code.lower()}"), 301) if code.lower() in pages else abort(404)
    title = say(page.words, "title").text
    path = f"legal/{code}"

    def path_in(edition: Edition) -> str | None:
        return path if any(code == each.code for each in g.shop.legal_pages(edition.market)) else None

    return _drawn(
        page, "legal", Head(title=title, path_in=path_in, data=[crumbs((g.shop.name, ""), (title, path))])
    )


def _drawn(page: LegalPage, kind: str, head: Head) -> str:
    words = session().exec(select(Page.words).where(Page.id == page.id)).one()
    body = _body(say(words, "body"))
    told = replace(head, description=_beginning(body))
    return render_template(f"storefront/texts/{kind}.html", head=told, words=words, body=body)


def _beginning(body: Markup) -> str:
    """The first of its paragraphs, as text."""
    found = PARAGRAPH.search(body)
    return Markup(found[1]).striptags() if found else ""  # noqa: S704


def _body(wording: Wording) -> Markup:
    """The page's HTML, which was sanitised when it was written."""
    text = Markup(wording.text)  # noqa: S704
    if wording.lang is None:
        return text
    return Markup('<div lang="{}" dir="{}">{}</div>').format(wording.lang, direction(wording.lang), text)
