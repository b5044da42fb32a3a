"""A lost page and a failure, in the house's own face."""

from flask import g, render_template, request

from i18n.web import speak_to
from kernel.web import transactions
from kernel.web.door import at_brand
from kernel.web.errors import PLAIN
from storefront import snapshots
from storefront.heads import Head, everywhere
from storefront.shops import Edition, Shop
from storefront.welcome import best


def draw_problem(status: int, message: str) -> str:
    """Draw a page worth reading with a way on; after a failure one that asks nothing more of the database."""
    if not at_brand() or (status >= 500 and "edition" not in g):
        return render_template(PLAIN, status=status, message=message)
    if status >= 500:
        return render_template("storefront/problems/broken.html")
    shop = snapshots.current()
    transactions.close(commit=False)
    if "edition" not in g:
        g.edition = _edition(shop)
        speak_to(g.edition.language, region=g.edition.country)
    page = "lost" if status == 404 else "failed"
    head = Head(title=shop.name, path_in=everywhere(""), is_indexed=False)
    return render_template(f"storefront/problems/{page}.html", head=head, status=status, message=message)


def _edition(shop: Shop) -> Edition:
    """The edition whose address was asked for, else the one wished for, else the house's own."""
    tag = request.path.split("/", 2)[1]
    return shop.editions.get(tag) or best(shop, request.headers.get("Accept-Language")) or shop.home_edition
