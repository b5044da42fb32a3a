"""Letters to shoppers, in the language they read the shop in; the words of a letter are a page's."""

from datetime import datetime

from flask import g, render_template

from i18n import _
from kernel import mail
from kernel.web.transactions import session
from sales.orders import Order
from storefront import orders
from storefront.heads import origin
from storefront.shops import at as shop_address


def confirm(order: Order, *, token: str, at: datetime) -> None:
    """Queue the letter that says what was ordered, with the link to its page."""
    told = orders.tell(order)
    link = origin() + shop_address(f"orders/{token}")
    subject = _("Your order %(reference)s at %(house)s", reference=order.reference, house=g.shop.name)
    text, html = (
        render_template(f"storefront/letters/received.{kind}", order=told, link=link, house=g.shop.name)
        for kind in ("txt", "html")
    )
    letter = mail.Letter(
        to=order.email,
        subject=str(subject),
        text=text,
        html=html,
        sender_name=g.shop.name,
        language=order.language,
    )
    mail.post(session(), letter, at=at)
