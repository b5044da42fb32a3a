"""The top of a garment: its neckline, what holds it up, and what is worn at the neck."""

from dataclasses import dataclass, replace

from catalogue.flats import collars, necks
from catalogue.flats.bodices import armhole, armhole_stitch
from catalogue.flats.body import Block
from catalogue.flats.path import Path
from catalogue.flats.sketch import Fold, Mark, Piece, crease, pairs, ribbon, twice


@dataclass(frozen=True)
class Head:
    """The right half from the centre to the underarm; the pieces behind it and upon it."""

    top: Path
    behind: tuple[Piece, ...] = ()
    upon: tuple[Piece, ...] = ()
    folds: tuple[Fold, ...] = ()
    marks: tuple[Mark, ...] = ()


def head(kind: str, *, block: Block, bare: bool, is_back: bool) -> Head:
    """A neckline over shoulders."""
    if kind in HELD:
        return HELD[kind](block, is_back)
    opening = necks.neck(kind, block=block)
    edge = opening.edge(is_back=is_back)
    top = edge.then(armhole(block, bare=bare))
    marks = armhole_stitch(block) if bare else ()
    if kind in ("collar", "stand", "turtle", "peter-pan", "bow", "open"):
        return replace(_collared(kind, top, is_back), marks=marks)
    behind = () if is_back else (opening.hollow(),)
    return Head(top, behind, (necks.bound(edge),), marks=marks)


def _collared(kind: str, top: Path, is_back: bool) -> Head:
    if kind == "stand":
        worn = collars.stand_collar(is_back=is_back)
    elif kind == "turtle":
        worn = collars.roll_neck(is_back=is_back)
    elif kind == "peter-pan":
        worn = collars.peter_pan(is_back=is_back)
    elif kind == "bow":
        worn = collars.pussy_bow(is_back=is_back)
    else:
        worn = collars.shirt_collar(opens=112 if kind == "open" else 36, is_back=is_back)
    hollow = () if is_back or kind != "peter-pan" else (necks.neck("crew", block=_ANY).hollow(),)
    if is_back or kind == "peter-pan":
        return Head(top, hollow, worn)
    return Head(top, worn[:1], worn[1:])


def _strapped(edge: Path, block: Block, is_back: bool, *, wide: float = 5.5) -> Head:
    """A bodice hung from straps at the end of its edge."""
    x, y = edge.end
    low = block.armhole + 6
    side = Path((x, y)).curve((x + 8, y + 26), (block.bust - 22, low - 12), (block.bust - 2, low))
    back_y = 150 if not is_back else 96
    strap = Piece(ribbon(Path((x - 1, y + 5)).curve((x, 60), (x - 6, 24), (49, 2)), wide), lies_on=True)
    behind = Piece(ribbon(Path((49, 2)).curve((44, 40), (46, 90), (44, back_y)), wide), stuff="inside")
    back = Path((0, 160)).curve((26, 160), (70, 158), (block.bust - 6, low))
    hollow = Path((-block.bust + 6, low)).to((block.bust - 6, low)).to(back.end)
    hollow = back.then(edge.reversed().then(edge.mirrored())).then(back.mirrored().reversed()).close()
    inside = () if is_back else (Piece(hollow, stuff="inside", lies_on=True),)
    return Head(edge.then(side), (*pairs(behind), *inside) if not is_back else (), pairs(strap))


def _slip(block: Block, is_back: bool) -> Head:
    edge = Path((0, 138)).curve((22, 122), (46, 104), (60, 92)) if not is_back else _low_back()
    found = _strapped(edge, block, is_back)
    return found if is_back else Head(found.top, found.behind, found.upon, _cups(block))


def _straight(block: Block, is_back: bool) -> Head:
    edge = Path((0, 116)).curve((26, 116), (46, 112), (64, 104)) if not is_back else _low_back()
    return _strapped(edge, block, is_back)


def _cowl(block: Block, is_back: bool) -> Head:
    """A front cut wide, so that it falls in scoops from strap to strap."""
    edge = Path((0, 142)).curve((30, 142), (54, 122), (62, 88)) if not is_back else _low_back()
    found = _strapped(edge, block, is_back)
    scoops = (
        _scoop(63 + 8 * i, 104 + 17 * i, 168 + 27 * i, width=13, strength=1 - 0.16 * i) for i in range(4)
    )
    return found if is_back else Head(found.top, found.behind, found.upon, tuple(scoops))


def _scoop(x: float, y: float, low: float, *, width: float, strength: float) -> Fold:
    deep = low + (low - y) / 3
    return Fold(Path((-x, y)).curve((-x * 0.62, deep), (x * 0.62, deep), (x, y)), width, strength)


def _cups(block: Block) -> tuple[Fold, ...]:
    x, y = block.bust - 4, block.armhole + 16
    return twice(crease((x, y), (x - 40, y - 8), bulge=-6, width=10, strength=0.55))


def _low_back() -> Path:
    return Path((0, 172)).curve((24, 170), (42, 150), (54, 116))


def _strapless(block: Block, is_back: bool) -> Head:
    low = block.armhole
    if is_back:
        return Head(
            Path((0, low + 10)).curve((40, low + 10), (block.bust - 20, low + 4), (block.bust - 3, low - 2))
        )
    edge = (
        Path((0, 138))
        .curve((8, 116), (34, 98), (58, 100))
        .curve((78, 102), (92, 118), (block.bust - 3, low - 2))
    )
    back = Path((0, low + 6)).curve((40, low + 6), (block.bust - 30, low + 2), (block.bust - 4, low - 2))
    hollow = back.then(edge.reversed()).then(edge.mirrored()).then(back.mirrored().reversed()).close()
    return Head(edge, (Piece(hollow, stuff="inside", lies_on=True),))


def _halter(block: Block, is_back: bool) -> Head:
    low = block.armhole + 2
    if is_back:
        bare = Path((0, 196)).curve((40, 194), (80, 176), (block.bust - 3, low))
        band = (
            Path((-42, 10))
            .curve((-20, 22), (20, 22), (42, 10))
            .to((43, -2))
            .curve((20, 10), (-20, 10), (-43, -2))
        )
        knot = (
            Path((-5, 14))
            .curve((-12, 50), (-14, 90), (-20, 128))
            .to((-8, 130))
            .curve((-2, 90), (2, 50), (5, 14))
        )
        return Head(bare, (), (Piece(band.close()), Piece(knot.close(), lies_on=True)))
    edge = Path((0, 62)).curve((22, 58), (36, 34), (42, -2))
    side = Path((42, -2)).curve((50, 0), (54, 4), (57, 8)).curve((58, 60), (72, 126), (block.bust - 3, low))
    back = Path((0, 14)).curve((20, 14), (36, 8), (42, -2))
    hollow = back.then(edge.reversed().then(edge.mirrored())).then(back.mirrored().reversed()).close()
    return Head(
        edge.then(side), (Piece(hollow, stuff="inside", lies_on=True),), (necks.bound(edge, depth=8),)
    )


HELD = {
    "slip": _slip, "cowl": _cowl, "straight": _straight, "strapless": _strapless, "halter": _halter,
}  # fmt: skip
_ANY = Block(shoulder=114, bust=104, waist=80, hip=118, armhole=142)
