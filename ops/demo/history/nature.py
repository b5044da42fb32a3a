"""How the demo's shoppers are: what draws them, in which weather, in which store, in which size.

Whatever estimates demand knows nothing of this file; docs/demand.md tells the model in words.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np

from ops.demo.history import feasts
from ops.demo.houses import assorting, chance, palette
from ops.demo.houses.shape import House, Outlet, Style

DAYS = 730
PIECES = {"lanxi": 8.0, "hezhou": 14.0, "noctuelle": 1.6, "etamine": 11.0}
"""Pieces that a store sells in a day, on the average of two years."""

WEARS = ("all", "summer", "winter")
LEANS = {
    "outerwear": 0.35, "outer": 0.3, "coats": 0.35, "knitwear": 0.3, "dresses": -0.25, "gowns": 0.1,
    "tees": -0.35, "skirts": -0.15, "shirts": -0.1, "accessories": 0.15, "motion": -0.2,
}  # fmt: skip
"""How far a category leans to the cold months (below nothing: to the warm ones)."""

STRENGTH = {"A": 1.9, "B": 1.15, "C": 0.8, "D": 0.55}
BREADTH = {"A": 0.085, "B": 0.055, "C": 0.04, "D": 0.034}
WARM = {"hot-summer-warm-winter": 1.0, "tropical": 1.6, "mild": 0.5, "humid-subtropical": 0.4}
COLD = {"severe-cold": 1.0, "cold": 0.5, "continental": 0.6}
CURVE = np.array([0.15, 0.29, 0.28, 0.18, 0.10])
WEEK = {
    "mall": (0.82, 0.8, 0.83, 0.87, 1.1, 1.38, 1.2), "street": (0.9, 0.88, 0.9, 0.93, 1.05, 1.22, 1.12),
    "community": (1.02, 0.98, 0.97, 0.95, 0.98, 1.07, 1.03),
}  # fmt: skip


@dataclass(frozen=True)
class Nature:
    """All that a house's past is drawn from: j shops, w colourways of p styles, t days."""

    rng: np.random.Generator
    shops: tuple[Outlet, ...]
    ways: tuple[str, ...]
    skus: tuple[tuple[str, ...], ...]
    days: tuple[date, ...]
    style: np.ndarray
    """(w,) which style a colourway is of."""
    wear: np.ndarray
    """(w,) its place among the seasonal curves."""
    launched: np.ndarray
    """(p,) the day of the launch, counted from the first day; far below nothing for what is old."""
    reduced: np.ndarray
    """(p,) the day from which it is reduced, or past the end."""
    appeal: np.ndarray
    """(w,) how well it is liked."""
    strength: np.ndarray
    """(j,)"""
    breadth: np.ndarray
    """(j,)"""
    taste: np.ndarray
    """(j, w) how a shop's own public differs, by category."""
    sizes: np.ndarray
    """(j, w, 5) share of each size."""
    season: np.ndarray
    """(curves, climates, t)"""
    climate: np.ndarray
    """(j,)"""
    traffic: np.ndarray
    """(j, t) feast, weekday, trend and the day's own luck."""
    allowed: np.ndarray
    """(j, w) whether the house's rules let the shop carry it."""


def of(house: House, *, today: date) -> Nature:
    rng = np.random.default_rng(crc32(house.slug.encode()))
    days = tuple(today - timedelta(DAYS - at) for at in range(DAYS))
    shops = tuple(outlet for outlet in house.outlets if outlet.kind != "warehouse")
    styles = [style for style in house.styles if style.drop is None]
    ways = [(at, way) for at, style in enumerate(styles) for way in style.colourways]
    categories = sorted({style.category for style in styles})
    climates = sorted({shop.climate for shop in shops})
    of_way = np.array([at for at, _ in ways])
    kinds = [(palette.fabrics()[style.cloth].season, style.category) for style in styles]
    curves = sorted(set(kinds))
    liked = np.exp(rng.normal(0, 0.55, len(styles)))[of_way] * np.exp(rng.normal(0, 0.3, len(ways)))
    category = np.array([categories.index(style.category) for style in styles])[of_way]
    return Nature(
        rng=rng,
        shops=shops,
        ways=tuple(way.code for _, way in ways),
        skus=tuple(tuple(sku.code for sku in way.skus) for _, way in ways),
        days=days,
        style=of_way,
        wear=np.array([curves.index(kind) for kind in kinds])[of_way],
        launched=np.array([_launch(style, house, days[0]) for style in styles]),
        reduced=np.array([_reduction(style) for style in styles]),
        appeal=liked,
        strength=np.array([_strength(shop) for shop in shops]) * np.exp(rng.normal(0, 0.3, len(shops))),
        breadth=np.array([BREADTH[shop.grade] for shop in shops]) * _focus(house, len(shops)),
        taste=np.exp(rng.normal(0, 0.28, (len(shops), len(categories))))[:, category],
        sizes=_sizes(rng, shops, [len(way.skus) for _, way in ways], category),
        season=np.stack([[_season(kind, climate, days) for climate in climates] for kind in curves]),
        climate=np.array([climates.index(shop.climate) for shop in shops]),
        traffic=_traffic(rng, shops, list(days)),
        allowed=_allowed(house, shops, [styles[at].code for at in of_way]),
    )


