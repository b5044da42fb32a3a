"""Reasons in words, in the language spoken, from the numbers that are kept with each line.

say(reason, item=, target=, origin=, …) -> Message       one line's reason as a sentence
say_not(why, …) -> Message                               why a cell got nothing more
rows(situation, written)                                 the lines as a table of codes and numbers
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from i18n import Message, _, current_language, ngettext
from i18n.numbers import format_list, format_number
from inventory.planning.instance import Instance
from inventory.planning.reasons import WhyNot
from inventory.plans.keeping import Written
from inventory.plans.lines import CAUSES, KEPT, TRANSFER, warehouse_names
from inventory.plans.situation import Situation

KINDS = ("allocate", "replenish", "transfer")
KIND_NAMES = (_("First stock"), _("Refill"), _("Transfer"))
HEADER = (
    "kind", "sku", "from", "to", "qty", "expected_gain", "why", "before", "after", "expected_demand",
    "expected_sales", "chance", "sold_lately", "completes",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One line as it stands in a plan, with its reason's numbers."""

    kind: int
    item: int
    origin: int
    target: int
    units: int
    proposed: int
    state: int
    cause: str
    before: int
    after: int
    mean: float
    chance: float
    sells: float
    completes: tuple[str, ...]
    whole_before: bool
    left_behind: int
    way_cost: float
    kept_back: float
    gain: float
    lately: int

    @property
    def is_kept(self) -> bool:
        return self.state == KEPT

    @property
    def is_transfer(self) -> bool:
        return self.kind == TRANSFER

    @property
    def is_edited(self) -> bool:
        return self.units != self.proposed


def lines_of(instance: Instance, written: Written) -> Iterator[Said]:
    """The lines one by one, in the plan's order."""
    columns: dict[str, list[Any]] = {
        name: getattr(part, name).tolist()
        for part in (written.lines, written.reasons)
        for name in (f.name for f in fields(part))
    }
    sizes, style = instance.skus["size"], instance.sku_style
    first = _first_of_style(instance)
    for row in zip(*columns.values(), strict=True):
        line = dict(zip(columns, row, strict=True))
        way = style[line["item"]] if line["item"] >= 0 else instance.prepacks[-1 - line["item"]].style
        line["cause"] = CAUSES[line["cause"]]
        line["completes"] = _sizes(line["completes"], first[way], sizes)
        yield Said(**line)


def _first_of_style(instance: Instance) -> list[int]:
    first: dict[int, int] = {}
    for sku, way in enumerate(instance.sku_style.tolist()):
        first.setdefault(way, sku)
    return [first.get(way, 0) for way in range(len(instance.styles))]


def _sizes(bits: int, first: int, sizes: list[str]) -> tuple[str, ...]:
    return tuple(sizes[first + place] for place in range(31) if bits >> place & 1)


def say(line: Said, *, size: str, target: str, origin: str) -> Message:
    """A line's reason: what goes where, what was sold and is left, what is expected, its good."""
    facts = _facts(line)
    if line.item < 0:
        what = ngettext(
            "%(num)d pack to %(outlet)s", "%(num)d packs to %(outlet)s", line.units, outlet=target
        )
    elif line.is_transfer:
        what = _(
            "%(units)d × size %(size)s from %(origin)s to %(outlet)s",
            units=line.units, size=size, origin=origin, outlet=target,
        )  # fmt: skip
    else:
        what = _("%(units)d × size %(size)s to %(outlet)s", units=line.units, size=size, outlet=target)
    return _("%(what)s: %(facts)s; %(cause)s", what=what, facts=facts, cause=_cause(line, origin))


def because(line: Said, *, origin: str) -> Message:
    """A line's reason without what goes where, for a table whose columns say that."""
    return _("%(facts)s; %(cause)s", facts=_facts(line), cause=_cause(line, origin))


def _facts(line: Said) -> Message:
    sold = (
        ngettext("sold %(num)d in two weeks", "sold %(num)d in two weeks", line.lately)
        if line.lately
        else _("none sold in two weeks")
    )
    left = ngettext("%(num)d there", "%(num)d there", line.before) if line.before else _("none there")
    expected = _("expected to sell %(units)s before the next truck", units=amount(line.mean))
    return _("%(sold)s, %(left)s, %(expected)s", sold=sold, left=left, expected=expected)


