"""Slip dresses and gowns: hung from straps, held by the bodice, falling to the floor."""

from dataclasses import replace

from catalogue.flats import skirts
from catalogue.flats.arms import Make
from catalogue.flats.body import HEMS, WAIST, Block
from catalogue.flats.cut import Cut
from catalogue.flats.fastenings import belt, zip_behind
from catalogue.flats.frocks import Frock
from catalogue.flats.heads import HELD, head
from catalogue.flats.path import Path, both
from catalogue.flats.sketch import Fold, Mark, Piece, Sketch, crease, pairs, twice
from catalogue.flats.sleeves import sleeve

SLEEVES = ("none", "cap", "short", "three-quarter", "long", "bell", "puff", "bishop")
SLIP_DRESS = {
    "length": ("midi", "mini", "knee", "maxi"),
    "neckline": ("v", "cowl", "straight"),
    "fit": ("slim", "regular"),
    "hem": ("straight", "slit", "lace"),
}
GOWN = {
    "neckline": ("v", "strapless", "deep-v", "halter", "square", "boat", "round", "cowl", "straight"),
    "sleeve": SLEEVES,
    "silhouette": ("mermaid", "bias", "a-line", "full", "pleated", "tiered", "straight"),
    "length": ("floor", "maxi", "midi"),
    "belt": ("none", "band", "tie"),
    "hem": ("plain", "slit", "train"),
}
_GOWN_BLOCK = Block(shoulder=112, bust=102, waist=78, hip=116, armhole=142)


def slip_dress(cut: Cut) -> Sketch:
    """Hung from two straps and cut on the cross."""
    ease = 6 if cut["fit"] == "slim" else -2
    block = replace(cut.block, waist=cut.block.waist + ease, bust=cut.block.bust - 4)
    kind, hem = {"v": "slip"}.get(cut["neckline"], cut["neckline"]), HEMS[cut["length"]]
    fallen = skirts.fall("bias", waist=block.waist, hip=block.hip - 2, hem=hem, drape=cut.weave.drape)
    top = head(kind, block=block, bare=True, is_back=cut.is_back)
    parts = Frock(top, block, fallen, "bias", hem, crisp=0.7, is_pleated=cut.weave.is_pleated)
    body = (
        parts.in_one(princess=False).folded(*_cross_falls(block.waist, hem)).marked(*_slit(cut, fallen, hem))
    )
    laces = _lace_hem(fallen) if cut["hem"] == "lace" else ()
    return Sketch((*top.behind, parts.skirt()[0], body, *laces, *top.upon), focus=(14, 150))


def _cross_falls(waist: float, hem: float) -> tuple[Fold, ...]:
    """Long soft falls from the bust across to the opposite hip, as cloth on the cross hangs."""
    low = min(hem - 60, WAIST + 230)
    return (
        crease((-58, 150), (-waist + 22, WAIST + 10), bulge=-6, width=17, strength=0.55, is_inked=False),
        crease((58, 150), (waist - 24, WAIST + 20), bulge=7, width=15, strength=0.5, is_inked=False),
        crease((-waist + 4, WAIST - 4), (-18, WAIST + 34), bulge=4, width=11, strength=0.6),
        crease((waist - 2, WAIST + 8), (26, WAIST + 44), bulge=-4, width=10, strength=0.5),
        crease((-waist - 10, WAIST + 52), (-34, low), bulge=8, width=22, strength=0.5, is_inked=False),
        crease((waist + 8, WAIST + 60), (44, low + 20), bulge=-8, width=20, strength=0.45, is_inked=False),
    )


def _slit(cut: Cut, fallen: skirts.Fall, hem: float) -> tuple[Mark, ...]:
    if cut["hem"] != "slit" or cut.is_back:
        return ()
    x, rise = fallen.side.end[0] * 0.52, (hem - WAIST) * 0.5
    opening = (
        Path((x - 8, hem - rise))
        .curve((x - 2, hem - rise * 0.5), (x + 2, hem - 40), (x + 16, hem + 30))
        .to((x - 12, hem + 30))
        .curve((x - 12, hem - rise * 0.4), (x - 10, hem - rise * 0.7), (x - 8, hem - rise))
        .close()
    )
    return (Mark(opening, "slit"), Mark(Path((x - 14, hem - rise)).to((x - 18, hem + 30)), "stitch"))


