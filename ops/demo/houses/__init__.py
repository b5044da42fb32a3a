"""The four demo houses: pure values, the same on every machine; days are counted from the day given."""

from ops.demo.houses import etamine, hezhou, lanxi, noctuelle
from ops.demo.houses.shape import House

HOUSES: tuple[House, ...] = (lanxi.house(), hezhou.house(), noctuelle.house(), etamine.house())
