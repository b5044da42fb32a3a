"""The four demo houses: pure values, the same on every machine; days are counted from the day given."""

from ops.demo.houses import etamine, lanxi
from ops.demo.houses.shape import House

HOUSES: tuple[House, ...] = (lanxi.house(), etamine.house())
