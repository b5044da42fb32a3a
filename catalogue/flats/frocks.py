"""How any dress is put together: a head, a bodice, a skirt, with or without a seam between them."""

from dataclasses import dataclass, replace

from catalogue.flats import skirts
from catalogue.flats.bodices import body_folds, bust_dart, hemline, waist_darts
from catalogue.flats.body import WAIST, Block
from catalogue.flats.heads import Head
from catalogue.flats.path import Path, both, smooth
from catalogue.flats.sketch import Dot, Mark, Piece, crease, twice

SEAMS = {"seam": WAIST, "empire": 206, "drop": 338, "none": WAIST}


@dataclass(frozen=True)
class Frock:
    """The parts of a dress before its sleeves, pockets and belt."""

    head: Head
    block: Block
    fallen: skirts.Fall
    kind: str
    hem: float
    seam: float = WAIST
    crisp: float = 0.8
    is_pleated: bool = False

    @property
    def half(self) -> float:
        """Half the width at the seam."""
        return self.fallen.side.start[0]

    def bodice(self, *, darted: bool = False, is_back: bool = False) -> Piece:
        """From the neck to the seam."""
        outline = both(self.head.top.then(self._to_seam()).then(hemline(self.half, self.seam, drop=5)))
        folds = (*body_folds(self.block, hem=0, crisp=self.crisp), *self.head.folds)
        piece = Piece(outline, folds=folds, marks=self.head.marks)
        if not darted:
            return piece
        return piece.marked(
            *(waist_darts(self.block, bottom=self.seam) if is_back else bust_dart(self.block))
        )

    def skirt(self) -> tuple[Piece, Piece]:
        return skirt_of(self.fallen, kind=self.kind, top=self.seam, hem=self.hem, is_pleated=self.is_pleated)

    def in_one(self, *, princess: bool = True) -> Piece:
        """Bodice and skirt without a seam between, shaped by long seams from the armhole."""
        outline = both(self.head.top.then(self._to_seam()).then(self.fallen.half))
        skirt = self.skirt()[1]
        folds = (*body_folds(self.block, hem=0, crisp=self.crisp), *self.head.folds, *skirt.folds)
        piece = Piece(outline, folds=folds, marks=(*skirt.marks, *self.head.marks))
        x, low = self.half, self.hem + 8
        seam = smooth((self.block.bust - 2, 108), (x * 0.66, 172), (x * 0.52, WAIST), (x * 0.74, WAIST + 130),
                      (self.fallen.side.end[0] * 0.56, low))  # fmt: skip
        return piece.marked(*twice(Mark(seam))) if princess else piece

    def _to_seam(self) -> Path:
        x, y = self.head.top.end
        if self.seam > WAIST + 20:
            return smooth((x, y), (self.block.waist, WAIST), (self.half, self.seam))
        fall = self.seam - y
        return Path((x, y)).curve(
            (x - 2, y + fall * 0.4), (self.half, self.seam - fall * 0.36), (self.half, self.seam)
        )


def skirt_of(
    fallen: skirts.Fall, *, kind: str, top: float, hem: float, is_pleated: bool = False
) -> tuple[Piece, Piece]:
    """The hollow behind a swinging hem, then the skirt with whatever its kind is folded into."""
    start = fallen.side.start
    outline = both(Path((0, top + 4)).to(start).then(fallen.half))
    folds = twice(*fallen.flutes)
    marks: tuple[Mark, ...] = twice(Mark(fallen.hem.mapped(lambda x, y: (x * 1.004, y - 13)), "stitch"))
    if kind == "pleated" or is_pleated:
        folds = skirts.knife_pleats(fallen, top=top + 6, hem=hem)
    elif kind == "tiered":
        seams, folds = skirts.tiers(fallen, top=top, hem=hem)
        marks += seams
    elif kind == "full":
        folds = (*folds, *skirts.gathers(start[0], top))
    elif kind != "bias":
        x, y = start
        folds = (*folds, *twice(crease((x - 2, y + 6), (x - 30, y + 60), bulge=5, width=9, strength=0.5)))
    return _underside(fallen), Piece(
        outline, stuff="smooth" if is_pleated else "cloth", folds=folds, marks=marks
    )


def _underside(fallen: skirts.Fall) -> Piece:
    """The back of the hem, seen where the front swings up."""
    (x, y), (_, low) = fallen.hem.start, fallen.hem.end
    middle = y + (low - y) * 0.62
    (waist, top), inner = fallen.side.start, fallen.side.x_at(y - 30) * 0.98
    outline = Path((-inner, y - 30)).to(
        (4 - waist, top + 12), (waist - 4, top + 12), (inner, y - 30), (x - 2, y - 1)
    )
    outline = outline.curve((x * 0.6, middle + 4), (-x * 0.6, middle + 4), (2 - x, y - 1)).close()
    return Piece(outline, stuff="inside", lies_on=True)


def eased(block: Block, *, fit: str) -> Block:
    """A dress follows the waist more than a top does."""
    return replace(block, waist=block.waist - {"slim": 0, "regular": 12, "loose": 20}[fit])


def half_at(block: Block, seam: float) -> float:
    return block.waist if seam == WAIST else block.bust - 6 if seam < WAIST else block.hip - 2


def parted(marks: tuple[Mark | Dot, ...], *, seam: float) -> tuple[tuple, tuple]:
    """Buttons above a seam and below it, none upon it; lines run through both."""
    above = tuple(mark for mark in marks if not isinstance(mark, Dot) or mark.y < seam - 16)
    return above, tuple(mark for mark in marks if not isinstance(mark, Dot) or mark.y > seam + 20)
