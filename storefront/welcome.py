"""The front door: which language and market a visitor is led to, and how she changes them."""

from urllib.parse import unquote, urlsplit

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from i18n import languages
from i18n.web import speak_to
from kernel.web import modules
from kernel.web.access import public
from kernel.web.door import at_brand
from storefront import snapshots
from storefront.heads import Head, everywhere
from storefront.shops import Edition, Shop, at

bp = Blueprint("welcome", __name__)
COOKIE = "edition"
A_YEAR = 365 * 24 * 3600
OPERATORS_PAGE = "/operator/"


@bp.get("/")
@public
def front() -> BaseResponse:
    """Lead to the edition she chose before, else to the one her browser asks for, else let her choose."""
    if not at_brand():
        return redirect(OPERATORS_PAGE)
    if "storefront" not in modules.on():
        abort(404)
    shop = snapshots.current()
    edition = _remembered(shop) or best(shop, request.headers.get("Accept-Language"))
    response = redirect(f"/{edition.tag}/") if edition else _choice(shop)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Cookie", "Accept-Language"))
    return response


def _remembered(shop: Shop) -> Edition | None:
    return shop.editions.get(request.cookies.get(COOKIE, ""))


def best(shop: Shop, accepted: str | None) -> Edition | None:
    """The edition in the language wished for most, of the country wished for where it is named."""
    if (accepted or "").strip() == "*":
        return None
    language = languages.negotiate(accepted, list(shop.by_language))
    if language is None:
        return _of_her_country(shop, accepted or "")
    for country in _countries(accepted or ""):
        for edition in shop.editions.values():
            if edition.language == language and country in edition.market.countries:
                return edition
    return shop.by_language[language]


def _of_her_country(shop: Shop, accepted: str) -> Edition | None:
    """Her country's market, where none of her languages is spoken: in English, else in its first."""
    for country in _countries(accepted):
        there = [edition for edition in shop.editions.values() if country in edition.market.countries]
        if there:
            return next((edition for edition in there if edition.language == "en"), there[0])
    return None


def _countries(accepted: str) -> list[str]:
    """The countries named in the header's tags, in its order."""
    tags = [part.partition(";")[0].strip().split("-") for part in accepted[:1000].split(",")[:20]]
    return [part[-1].upper() for part in tags if len(part) > 1 and len(part[-1]) == 2]


def _choice(shop: Shop) -> Response:
    """All markets in all their languages, for whoever speaks none of them first."""
    g.edition = shop.by_language.get("en", shop.home_edition)
    speak_to(g.edition.language, region=g.edition.country)
    head = Head(title=shop.name, path_in=everywhere(""))
    return make_response(render_template("storefront/welcome/choice.html", head=head))


@bp.post("/edition")
@public
def choose() -> BaseResponse:
    """Remember the choice and go to the same page in it."""
    shop = snapshots.current() if at_brand() else abort(404)
    to = unquote(request.form.get("to", ""))
    edition = _edition_of(to, shop) or abort(400)
    response = redirect(at(to.removeprefix(f"/{edition.tag}/"), edition=edition), 303)
    response.set_cookie(
        COOKIE, edition.tag, max_age=A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


def _edition_of(path: str, shop: Shop) -> Edition | None:
    """The edition that a path of this shop begins with; None for any other address."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or not path.startswith("/") or path.startswith(("//", "/\\")):
        return None
    return shop.editions.get(path.split("/")[1])


@bp.get("/suggestion")
@public
def suggest() -> Response:
    """A quiet line in her own language, when another edition than the page's would suit her better."""
    shop = snapshots.current() if at_brand() else abort(404)
    read = shop.editions.get(request.args.get("edition", "")) or abort(404)
    better = _remembered(shop) or best(shop, request.headers.get("Accept-Language"))
    if better is None or better is read or (better.language == read.language and _is_home(read, better)):
        response = make_response("", 204)
    else:
        g.edition = better
        speak_to(better.language, region=better.country)
        response = make_response(render_template("storefront/welcome/suggestion.html", shop_read=read))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_home(read: Edition, better: Edition) -> bool:
    """Whether the two differ only by a guess: her browser names no country of the better one's market."""
    named = _countries(request.headers.get("Accept-Language", ""))
    return not any(country in better.market.countries for country in named)
