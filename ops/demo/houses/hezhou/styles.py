"""Hezhou's two hundred and twenty styles: each cut in the colours of ten things, or for ten towns."""

from collections.abc import Iterator

from ops.demo.houses import barcodes, chance, garments, palette, reading, sizes, words
from ops.demo.houses.garments import Design
from ops.demo.houses.reading import Entry
from ops.demo.houses.shape import PriceRow, SizeSystem, Style

LANGUAGES = ("zh-Hans", "en")

WOMEN = sizes.clothes("women", {80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"})
BOTTOMS = sizes.clothes("bottoms", {80: "S", 84: "M", 88: "L", 92: "XL", 96: "XXL"}, girth="waist")
SHOES = sizes.shoes("shoes", ("35", "36", "37", "38", "39"))
ONE = sizes.one()
SYSTEMS = (WOMEN, BOTTOMS, SHOES, ONE)
_BY_SHAPE = {"trousers": BOTTOMS, "skirt": BOTTOMS, "shoe": SHOES, "bag": ONE, "scarf": ONE}


def styles() -> tuple[Style, ...]:
    return garments.partnered(garments.hung(list(_made())))


def _made() -> Iterator[Style]:
    numbers = barcodes.series("220")
    for at, (kind, motif) in enumerate(_pairs()):
        design = _design(kind, motif, at)
        yield garments.made(design, system=_system(kind), barcodes=numbers, languages=LANGUAGES)


def _pairs() -> Iterator[tuple[Entry, Entry]]:
    """Each kind begins with another motif, so that a rail is not all of one colour."""
    waters = words.tree("hezhou/waters.yaml")
    for at, kind in enumerate(words.tree("hezhou/kinds.yaml")):
        motifs = waters["towns" if kind["category"] == "town" else "things"]
        first = at * 3 % len(motifs)
        yield from ((kind, motif) for motif in motifs[first:] + motifs[:first])


def _system(kind: Entry) -> SizeSystem:
    return _BY_SHAPE.get(kind["shape"], WOMEN)


def _design(kind: Entry, motif: Entry, at: int) -> Design:
    cloth = kind["cloths"][at % len(kind["cloths"])]
    season = _season(kind, cloth, at)
    noun, own = kind["noun"], motif["words"]
    return Design(
        code=f"H{3001 + at}",
        slug=reading.slug(f"{motif['key']} {noun['en']}"),
        category=kind["category"],
        season=season,
        name={"zh-Hans": f"{own['zh-Hans']} {noun['zh-Hans']}", "en": f"{own['en']} {noun['en']}"},
        description=_description(kind, motif, cloth),
        shape=kind["shape"],
        attributes=kind["attributes"],
        draw=kind["draw"],
        fabric=cloth,
        colours=tuple(motif["colours"]),
        print=_print(motif, cloth),
        prices=_prices(kind, at, season),
        lining="cotton",
        origin="CN",
        maker="tongxiang" if palette.fabrics()[cloth].kind == "knit" else "huzhou",
        tags=(kind["kind"], cloth, motif["key"]),
        drop="waking" if season == "2027-ss" else None,
        is_carry_over=kind["category"] == "home" and at % 3 == 0,
    )


def _season(kind: Entry, cloth: str, at: int) -> str:
    """Things and the town's own pieces are always there; the rest goes with its cloth."""
    if kind["category"] in {"town", "things"} or palette.fabrics()[cloth].season == "winter":
        return "2026-aw"
    if palette.fabrics()[cloth].season == "summer":
        return ("2026-ss", "2026-aw", "2027-ss")[at // 2 % 3]
    return ("2026-aw", "2026-aw", "2026-aw", "2026-ss", "2027-ss")[at % 5]


def _print(motif: Entry, cloth: str) -> str | None:
    """The stencil is cut for flat, plain cloth."""
    return motif.get("print") if palette.fabrics()[cloth].kind == "woven" else None


def _description(kind: Entry, motif: Entry, cloth: str) -> dict[str, str]:
    woven = words.tree("hezhou/cloth_texts.yaml")[cloth]
    return {
        tag: f"{kind['text'][tag]}\n\n{woven[tag]}{'' if tag == 'zh-Hans' else ' '}{motif['text'][tag]}"
        for tag in LANGUAGES
    }


def _prices(kind: Entry, at: int, season: str) -> tuple[PriceRow, ...]:
    low, high = kind["price"]
    full = round((low + (high - low) * chance.share("hezhou", at)) / 10) * 10
    if season != "2026-ss":
        return (PriceRow(amount=full * 100, from_day=-105),)
    lower = round(full * 0.7 / 10) * 10
    return (PriceRow(amount=full * 100, from_day=-255), PriceRow(amount=lower * 100, from_day=-30))
