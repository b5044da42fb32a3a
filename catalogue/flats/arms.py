"""The frame a sleeve is drawn in, and how it is made."""

from dataclasses import dataclass
from math import cos, radians, sin

from catalogue.flats.body import Block
from catalogue.flats.path import Point
from catalogue.flats.sketch import Fold, crease


@dataclass(frozen=True)
class Arm:
    """The frame a sleeve is drawn in: so far down the arm, so far out from it."""

    shoulder: Point
    underarm: Point
    angle: float

    def at(self, down: float, out: float) -> Point:
        s, c = sin(radians(self.angle)), cos(radians(self.angle))
        return self.shoulder[0] + s * down + c * out, self.shoulder[1] + c * down - s * out


@dataclass(frozen=True)
class Make:
    """How a sleeve is made: its width at the wrist, the fullness of its head, its cuff."""

    wrist: float = 56
    head: float = 9
    cuff: str = "plain"
    length: float = 384
    angle: float = 19


def arm_of(block: Block, angle: float) -> Arm:
    tip = (block.shoulder, block.shoulder_y(block.shoulder))
    return Arm(tip, (block.bust, block.armhole), angle)


def pull(arm: Arm, crisp: float) -> Fold:
    x, y = arm.underarm
    return crease((x + 7, y + 12), arm.at(62, -22), bulge=-5, width=9, strength=0.7 * crisp)
