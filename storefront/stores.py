"""The brand's stores: a locator by city, nearness and services; a page for each."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, g, make_response, render_template, request

from i18n import current_language, current_region
from i18n.dates import format_week, zone_city
from i18n.messages import _
from kernel.web.access import public
from kernel.web.htmx import fragment
from storefront import locator, ranges, store
from storefront.heads import Head, crumbs, everywhere
from storefront.shops import say
from storefront.store import Store

bp = Blueprint("stores", __name__)


@bp.get("/stores")
@public
def index() -> Response:
    stores = store.every_store()
    asked = locator.Question.read(request.args)
    found = locator.answer(stores, asked, countries=g.edition.market.countries)
    head = Head(
        title=str(_("Stores")),
        description=str(
            _("Every store of %(brand)s, with its hours, services and way there.", brand=g.shop.name)
        ),
        path_in=everywhere("stores"),
        data=[crumbs((g.shop.name, ""), (str(_("Stores")), "stores"))],
        is_indexed=not request.args,
    )
    response = fragment(
        "storefront/stores/index.html",
        "found",
        head=head,
        asked=asked,
        found=found,
        countries=[] if found.by_nearness else locator.by_country(found.stores),
        offered=locator.offered(stores),
        cities=locator.by_city(stores),
    )
    return _as_of_now(response)


@bp.get("/stores/<slug>")
@public
def show(slug: str) -> Response:
    """Drawn for each visit: it says what is open now."""
    now = datetime.now(UTC)
    found = store.find(slug, now=now) or abort(404)
    page = render_template(
        "storefront/stores/show.html",
        head=_head(found),
        store=found,
        week=format_week(dict(found.hours.week), current_language(), current_region()),
        holidays=store.holidays(found),
        zone=zone_city(found.outlet.time_zone, language=current_language()),
        directions=store.directions(found),
        carried=ranges.of(found, now=now),
    )
    return _as_of_now(make_response(page))


def _as_of_now(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _head(found: Store) -> Head:
    outlet = found.outlet
    path = f"stores/{outlet.slug}"
    return Head(
        title=found.name.text,
        description=" · ".join((say(outlet.words, "about").text, *found.address)).strip(" ·"),
        path_in=everywhere(path),
        data=[
            store.as_data(found),
            crumbs((g.shop.name, ""), (str(_("Stores")), "stores"), (found.name.text, path)),
        ],
    )
