"""What the law of the market wants said of a garment: its maker, its fibres, its care, its guarantee."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g

from catalogue.fibres import ANIMAL_PARTS, NAMES, PARTS
from catalogue.measures import GARMENT
from catalogue.price_history import REDUCTIONS_FROM_LOWEST
from catalogue.style_pages import SizeMeasured
from i18n.languages import countries
from i18n.messages import Message, _
from i18n.web import country_name, percent


@dataclass(frozen=True)
class Answerable:
    """Who answers for a product: a name with a postal and an electronic address."""

    name: str
    address: tuple[str, ...]
    email: str

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Answerable | None":
        name = row.get("name", "")
        return cls(name, _address(row.get("address") or ()), row.get("email", "")) if name else None


def _address(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines as they are written where it lies; a country's code at their end is named."""
    country = _country(lines)
    return (*lines[:-1], country_name(country)) if country else tuple(lines)


def _country(lines: Sequence[str]) -> str:
    return lines[-1] if lines and lines[-1] in countries() else ""


def _is_in_the_union(row: Mapping[str, Any]) -> bool:
    return _country(row.get("address") or ()) in REDUCTIONS_FROM_LOWEST


@dataclass(frozen=True)
class Maker:
    """The maker, and who answers for it within the market where the maker is not there."""

    by: Answerable | None
    responsible: Answerable | None


def maker(row: Mapping[str, Any]) -> Maker:
    """Of the style, or of the house where it names none; who is responsible as near as can be found."""
    house = g.shop.brand.maker
    market = g.edition.market.facts
    named = row.get("responsible") or market.get("responsible") or house.get("responsible")
    return Maker(
        Answerable.read(row) or Answerable.read(house), Answerable.read(named or _stand_in(row, house))
    )


def _stand_in(row: Mapping[str, Any], house: Mapping[str, Any]) -> Mapping[str, Any]:
    """The house itself answers in the Union for what is made outside it, where the house is inside."""
    sold_in_the_union = not REDUCTIONS_FROM_LOWEST.isdisjoint(g.edition.market.countries)
    made_outside = bool(row) and not _is_in_the_union(row)
    return house if sold_in_the_union and made_outside and _is_in_the_union(house) else {}


def composition(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Message, list[str]]]:
    """Each part with its fibres, heaviest first: (shell, [92 % silk, 8 % elastane])."""
    return [
        (PARTS[row["part"]], [str(_share(fibre, share)) for fibre, share in row["fibres"]]) for row in rows
    ]


def _share(fibre: str, share: float) -> Message:
    return _("%(share)s %(fibre)s", share=percent(round(share * 100)), fibre=str(NAMES[fibre]))


def animal_parts(rows: Iterable[Mapping[str, Any]]) -> Message | None:
    return ANIMAL_PARTS if any(row.get("animal") for row in rows) else None


def guarantee() -> Message | None:
    """The notice of the legal guarantee, where the Union asks for it before a purchase."""
    in_the_union = not REDUCTIONS_FROM_LOWEST.isdisjoint(g.edition.market.countries)
    return _("Two years’ legal guarantee of conformity.") if in_the_union else None


def measures(measured: Sequence[SizeMeasured]) -> list[tuple[str, Message]]:
    """The measures taken of any size, with their names, in the book's order."""
    taken = {name for size in measured for name in size.lengths}
    return [(name, label) for name, label in GARMENT.items() if name in taken]
