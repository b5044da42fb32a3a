"""Plans on a brand's own data: settings, the situation read from the ledger, documents and their life.

Only the tables' modules are named here: the others bring the engine along, which takes a while to load.
"""

from inventory.plans import documents, lanes, packs, settings, shipments

__all__ = ["documents", "lanes", "packs", "settings", "shipments"]
