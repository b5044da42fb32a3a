"""Étamine's styles: thirty-three cuts, each in a few cloths, each named after a river."""

from collections.abc import Iterator

from ops.demo.houses import barcodes, garments, palette, reading, sizes, words
from ops.demo.houses.garments import Design
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import PriceRow, SizeSystem, Style

LANGUAGES = ("fr", "en", "ja", "zh-Hans")

WOMEN = sizes.clothes("women", {80: "34", 84: "36", 88: "38", 92: "40", 96: "42"})
BOTTOMS = sizes.clothes("bottoms", {80: "34", 84: "36", 88: "38", 92: "40", 96: "42"}, girth="waist")
LETTERS = sizes.clothes("letters", {80: "XS", 84: "S", 88: "M", 92: "L", 96: "XL"})
SHOES = sizes.shoes("shoes", ("36", "37", "38", "39", "40"))
ONE = sizes.one()
SYSTEMS = (WOMEN, BOTTOMS, LETTERS, SHOES, ONE)

_BY_SHAPE = {
    "trousers": BOTTOMS, "jeans": BOTTOMS, "skirt": BOTTOMS, "knit": LETTERS, "cardigan": LETTERS,
    "t-shirt": LETTERS, "shoe": SHOES, "bag": ONE, "scarf": ONE,
}  # fmt: skip

_MAKERS = {"coats": "qiantang", "tailoring": "qiantang", "knitwear": "biella"}
_COUNTRIES = {"qiantang": "CN", "porto": "PT", "biella": "IT"}


def styles() -> tuple[Style, ...]:
    return garments.partnered(garments.hung(list(_made())))


def _made() -> Iterator[Style]:
    numbers, models = barcodes.series("240"), _models()
    for at, (cut, model) in enumerate(models):
        design = _design(cut, model, at)
        yield garments.made(design, system=_system(cut), barcodes=numbers, languages=LANGUAGES)


def _models() -> list[tuple[Entry, Entry]]:
    return [(cut, model) for cut in words.tree("etamine/models.yaml") for model in cut["models"]]


def _system(cut: Entry) -> SizeSystem:
    return _BY_SHAPE.get(cut["shape"], WOMEN)


def _design(cut: Entry, model: Entry, at: int) -> Design:
    fabric = palette.fabrics()[model["cloth"]]
    season = model.get("season") or ("2026-ss" if fabric.season == "summer" else "2026-aw")
    maker = _MAKERS.get(cut["category"], "porto")
    noun = cut["words"]["en"]
    return Design(
        code=f"E{1001 + at}",
        slug=reading.slug(f"{model['river']} {noun}"),
        category=cut["category"],
        season=season,
        name=_name(cut, model["river"]),
        description=_description(cut, model),
        shape=cut["shape"],
        attributes={**cut["attributes"], **model.get("with", {})},
        fabric=model["cloth"],
        colours=tuple(model["colours"]),
        print=model.get("print"),
        prices=_prices(model["price"] * 100, season),
        is_lined=cut.get("lined", False),
        origin=_COUNTRIES[maker],
        maker=maker,
        tags=(cut["kind"], model["cloth"], *(["under-200"] if model["price"] < 200 else [])),
        draw={**cut.get("draw", {}), **model.get("draw", {})},
        drop="tide" if season == "2027-ss" else None,
        is_carry_over=season == "2026-aw" and at % 5 == 0,
    )


def _name(cut: Entry, river: str) -> dict[str, str]:
    noun = cut["words"]
    return {
        "fr": f"{noun['fr']} {river}",
        "en": f"{river} {noun['en']}",
        "ja": f"{river} {noun['ja']}",
        "zh-Hans": f"{river} {noun['zh-Hans']}",
    }


def _description(cut: Entry, model: Entry) -> dict[str, str]:
    cloth = words.tree("etamine/cloth_texts.yaml")[model["cloth"]]
    return {tag: f"{cut['text'][tag].strip()}\n\n{cloth[tag].strip()}" for tag in LANGUAGES}


def _prices(amount: int, season: str) -> tuple[PriceRow, ...]:
    """Last season's pieces were cut by three tenths, then by half, in steps of five euros."""
    if season != "2026-ss":
        return (PriceRow(amount=amount, from_day=-110),)
    lower, lowest = (round(amount * share / 500) * 500 for share in (0.7, 0.5))
    return (
        PriceRow(amount=amount, from_day=-280),
        PriceRow(amount=lower, from_day=-75),
        PriceRow(amount=lowest, from_day=-12),
    )
