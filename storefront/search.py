"""Search: what the words lead to, with the same filters as a collection."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from catalogue.asking import Reading
from catalogue.search import browse, newest, search
from i18n.messages import Message, _
from i18n.numbers import Joining
from i18n.web import list_of
from kernel.web.access import public
from kernel.web.htmx import fragment, wants_fragment
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront import browsing
from storefront.browsing import Listed
from storefront.heads import Head, everywhere
from storefront.shops import at

bp = Blueprint("search", __name__)
LONGEST_QUESTION = 80


@bp.get("/search")
@public
@cached("q", *browsing.ARGUMENTS)
def show() -> ResponseReturnValue:
    """Without words: everything, where a filter was chosen, or else a place to begin."""
    question = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    asked = browsing.asked()
    find = partial(search, query=question) if question else browse
    page = find(
        session(),
        g.edition.market.id,
        language=g.edition.language,
        at=datetime.now(UTC),
        filters=asked.filters,
        sort=asked.sort,
        cursor=asked.cursor,
        version=g.door.version,
    )
    return fragment(
        "storefront/search/show.html",
        "list",
        head=Head(
            title=str(_("Search: %(words)s", words=question) if question else _("Search")),
            path_in=everywhere("search"),
            is_indexed=False,
        ),
        question=question,
        remarks=_remarks(page.reading),
        listed=Listed(
            at("search"), page, asked, query=question, is_open=bool(asked.filters) or wants_fragment()
        ),
        instead=() if page.total else _newest(),
    )


def _remarks(reading: Reading) -> list[Message]:
    """What a shopper must know of how her words were read."""
    remarks = []
    if reading.instead:
        others = _quoted(reading.instead, "or")
        remarks.append(
            _("Nothing for %(words)s. Shown for %(others)s.", words=_quoted(reading.nothing), others=others)
        )
    elif reading.nothing:
        remarks.append(_("Nothing for %(words)s. Shown without.", words=_quoted(reading.nothing)))
    if reading.is_partly:
        remarks.append(_("Nothing has all of these words. Shown is what has most of them."))
    return remarks


def _quoted(words: Iterable[str], joining: Joining = "and") -> str:
    return list_of([_("“%(words)s”", words=word) for word in words], joining)


def _newest() -> tuple:
    return newest(
        session(),
        g.edition.market.id,
        language=g.edition.language,
        at=datetime.now(UTC),
        limit=4,
        version=g.door.version,
    )
