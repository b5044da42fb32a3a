"""The four demo houses: pure values, the same on every machine; days are counted from the day given."""

from ops.demo.houses import etamine
from ops.demo.houses.shape import House

HOUSES: tuple[House, ...] = (etamine.house(),)
