"""What people do, in words: how each kind of event reads in the list, and whose concern it is."""

from dataclasses import dataclass

from i18n import Message, _, pgettext
from tenancy.duties import Duty


@dataclass(frozen=True)
class Kind:
    """What an event is about: its name, whom it concerns, and the page that shows it while a module is on."""

    name: Message
    duty: Duty
    endpoint: str = ""
    argument: str = ""
    modules: tuple[str, ...] = ()
    """Any of them is enough; none where the page is always there."""


KINDS: dict[str, Kind] = {
    "style": Kind(_("Style"), Duty.EDIT_STYLES, "admin.styles.show", "style_id"),
    "colourway": Kind(_("Colourway"), Duty.EDIT_STYLES),
    "sku": Kind(_("SKU"), Duty.EDIT_STYLES),
    "picture": Kind(_("Picture"), Duty.EDIT_STYLES),
    "category": Kind(_("Category"), Duty.EDIT_STYLES, "admin.categories.edit", "category_id"),
    "collection": Kind(_("Collection"), Duty.EDIT_STYLES, "admin.collections.edit", "collection_id"),
    "season": Kind(_("Season"), Duty.EDIT_STYLES, "admin.seasons.edit", "season_id"),
    "drop": Kind(_("Drop"), Duty.EDIT_STYLES, "admin.seasons.drop", "drop_id", ("drops",)),
    "size_run": Kind(_("Size run"), Duty.EDIT_STYLES, "admin.size_runs.edit", "run_id"),
    "lookbook": Kind(_("Lookbook"), Duty.EDIT_STYLES, "admin.lookbooks.edit", "book_id", ("lookbooks",)),
    "look": Kind(_("Look"), Duty.EDIT_STYLES),
    "price_list": Kind(_("Price list"), Duty.EDIT_PRICES),
    "page": Kind(_("Page"), Duty.EDIT_BRAND, "admin.pages.edit", "page_id"),
    "brand": Kind(_("Brand"), Duty.EDIT_BRAND, "admin.brand.index"),
    "domain": Kind(_("Domain"), Duty.EDIT_BRAND, "admin.brand.index"),
    "module_switch": Kind(_("Module"), Duty.EDIT_BRAND, "admin.modules.index"),
    "market": Kind(_("Market"), Duty.EDIT_MARKETS, "admin.markets.show", "market_id", ("markets",)),
    "outlet": Kind(_("Outlet"), Duty.EDIT_OUTLETS, "admin.outlets.show", "outlet_id"),
    "store_type": Kind(_("Store type"), Duty.EDIT_OUTLETS),
    "staff": Kind(_("Person"), Duty.EDIT_STAFF, "admin.staff.show", "staff_id"),
    "invitation": Kind(_("Invitation"), Duty.EDIT_STAFF, "admin.staff.index"),
    "adjustment": Kind(_("Adjustment"), Duty.SEE_STOCK),
    "delivery": Kind(_("Delivery"), Duty.SEE_STOCK),
    "transfer": Kind(_("Transfer"), Duty.SEE_STOCK, "admin.transfers.show", "transfer_id", ("transfers",)),
    "stock_take": Kind(
        _("Stock take"), Duty.APPROVE_COUNTS, "admin.stock_takes.show", "take_id", ("stock-takes",)
    ),
    "hold": Kind(_("Set aside"), Duty.SEE_STOCK, "admin.holds.index"),
    "demand_overrule": Kind(_("Expectation"), Duty.SEE_DEMAND, "admin.demand.index", modules=("demand",)),
    "assortment": Kind(
        _("Assortment"), Duty.EDIT_ASSORTMENTS, "admin.assortments.show", "assortment_id", ("store-types",)
    ),
    "plan": Kind(
        _("Plan"),
        Duty.PLAN_STOCK,
        "admin.plans.show",
        "plan_id",
        ("allocation", "replenishment", "transfers"),
    ),
    "sales_order": Kind(
        pgettext("sale", "Order"), Duty.SEE_ORDERS, "admin.orders.show", "order_id", ("checkout",)
    ),
    "payment_route": Kind(_("Payment"), Duty.EDIT_BRAND),
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
    "posted": pgettext("deed", "Approved"),
    "counted": pgettext("deed", "Counted"),
    "sent-back": pgettext("deed", "Sent back to be counted again"),
    "asked": pgettext("deed", "Asked for"),
    "proposed": pgettext("deed", "Proposed"),
    "failed": pgettext("deed", "Failed"),
    "edited": pgettext("deed", "Changed"),
    "sent-to-review": pgettext("deed", "Put forward for approval"),
    "applied": pgettext("deed", "Applied"),
    "called-off": pgettext("deed", "Called off"),
    "discarded": pgettext("deed", "Discarded"),
    "placed": pgettext("deed", "Placed"),
    "paid": pgettext("deed", "Paid"),
    "collected": pgettext("deed", "Collected"),
    "extended": pgettext("deed", "Extended"),
}
"""By action, whatever it was done to."""

OF_THEIR_OWN: dict[str, Message] = {
    "staff.withdrawn": pgettext("deed", "Relieved of a role"),
    "style.withdrawn": pgettext("deed", "Taken off sale"),
    "payment_route.offered": pgettext("deed", "Opened"),
}
"""Where one action reads otherwise of one kind of thing."""

SWITCHED = {True: pgettext("deed", "Switched on"), False: pgettext("deed", "Switched off")}
