"""The bag's page, and the forms that fill it."""

from datetime import UTC, datetime

from flask import Blueprint, Response, g, make_response, redirect, request
from flask.typing import ResponseReturnValue

from i18n import _
from kernel.errors import Refusal
from kernel.ids import digest, new_token
from kernel.web import modules
from kernel.web.access import public
from kernel.web.htmx import fragment, wants_fragment
from kernel.web.transactions import session
from sales import bags, checkouts
from sales.bags import Bag, Contents, Piece
from storefront.heads import Head
from storefront.shops import at

bp = Blueprint("bag", __name__)
modules.keep_to_module(bp, "checkout")


class NotACount(Refusal):
    message = _("Write how many you wish for as a whole number, such as 1.")


@bp.get("/bag")
@public
def show() -> ResponseReturnValue:
    return _drawn("bag", contents())


@bp.get("/bag/count")
@public
def count() -> ResponseReturnValue:
    """What the page's head says of the bag: asked for apart, since the page is everybody's."""
    return _private(fragment("storefront/bag/count.html", "count", units=contents().units))


@bp.post("/bag/lines")
@public
def add() -> ResponseReturnValue:
    now, token = datetime.now(UTC), request.cookies.get(cookie_name()) or new_token()
    bag = bags.open_bag(session(), digest=digest(token), market_id=g.edition.market.id, at=now)
    try:
        line = bags.put_in(
            session(), bag, sku_code=request.form.get("sku", ""), units=_units(least=1), at=now
        )
    except Refusal as refusal:
        if not wants_fragment():
            raise
        return _private(_told(refusal=refusal, status=refusal.status))
    if not wants_fragment():
        return _remember(make_response(redirect(at("bag"), 303)), token)
    session().flush()  # the bag is read with its new line
    piece = next(piece for piece in read(bag).pieces if piece.sku_id == line.sku_id)
    response = _private(_told(piece=piece))
    response.headers["HX-Trigger"] = "bag-changed"
    return _remember(response, token)


def _told(*, piece: Piece | None = None, refusal: Refusal | None = None, status: int = 200) -> Response:
    """What stands beside the button: that the piece is in the bag, or why it is not."""
    return fragment("storefront/bag/added.html", "added", piece=piece, refusal=refusal, status=status)


@bp.post("/bag/lines/<sku>")
@public
def change(sku: str) -> ResponseReturnValue:
    """Change how many of a piece there are; none takes it out."""
    now, bag = datetime.now(UTC), current()
    if bag is None:
        raise bags.NoSuchPiece(sku=sku[:60])
    try:
        bags.set_units(session(), bag, sku_code=sku, units=_units(least=0), at=now)
    except Refusal as refusal:
        return _drawn("contents", read(bag), refusal=refusal, status=refusal.status)
    if not wants_fragment():
        return redirect(at("bag"), 303)
    response = _drawn("contents", read(bag))
    response.headers["HX-Trigger"] = "bag-changed"
    return response


def _units(*, least: int) -> int:
    """The one number that was written: whole, and in any script's digits."""
    written = request.form.getlist("units")
    text = written[0].strip() if len(written) == 1 else ""
    if not text.isdecimal() or len(text) > 4 or int(text) < least:
        raise NotACount
    return int(text)


def current() -> Bag | None:
    """The bag of this browser in this market, if it has one."""
    token = request.cookies.get(cookie_name())
    if not token:
        return None
    return bags.find(session(), digest=digest(token), market_id=g.edition.market.id)


def contents() -> Contents:
    bag = current()
    return read(bag) if bag else Contents((), g.edition.market.currency)


def read(bag: Bag) -> Contents:
    kept = checkouts.kept_for(session(), bag)
    return bags.contents(session(), bag, market=g.edition.market, language=g.edition.language, kept=kept)


def _drawn(block: str, held: Contents, *, refusal: Refusal | None = None, status: int = 200) -> Response:
    head = Head(title=str(_("Your bag")), path_in=lambda edition: "bag", is_indexed=False)
    most = range(1, bags.MOST_UNITS + 1)
    return _private(
        fragment(
            "storefront/bag/show.html", block, head=head, bag=held, refusal=refusal, most=most, status=status
        )
    )


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def cookie_name() -> str:
    return "__Host-bag" if request.is_secure else "bag"


def _remember(response: Response, token: str) -> Response:
    lasts = int(bags.LIVES.total_seconds())
    response.set_cookie(
        cookie_name(), token, max_age=lasts, secure=request.is_secure, httponly=True, samesite="Lax", path="/"
    )
    return response
