"""What people do, in words: how each kind of event reads in the list, and whose concern it is."""

from dataclasses import dataclass

from i18n import Message, _
from tenancy.duties import Duty


@dataclass(frozen=True)
class Kind:
    """What an event is about: its name, the duty of those it concerns, and the page that shows it."""

    name: Message
    duty: Duty
    endpoint: str = ""
    argument: str = ""


KINDS: dict[str, Kind] = {
    "style": Kind(_("Style"), Duty.EDIT_STYLES, "admin.styles.show", "style_id"),
    "colourway": Kind(_("Colourway"), Duty.EDIT_STYLES),
    "sku": Kind(_("SKU"), Duty.EDIT_STYLES),
    "picture": Kind(_("Picture"), Duty.EDIT_STYLES),
    "category": Kind(_("Category"), Duty.EDIT_STYLES, "admin.categories.edit", "category_id"),
    "collection": Kind(_("Collection"), Duty.EDIT_STYLES, "admin.collections.edit", "collection_id"),
    "season": Kind(_("Season"), Duty.EDIT_STYLES, "admin.seasons.edit", "season_id"),
    "drop": Kind(_("Drop"), Duty.EDIT_STYLES, "admin.seasons.drop", "drop_id"),
    "size_run": Kind(_("Size run"), Duty.EDIT_STYLES, "admin.size_runs.edit", "run_id"),
    "lookbook": Kind(_("Lookbook"), Duty.EDIT_STYLES, "admin.lookbooks.edit", "book_id"),
    "look": Kind(_("Look"), Duty.EDIT_STYLES),
    "price_list": Kind(_("Price list"), Duty.EDIT_PRICES),
    "page": Kind(_("Page"), Duty.EDIT_BRAND, "admin.pages.edit", "page_id"),
    "brand": Kind(_("Brand"), Duty.EDIT_BRAND, "admin.brand.index"),
    "domain": Kind(_("Domain"), Duty.EDIT_BRAND, "admin.brand.index"),
    "module_switch": Kind(_("Module"), Duty.EDIT_BRAND, "admin.modules.index"),
    "market": Kind(_("Market"), Duty.EDIT_MARKETS, "admin.markets.show", "market_id"),
    "outlet": Kind(_("Outlet"), Duty.EDIT_OUTLETS, "admin.outlets.show", "outlet_id"),
    "store_type": Kind(_("Store type"), Duty.EDIT_OUTLETS),
    "staff": Kind(_("Person"), Duty.EDIT_STAFF, "admin.staff.show", "staff_id"),
    "invitation": Kind(_("Invitation"), Duty.EDIT_STAFF, "admin.staff.index"),
    "adjustment": Kind(_("Adjustment"), Duty.SEE_STOCK),
    "delivery": Kind(_("Delivery"), Duty.SEE_STOCK),
    "transfer": Kind(_("Transfer"), Duty.SEE_STOCK),
    "stock_take": Kind(_("Stock take"), Duty.SEE_STOCK),
}

DEEDS: dict[str, Message] = {
    "added": _("Added"),
    "changed": _("Changed"),
    "removed": _("Taken out"),
    "worded": _("Worded"),
    "written": _("Written"),
    "arranged": _("Put in order"),
    "pictures-arranged": _("Pictures put in order"),
    "pictured": _("Given another picture"),
    "numbered": _("Numbered"),
    "priced": _("Priced"),
    "published": _("Put on sale"),
    "withdrawn": _("Withdrawn"),
    "moved": _("Moved to another moment"),
    "released": _("Released"),
    "opened": _("Opened"),
    "closed": _("Closed"),
    "reopened": _("Opened again"),
    "hours-changed": _("Given other hours"),
    "holiday-kept": _("Given a day of its own"),
    "holiday-forgotten": _("Freed of a day of its own"),
    "rate-set": _("Given a tax rate"),
    "rate-dropped": _("Freed of a tax rate"),
    "served": _("Given its outlets"),
    "assigned": _("Given a role"),
    "left": _("Has left"),
    "offered": _("Sent"),
    "faced": _("Given another face"),
    "proved": _("Proved"),
    "put-first": _("Put first"),
    "made": _("Made"),
    "drafted": _("Drafted"),
    "requested": _("Asked for"),
    "picked": _("Picked"),
    "dispatched": _("Sent off"),
    "received": _("Received"),
    "cancelled": _("Cancelled"),
    "begun": _("Begun"),
    "approved": _("Approved"),
}
"""By action, whatever it was done to."""

OF_THEIR_OWN: dict[str, Message] = {
    "staff.withdrawn": _("Relieved of a role"),
    "style.withdrawn": _("Taken off sale"),
}
"""Where one action reads otherwise of one kind of thing."""

SWITCHED = {True: _("Switched on"), False: _("Switched off")}
