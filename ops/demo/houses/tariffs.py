"""Six-digit customs headings (HS 2022) for women's garments by cut, making and heaviest fibre."""

from collections.abc import Mapping
from functools import cache

from ops.demo.houses import words


def heading(shape: str, *, kind: str, fibre: str, form: str = "") -> str:
    """The heading for a cut (`kind` woven, knit or other) whose heaviest fibre is given."""
    if shape == "bag":
        return "420221" if fibre in {"leather", "suede"} else "420222"
    if shape == "shoe":
        return "640391" if form in {"ankle-boot", "boot"} else "640399"
    if fibre in {"leather", "suede"}:
        return "420310"
    book, cut = words.tree("tariffs.yaml"), _named("cuts")[shape]
    codes = book["knit" if kind == "knit" else "woven"].get(cut) or book["knit"][cut]
    if fibre in codes:
        return codes[fibre]
    group = _named("groups").get(fibre, "other")
    # Outside jumpers the nomenclature counts fine animal hair as wool.
    group = "wool" if group == "fine" and "fine" not in codes else group
    return codes.get(group, codes["other"])


@cache
def _named(part: str) -> Mapping[str, str]:
    return {member: name for name, members in words.tree("tariffs.yaml")[part].items() for member in members}
