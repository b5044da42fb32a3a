"""Pockets on the right of the body, and their mirrors."""

from catalogue.flats.body import WAIST, Block
from catalogue.flats.path import Path, line, shape
from catalogue.flats.sketch import Dot, Mark, Piece, pairs


def pockets(kind: str, *, block: Block, is_back: bool = False, low: float = WAIST) -> tuple[Piece, ...]:
    if kind == "none" or is_back:
        return ()
    return _KINDS[kind](block, low)


def _chest(block: Block, low: float) -> tuple[Piece, ...]:
    return pairs(patch(block.bust * 0.52, 116, 46, 54))


def patch(x: float, y: float, wide: float, tall: float, *, flap: bool = False) -> Piece:
    """A pocket sewn on, its hem or its flap at the top."""
    w = wide / 2
    low = y + tall
    outline = shape(
        (x - w, y), (x + w, y), (x + w, low - 8), (x + w - 8, low), (x - w + 8, low), (x - w, low - 8)
    )  # fmt: skip
    sewn = Path((x - w + 3, y)).to((x - w + 3, y + tall - 9), (x - w + 9.5, y + tall - 3))
    sewn = sewn.to((x + w - 9.5, y + tall - 3), (x + w - 3, y + tall - 9), (x + w - 3, y))
    if flap:
        lid = line((x - w, y + 22), (x - w + 6, y + 27), (x + w - 6, y + 27), (x + w, y + 22))
        return Piece(
            outline, lies_on=True, marks=(Mark(lid), Mark(lid.moved(0, 2), "hair"), Mark(sewn, "stitch"))
        )
    hem = line((x - w, y + 10), (x + w, y + 10))
    return Piece(outline, lies_on=True, marks=(Mark(hem, "stitch"), Mark(sewn, "stitch")))


def _patch(block: Block, low: float) -> tuple[Piece, ...]:
    return pairs(patch(block.hip * 0.55, low + 62, 74, 82))


def flap(
    x: float, y: float, wide: float, *, tall: float = 24, lean: float = -4, button: bool = False
) -> Piece:
    w = wide / 2
    outline = (
        Path((x - w, y - lean / 2))
        .to((x + w, y + lean / 2), (x + w, y + tall - 6 + lean / 2))
        .curve((x + w, y + tall - 1), (x + w - 2, y + tall), (x + w - 7, y + tall))
        .to((x - w + 7, y + tall - lean / 2))
        .curve((x - w + 2, y + tall), (x - w, y + tall - 2), (x - w, y + tall - 7))
        .close()
    )
    marks = (Dot(x, y + tall - 8, 3.6),) if button else ()
    return Piece(outline, lies_on=True, marks=marks)


def _flap(block: Block, low: float) -> tuple[Piece, ...]:
    return pairs(flap(block.hip * 0.56, low + 56, 68))


def _welt(block: Block, low: float) -> tuple[Piece, ...]:
    x, y = block.hip * 0.58, low + 50
    outline = shape((x - 4, y - 3), (x + 15, y - 9), (x + 36, y + 66), (x + 17, y + 72))
    edge = line((x + 0.5, y), (x + 20, y + 69))
    return pairs(Piece(outline, grain=-16, lies_on=True, marks=(Mark(edge, "stitch"),)))


def _seam(block: Block, low: float) -> tuple[Piece, ...]:
    x, y = block.waist + (block.hip - block.waist) * 0.5, low + 30
    outline = (
        Path((x - 6, y))
        .curve((x - 2, y + 26), (x + 4, y + 46), (x + 5, y + 74))
        .curve((x + 1, y + 50), (x - 4, y + 26), (x - 6, y))
        .close()
    )
    return pairs(Piece(outline, stuff="inside", lies_on=True))


_KINDS = {"chest": _chest, "patch": _patch, "flap": _flap, "welt": _welt, "seam": _seam}
