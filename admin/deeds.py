"""What people do, in words: how each kind of event reads in the list, and whose concern it is."""

from dataclasses import dataclass

from i18n import Message, _, pgettext
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
    "transfer": Kind(_("Transfer"), Duty.SEE_STOCK, "admin.transfers.show", "transfer_id"),
    "stock_take": Kind(_("Stock take"), Duty.SEE_STOCK),
    "demand_overrule": Kind(_("Expectation"), Duty.SEE_DEMAND, "admin.demand.index"),
}

DEEDS: dict[str, Message] = {
    "added": pgettext("deed", "Added"),
    "changed": pgettext("deed", "Changed"),
    "removed": pgettext("deed", "Taken out"),
    "worded": pgettext("deed", "Worded"),
    "written": pgettext("deed", "Written"),
    "arranged": pgettext("deed", "Put in order"),
    "pictures-arranged": pgettext("deed", "Pictures put in order"),
    "pictured": pgettext("deed", "Given another picture"),
    "numbered": pgettext("deed", "Numbered"),
    "priced": pgettext("deed", "Priced"),
    "published": pgettext("deed", "Put on sale"),
    "withdrawn": pgettext("deed", "Withdrawn"),
    "moved": pgettext("deed", "Moved to another moment"),
    "released": pgettext("deed", "Released"),
    "opened": pgettext("deed", "Opened"),
    "closed": pgettext("deed", "Closed"),
    "reopened": pgettext("deed", "Opened again"),
    "hours-changed": pgettext("deed", "Given other hours"),
    "holiday-kept": pgettext("deed", "Given a day of its own"),
    "holiday-forgotten": pgettext("deed", "Freed of a day of its own"),
    "rate-set": pgettext("deed", "Given a tax rate"),
    "rate-dropped": pgettext("deed", "Freed of a tax rate"),
    "served": pgettext("deed", "Given its outlets"),
    "assigned": pgettext("deed", "Given a role"),
    "left": pgettext("deed", "Has left"),
    "offered": pgettext("deed", "Sent"),
    "faced": pgettext("deed", "Given another face"),
    "proved": pgettext("deed", "Proved"),
    "put-first": pgettext("deed", "Put first"),
    "made": pgettext("deed", "Made"),
    "drafted": pgettext("deed", "Drafted"),
    "requested": pgettext("deed", "Asked for"),
    "picked": pgettext("deed", "Picked"),
    "dispatched": pgettext("deed", "Sent off"),
    "received": pgettext("deed", "Received"),
    "cancelled": pgettext("deed", "Cancelled"),
    "begun": pgettext("deed", "Begun"),
    "approved": pgettext("deed", "Approved"),
}
"""By action, whatever it was done to."""

OF_THEIR_OWN: dict[str, Message] = {
    "staff.withdrawn": pgettext("deed", "Relieved of a role"),
    "style.withdrawn": pgettext("deed", "Taken off sale"),
}
"""Where one action reads otherwise of one kind of thing."""

SWITCHED = {True: pgettext("deed", "Switched on"), False: pgettext("deed", "Switched off")}
