"""One body for the whole wardrobe, in drawing units from the neck point (about 6.4 to the centimetre)."""

from dataclasses import dataclass

BUST, WAIST, HIP, CROTCH, KNEE = 168, 258, 376, 428, 612
HEMS = {
    "cropped": 236, "short": 300, "hip": 372, "regular": 396, "long": 452, "thigh": 470, "mini": 500,
    "knee": 612, "midi": 722, "maxi": 822, "floor": 852,
}  # fmt: skip
SHOULDER_DROP = 27


@dataclass(frozen=True)
class Block:
    """Half widths of a fitted, easy or loose garment on that body."""

    shoulder: float
    bust: float
    waist: float
    hip: float
    armhole: float
    neck: float = 46

    def shoulder_y(self, x: float) -> float:
        """The height of the shoulder line above this half width."""
        return (x - self.neck) / 72 * SHOULDER_DROP


BLOCKS = {
    "slim": Block(shoulder=114, bust=104, waist=80, hip=118, armhole=142),
    "regular": Block(shoulder=120, bust=114, waist=98, hip=124, armhole=152),
    "loose": Block(shoulder=138, bust=136, waist=132, hip=142, armhole=172),
}
