"""Where stores are: found by what they are called, told by how far they are."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
KM_A_MILE = 1.609344
IN_MILES = frozenset({"US", "GB"})


@dataclass(frozen=True)
class Point:
    latitude: float
    longitude: float

    @classmethod
    def read(cls, text: str) -> "Point | None":
        """Read "48.86,2.36"; None for anything that is no place on earth."""
        latitude, comma, longitude = text.partition(",")
        try:
            point = cls(float(latitude), float(longitude)) if comma else None
        except ValueError:
            return None
        is_on_earth = point and abs(point.latitude) <= 90 and abs(point.longitude) <= 180
        return point if is_on_earth else None

    def __str__(self) -> str:
        return f"{self.latitude:g},{self.longitude:g}"

    def km_to(self, other: "Point") -> float:
        """Great-circle distance."""
        north, south = radians(self.latitude), radians(other.latitude)
        height = sin((south - north) / 2) ** 2
        width = sin(radians(other.longitude - self.longitude) / 2) ** 2
        return 2 * EARTH_KM * asin(sqrt(height + cos(north) * cos(south) * width))


def middle(points: list[Point]) -> Point:
    """The mean of points that lie close together, as stores of one city do."""
    count = len(points)
    return Point(sum(point.latitude for point in points) / count, sum(p.longitude for p in points) / count)
