"""Six-digit customs headings (HS 2022) for women's garments by cut, making and heaviest fibre."""

_GROUPS = {
    "wool": "wool", "cashmere": "fine", "mohair": "fine", "alpaca": "fine", "cotton": "cotton", "silk": "silk",
    "polyester": "synthetic", "polyamide": "synthetic", "acrylic": "synthetic", "elastane": "synthetic",
    "viscose": "artificial", "modal": "artificial", "lyocell": "artificial", "cupro": "artificial",
    "triacetate": "artificial", "acetate": "artificial",
}  # fmt: skip

_CUTS = {
    "slip-dress": "dress", "shirt-dress": "dress", "wrap-dress": "dress", "gown": "dress", "qipao": "dress", "coat": "coat",
    "trench": "coat", "blazer": "jacket", "knit": "jumper", "cardigan": "jumper", "shirt": "blouse",
    "blouse": "blouse", "camisole": "blouse", "t-shirt": "tee", "trousers": "trousers", "jeans": "trousers", "skirt": "skirt",
    "jumpsuit": "jumpsuit", "scarf": "scarf",
}  # fmt: skip

_WOVEN = {
    "dress": {"wool": "620441", "cotton": "620442", "synthetic": "620443", "artificial": "620444", "": "620449"},
    "coat": {"wool": "620220", "cotton": "620230", "synthetic": "620240", "artificial": "620240", "": "620290"},
    "jacket": {"wool": "620431", "cotton": "620432", "synthetic": "620433", "": "620439"},
    "trousers": {"wool": "620461", "cotton": "620462", "synthetic": "620463", "": "620469"},
    "skirt": {"wool": "620451", "cotton": "620452", "synthetic": "620453", "": "620459"},
    "blouse": {
        "silk": "620610", "wool": "620620", "cotton": "620630", "synthetic": "620640",
        "artificial": "620640", "": "620690",
    },
    "jumpsuit": {"cotton": "621142", "synthetic": "621143", "artificial": "621143", "": "621149"},
    "scarf": {
        "silk": "621410", "wool": "621420", "synthetic": "621430", "artificial": "621440", "": "621490",
    },
}  # fmt: skip

_KNITTED = {
    "dress": {"wool": "610441", "cotton": "610442", "synthetic": "610443", "artificial": "610444", "": "610449"},
    "coat": {"wool": "610210", "cotton": "610220", "synthetic": "610230", "artificial": "610230", "": "610290"},
    "jacket": {"wool": "610431", "cotton": "610432", "synthetic": "610433", "": "610439"},
    "trousers": {"wool": "610461", "cotton": "610462", "synthetic": "610463", "": "610469"},
    "skirt": {"wool": "610451", "cotton": "610452", "synthetic": "610453", "": "610459"},
    "blouse": {"cotton": "610610", "synthetic": "610620", "artificial": "610620", "": "610690"},
    "jumpsuit": {"cotton": "611420", "synthetic": "611430", "artificial": "611430", "": "611490"},
    "tee": {"cotton": "610910", "": "610990"},
    "jumper": {
        "wool": "611011", "cashmere": "611012", "fine": "611019", "cotton": "611020", "synthetic": "611030",
        "artificial": "611030", "": "611090",
    },
    "scarf": {"": "611710"},
}  # fmt: skip


def heading(shape: str, *, kind: str, fibre: str) -> str:
    """The heading for a cut (`kind` woven, knit or other) whose heaviest fibre is given."""
    if shape == "bag":
        return "420221" if fibre in {"leather", "suede"} else "420222"
    if shape == "shoe":
        return "640399" if fibre in {"leather", "suede"} else "640419"
    table = _KNITTED if kind == "knit" else _WOVEN
    cut = _CUTS[shape]
    group = _GROUPS.get(fibre, "")
    codes = table.get(cut) or _KNITTED[cut]
    if cut == "jumper" and fibre == "cashmere":
        return codes["cashmere"]
    # Outside jumpers the nomenclature counts fine animal hair as wool.
    group = "wool" if group == "fine" and "fine" not in codes else group
    return codes.get(group, codes[""])
