"""What a price says of tax: that it is in it, by the name the country knows, or that it comes on top."""

from datetime import date

from flask import g

from i18n.messages import Message, _

INCLUDED: dict[str, Message] = {
    "SG": _("GST included"),
    "AU": _("GST included"),
    "NZ": _("GST included"),
    "IN": _("GST included"),
    "MY": _("Tax included"),
    "JP": _("Consumption tax included"),
}
VAT_INCLUDED = _("VAT included")
ON_TOP = _("Sales tax is added at checkout")


def note(*, today: date) -> Message | None:
    """None where there is no tax to speak of."""
    market = g.edition.market
    if not market.tax_included:
        return ON_TOP
    rates = [
        rate
        for rate in g.shop.taxes.get(market.id, ())
        if rate.region in ("", market.country) and rate.starts_on <= today
    ]
    if rates and rates[-1].millionths == 0:
        return None
    return INCLUDED.get(market.country, VAT_INCLUDED)
