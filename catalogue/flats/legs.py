"""Trouser legs: the right one, from the waist down the side, across the hem, up to the fork."""

from dataclasses import dataclass

from catalogue.flats.body import CROTCH, HIP, KNEE
from catalogue.flats.path import Path, smooth
from catalogue.flats.sketch import Dot, Fold, Mark, crease

LEGS = ("straight", "slim", "wide", "tapered", "flare", "barrel")
HEMS = {"full": 852, "ankle": 798, "cropped": 716, "short": 512}
_HIP = 114


@dataclass(frozen=True)
class Line:
    """How far a leg stands from the centre, outside and inside, at the knee and at the hem."""

    knee: tuple[float, float]
    hem: tuple[float, float]
    short: float

    def middle(self, y: float) -> float:
        """The crease line at this height."""
        knee, hem = sum(self.knee) / 2, sum(self.hem) / 2
        return knee + (hem - knee) * max(0.0, (y - KNEE) / (HEMS["full"] - KNEE))


_LINES = {
    "straight": Line((112, 20), (111, 27), 126),
    "slim": Line((100, 25), (90, 40), 119),
    "wide": Line((137, 7), (156, 7), 148),
    "tapered": Line((120, 16), (97, 38), 132),
    "flare": Line((101, 24), (134, 6), 138),
    "barrel": Line((142, 10), (106, 34), 142),
}


def leg(kind: str, length: str, *, top: float, waist: float) -> Path:
    made, hem = _LINES[kind], HEMS[length]
    start = Path((waist, top)).curve((waist + 12, top + 40), (_HIP - 2, HIP - 66), (_HIP, HIP - 10))
    if length == "short":
        start = start.curve((_HIP + 2, HIP + 40), (made.short, hem - 50), (made.short, hem)).bend(
            (9, hem + 4), -4
        )
        return (
            start.curve((7, hem - 30), (2, CROTCH + 20), (0, CROTCH))
            .to((0, top + 6))
            .bend((waist, top), 2)
            .close()
        )
    outside, inside = _at(made, 0, hem), _at(made, 1, hem)
    if kind == "wide":
        side = Path((_HIP, HIP - 10)).curve((_HIP + 6, HIP + 110), (outside - 10, hem - 190), (outside, hem))
        back = Path((inside, hem + 2)).curve((inside - 1, hem - 160), (3, CROTCH + 120), (0, CROTCH))
    else:
        side = smooth((_HIP, HIP - 10), (made.knee[0], KNEE), (outside, hem))
        back = Path((inside, hem + 2)).curve(
            (inside + 0.5, hem - 80), (made.knee[1], KNEE + 70), (made.knee[1], KNEE)
        )
        back = back.curve((made.knee[1], KNEE - 80), (4, CROTCH + 70), (0, CROTCH))
    down = start.then(side).bend((inside, hem + 2), -4)
    return down.then(back).to((0, top + 6)).bend((waist, top), 2).close()


def _at(made: Line, side: int, hem: float) -> float:
    share = (hem - KNEE) / (HEMS["full"] - KNEE)
    eased = share if made.hem[0] <= made.knee[0] else share**1.15
    return made.knee[side] + (made.hem[side] - made.knee[side]) * eased


def leg_folds(kind: str, length: str) -> tuple[Fold, ...]:
    """Pulls at the fork, then breaks at the knee and hem or long falls where the leg is full."""
    made, hem = _LINES[kind], HEMS[length]
    found = [
        crease((4, CROTCH - 4), (62, CROTCH - 30), bulge=4, width=8, strength=0.75),
        crease((6, CROTCH + 14), (70, CROTCH + 4), bulge=-4, width=8, strength=0.65),
        crease((10, CROTCH + 44), (52, CROTCH + 50), bulge=-4, width=7, strength=0.45, is_inked=False),
    ]
    if length == "short":
        return tuple(found)
    if kind in ("wide", "barrel"):
        return (*found, *(_falling(made, hem, share, width) for share, width in ((0.3, 19), (0.74, 16))))
    (out, inn), low = made.knee, (_at(made, 0, hem), _at(made, 1, hem))
    found += [
        crease((inn + 1, KNEE + 2), (inn + (out - inn) * 0.66, KNEE - 18), bulge=4, width=8, strength=0.6),
        crease((out - 1, KNEE + 16), (inn + (out - inn) * 0.4, KNEE + 26), bulge=5, width=8, strength=0.5),
        crease(
            (low[1] + 1, hem - 26),
            (low[1] + (low[0] - low[1]) * 0.7, hem - 42),
            bulge=4,
            width=7,
            strength=0.55,
        ),
    ]
    if kind == "flare":
        found += [_falling(made, hem, share, width) for share, width in ((0.34, 12), (0.7, 12))]
    return tuple(found)


def _falling(made: Line, hem: float, share: float, width: float) -> Fold:
    out, inn = _at(made, 0, hem), _at(made, 1, hem)
    x, top = inn + (out - inn) * share, HIP + 60 if made.hem[0] > 140 else KNEE - 20
    knee = made.knee[1] + (made.knee[0] - made.knee[1]) * share
    start = (knee * 0.9 + 4, top)
    return Fold(Path(start).curve((knee, top + 110), (x, hem - 120), (x, hem + 2)), width, 0.75, True, True)


def leg_marks(hem: str, length: str, *, pressed: str | None = None) -> tuple[Mark | Dot, ...]:
    """What finishes the leg, and the crease pressed into it."""
    low = HEMS[length]
    found = list(_HEMS[hem](low))
    if pressed and length != "short":
        made = _LINES[pressed]
        run = Path((54, HIP - 58)).curve(
            (58, HIP + 40), (made.middle(KNEE), KNEE - 90), (made.middle(low), low)
        )
        found.append(Mark(run, "fine"))
    return tuple(found)


def _across(y: float, kind: str) -> Mark:
    return Mark(Path((-10, y + 2)).bend((260, y), 4), kind)


def _raw(low: float) -> tuple[Mark, ...]:
    threads = (Path((x, low + 4)).to((x + (x * 7) % 3 - 1, low - 5 - (x * 5) % 5)) for x in range(4, 200, 3))
    return tuple(Mark(thread, "hair") for thread in threads)


_HEMS = {
    "plain": lambda low: (_across(low - 15, "stitch"),),
    "turn-up": lambda low: (_across(low - 34, "seam"), _across(low - 31, "hair")),
    "cuff": lambda low: (_across(low - 36, "seam"), _across(low - 32, "stitch"), _across(low - 5, "stitch")),
    "raw": _raw,
}