def _cause(line: Said, origin: str) -> Message:
    named = format_list(line.completes, current_language()) if line.completes else ""
    if line.cause == "completes_run":
        return _("the size run is whole again")
    if line.cause == "first_stock":
        return _("first pieces of it here, all main sizes together")
    if line.cause == "clears_broken_run":
        if named:
            return _(
                "%(origin)s lets its broken run go, which brings %(sizes)s back here",
                origin=origin,
                sizes=named,
            )
        return _("%(origin)s lets its broken run go, and it sells better here", origin=origin)
    if line.cause == "shares_surplus":
        return _("%(origin)s has more than it will sell", origin=origin)
    return _("the run is whole, and this keeps it so")


def amount(units: float) -> str:
    """Expected units as people say them: to a tenth, below one to a hundredth."""
    return format_number(round(units, 1 if units >= 1 else 2), current_language())


REFUSED: dict[str, Message] = {
    "not_in_assortment": _("This outlet does not carry it."),
    "store_closed": _("Nothing goes into this outlet or out of it for now."),
    "end_of_season": _("It is at the end of its season, and this outlet takes none of that."),
}


def say_not(why: WhyNot, *, named: dict[str, str], money: Any) -> Message:
    """Why a cell got nothing more; `named` are stores' names by id, `money` writes an amount."""
    said, numbers = REFUSED.get(why.code), why.numbers
    if said is not None:
        return said
    if why.code == "pair_sends":
        return ngettext(
            "The outlet gives %(num)d piece of this colour away in this plan, so none comes in.",
            "The outlet gives %(num)d pieces of this colour away in this plan, so none comes in.",
            numbers["units"],
        )
    if why.code == "max_stock":
        return ngettext(
            "With %(num)d piece there, it has as many as it should hold.",
            "With %(num)d pieces there, it has as many as it should hold.",
            numbers["units"],
        )
    if why.code == "inbound":
        return _("The outlet gets as much in this wave as it can receive.")
    if why.code == "capacity":
        return _("The outlet is full.")
    if why.code == "no_source":
        if not numbers["ships_today"]:
            return _("No departure goes to this outlet in this wave, and no store near it can spare one.")
        return _("Neither a warehouse nor a store near it can spare one.")
    if why.code == "run_stays_broken":
        sizes = format_list(numbers["missing"], current_language())
        return _("The size run would stay broken: %(sizes)s can't be had.", sizes=sizes)
    source = named.get(numbers["source"], numbers["source"])
    shown = {"worth": money(numbers["worth"]), "cost": money(numbers["cost"]), "source": source}
    if why.code == "below_cost":
        return _("One more would earn %(worth)s here; getting it from %(source)s costs %(cost)s.", **shown)
    return _(
        "One more would earn %(worth)s here, but it earns more elsewhere: what there is has gone there.",
        **shown,
    )


def item_name(instance: Instance, item: int) -> str:
    """The SKU or prepack of a line, as files know it."""
    return instance.skus["sku"][item] if item >= 0 else instance.prepacks[-1 - item].name


def rows(situation: Situation, written: Written) -> Iterator[tuple]:
    """A header, then each line in codes and numbers, as planning files and spreadsheets read it."""
    instance = situation.instance
    stores, houses = instance.stores["store_id"], warehouse_names(instance)
    yield HEADER
    for line in lines_of(instance, written):
        if not line.is_kept or not line.units:
            continue
        item = instance.skus["sku"][line.item] if line.item >= 0 else instance.prepacks[-1 - line.item].name
        origin = stores[line.origin] if line.is_transfer else houses[-1 - line.origin]
        numbers = (line.before, line.after, round(line.mean, 4), round(line.sells, 4), round(line.chance, 4))
        yield (
            KINDS[line.kind], item, origin, stores[line.target], line.units, round(line.gain, 2), line.cause,
            *numbers, line.lately, " ".join(line.completes),
        )  # fmt: skip
