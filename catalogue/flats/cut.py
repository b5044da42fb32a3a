from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.flats.body import BLOCKS, Block
from catalogue.flats.weaves import Weave


@dataclass(frozen=True)
class Cut:
    """What a garment is to be cut as: every attribute of its shape, the cloth's behaviour, the side seen."""

    attributes: Mapping[str, str]
    weave: Weave
    is_back: bool = False

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str, otherwise: str = "none") -> str:
        return self.attributes.get(attribute, otherwise)

    @property
    def block(self) -> Block:
        return BLOCKS[self.get("fit", "regular")]