def _allowed(house: House, shops: tuple[Outlet, ...], codes: list[str]) -> np.ndarray:
    carried = assorting.carried(house)
    return np.array([[code in carried[shop.code] for code in codes] for shop in shops])


def _focus(house: House, shops: int) -> float:
    return 9 if shops < 30 else 3 if len(house.styles) < 500 else 1


def _strength(shop: Outlet) -> float:
    return STRENGTH[shop.grade] * (4.0 if shop.kind == "online" else 1.0)


def _launch(style: Style, house: House, first: date) -> int:
    """Half the styles have been there for years, some for one, the rest came with their season."""
    starts = next(season.starts for season in house.seasons if season.key == style.season)
    luck, into = chance.share(style.code, "since"), int(chance.share(style.code, "into") * 80)
    if luck < 0.5 or style.is_carry_over:
        return -900
    return (starts - first).days + into - (365 if luck < 0.72 else 0)


def _reduction(style: Style) -> int:
    return DAYS + style.prices[-1].from_day if style.is_reduced else DAYS + 1


def _sizes(
    rng: np.random.Generator, shops: tuple[Outlet, ...], runs: list[int], kind: np.ndarray
) -> np.ndarray:
    """The house's curve, bent a little by category, and by the build of each shop's own public."""
    bend, lean = rng.normal(0, 0.1, (kind.max() + 1, 5)), rng.normal(0, 0.22, len(shops))
    lean += [0.18 if shop.climate in COLD else -0.12 if shop.climate in WARM else 0.0 for shop in shops]
    steps = np.linspace(-1, 1, 5)
    share = CURVE * np.exp(bend[kind][None] + lean[:, None, None] * steps)
    share /= share.sum(axis=2, keepdims=True)
    share[:, np.array(runs) == 1] = (1, 0, 0, 0, 0)
    return share


def _season(kind: tuple[str, str], climate: str, days: tuple[date, ...]) -> np.ndarray:
    """A year's shape: what is worn in the cold, in the warmth or always, as this climate has it."""
    wear, category = kind
    turn = np.array([day.timetuple().tm_yday for day in days]) / 365.25 * 2 * np.pi
    cold = np.cos(turn - 2 * np.pi * 344 / 365.25 + 0.25 * COLD.get(climate, 0.0))
    warm = np.cos(turn - 2 * np.pi * 172 / 365.25)
    shape = {
        "winter": np.exp((2.0 + 0.9 * WARM.get(climate, 0.0) - 0.4 * COLD.get(climate, 0.0)) * (cold - 0.35)),
        "summer": np.exp((1.9 - 0.7 * WARM.get(climate, 0.0) + 0.5 * COLD.get(climate, 0.0)) * (warm - 0.35)),
        "all": 1 + 0.2 * np.cos(2 * (turn - 2 * np.pi * 105 / 365.25)),
    }[wear]
    return shape * np.exp(LEANS.get(category, 0.0) * cold)


def _traffic(rng: np.random.Generator, shops: tuple[Outlet, ...], days: list[date]) -> np.ndarray:
    feast = {country: feasts.lift(country, days) for country in {shop.address.country for shop in shops}}
    trend = np.exp(rng.normal(0.05, 0.08, len(shops))[:, None] * np.linspace(-1, 1, len(days)))
    week = np.array([WEEK.get(shop.store_type or "street", WEEK["street"]) for shop in shops])
    luck = rng.gamma(12.0, 1 / 12.0, (len(shops), len(days)))
    weekday = week[:, [day.weekday() for day in days]]
    return weekday * trend * luck * np.stack([feast[shop.address.country] for shop in shops])
