"""The size guide: every size as the market calls it, and the body it fits, in centimetres and inches."""

from flask import Blueprint, g, render_template

from catalogue import sizes
from catalogue.measures import BODY
from i18n.messages import _
from kernel.web.access import public
from kernel.web.pagecache import cached
from kernel.web.transactions import session
from storefront.heads import Head, everywhere

bp = Blueprint("sizes", __name__)


@bp.get("/size-guide")
@public
@cached()
def guide() -> str:
    edition = g.edition
    guides = sizes.guide(
        session(), country=edition.country, language=edition.language, via=g.shop.besides(edition.language)
    )
    head = Head(
        title=str(_("Size guide")),
        description=str(
            _(
                "Every size of %(brand)s, and the body it is cut for, in centimetres and inches.",
                brand=g.shop.name,
            )
        ),
        path_in=everywhere("size-guide"),
    )
    return render_template("storefront/sizes/guide.html", head=head, guides=guides, measures=BODY)