def _lace_hem(fallen: skirts.Fall) -> tuple[Piece, ...]:
    upper = fallen.hem.mapped(lambda x, y: (x, y - 34)).reversed()
    lower = fallen.hem.mapped(lambda x, y: (x * 1.006, y + 8))
    return (Piece(both(upper.then(lower)), stuff="lace", lies_on=True),)


def gown(cut: Cut) -> Sketch:
    """To the floor, with or without a train; cut in one where it is close, else seamed at the waist."""
    parts = _gown_parts(cut)
    under, skirt = parts.skirt()
    way_in = zip_behind(parts.head.top.start[1], WAIST + 60) if cut.is_back else ()
    opening = _slit(cut, parts.fallen, parts.hem)
    make = Make(cuff="lined", head=8, wrist=46)
    arms = () if _is_bare(cut) else pairs(*sleeve(cut["sleeve"], block=parts.block, make=make))
    if parts.kind == "bias":
        falls = _cross_falls(parts.block.waist, parts.hem)
        trunk = (*arms, parts.in_one(princess=False).folded(*falls).marked(*opening, *way_in))
    elif parts.kind in ("mermaid", "straight"):
        trunk = (*arms, parts.in_one().marked(*opening, *way_in))
    else:
        trunk = (skirt.marked(*opening), *arms, parts.bodice(darted=True).marked(*way_in))
    train = _train(parts.fallen, parts.hem) if cut["hem"] == "train" and cut["length"] == "floor" else ()
    behind = (*parts.head.behind, *train, under)
    return Sketch((*behind, *trunk, *_sash(cut, parts), *parts.head.upon), focus=(14, 140))


def _gown_parts(cut: Cut) -> Frock:
    kind, hem = cut["silhouette"], HEMS[cut["length"]]
    top = head(cut["neckline"], block=_GOWN_BLOCK, bare=_is_bare(cut), is_back=cut.is_back)
    waist, hip = _GOWN_BLOCK.waist, _GOWN_BLOCK.hip
    fallen = skirts.fall(kind, waist=waist, hip=hip, hem=hem, drape=max(0.6, cut.weave.drape))
    return Frock(top, _GOWN_BLOCK, fallen, kind, hem, is_pleated=cut.weave.is_pleated)


def _is_bare(cut: Cut) -> bool:
    return cut["sleeve"] == "none" or cut["neckline"] in HELD


def _sash(cut: Cut, parts: Frock) -> tuple[Piece, ...]:
    if cut["belt"] == "none":
        return ()
    return belt(parts.block.waist, WAIST, kind="band" if cut.is_back else cut["belt"], deep=20)


def _train(fallen: skirts.Fall, hem: float) -> tuple[Piece, ...]:
    """Cloth that follows upon the floor and spreads behind the hem."""
    x = fallen.side.end[0]
    half = (
        Path((0, hem - 40))
        .to((x * 0.9, hem - 60))
        .curve((x * 1.04, hem - 26), (x * 1.26, hem - 8), (x * 1.44, hem + 14))
    )
    half = half.curve((x * 1.3, hem + 34), (x * 1.02, hem + 46), (x * 0.8, hem + 48)).curve(
        (x * 0.66, hem + 60), (x * 0.3, hem + 66), (0, hem + 66)
    )
    folds = twice(
        crease((x * 0.98, hem - 24), (x * 1.34, hem + 20), bulge=4, width=10, strength=0.9),
        crease((x * 0.86, hem + 6), (x * 1.04, hem + 44), bulge=4, width=10, strength=0.9),
        crease((x * 0.5, hem + 14), (x * 0.6, hem + 58), bulge=3, width=10, strength=0.8),
    )
    return (Piece(both(half), folds=folds),)
