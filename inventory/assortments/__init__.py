"""Assortments: what each outlet carries, by rules that say why.

carried(session) -> {outlet id: numbers of styles}      as kept, right at every commit
explain(session, outlet_id=, style_id=) -> Explanation  the chain that decided, in words
presentation(session, on=) -> Presentation              the fewest, the most and the room, as arrays
"""

from inventory.assortments import drafting
from inventory.assortments.explaining import explain
from inventory.assortments.keeping import carried, carried_at, carriers, ruled_at
from inventory.assortments.presenting import presentation

__all__ = ["carried", "carried_at", "carriers", "drafting", "explain", "presentation", "ruled_at"]
