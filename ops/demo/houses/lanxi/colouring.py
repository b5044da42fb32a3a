"""Which colours a style comes in: one quiet, the rest of its season; the first is the one shown."""

from ops.demo.houses import chance

_QUIET = {
    "ss": ("optic", "chalk", "ecru", "oat", "black", "ink", "navy", "stone"),
    "aw": ("black", "charcoal", "oat", "camel", "navy", "ink", "taupe", "ivory"),
}
_LIVELY = {
    "ss": (
        "sky", "mist", "mint", "sage", "celadon", "lotus", "blush", "butter", "lemon", "apricot", "lilac",
        "lavender", "wisteria", "cornflower", "porcelain", "longjing", "peony", "poppy", "bamboo", "sand",
    ),
    "aw": (
        "garnet", "burgundy", "plum", "pine", "moss", "olive", "petrol", "mustard", "osmanthus", "persimmon",
        "brick", "cocoa", "caramel", "tobacco", "rose", "teal", "cobalt", "cinnabar", "mushroom", "slate",
    ),
}  # fmt: skip
_OWN = {
    "denim": ("denim", "stonewash", "indigo", "graphite"),
    "rigid-denim": ("indigo", "ink", "black", "ecru"),
    "chambray": ("stonewash", "denim", "mist"),
    "leather": ("black", "caramel", "chestnut", "ivory", "burgundy"),
    "suede": ("tobacco", "cocoa", "olive", "taupe"),
    "canvas": ("ecru", "ink", "moss", "brick", "sky"),
}


def chosen(key: str, *, cloth: str, season: str) -> tuple[str, ...]:
    if cloth in _OWN:
        return chance.sample(_OWN[cloth], 2, key, "own")
    warmth = season[-2:]
    quiet = chance.pick(_QUIET[warmth], key, "quiet")
    lively = chance.sample(_LIVELY[warmth], 1 + chance.number(key, "lively") % 2, key)
    return (*lively, quiet) if chance.share(key, "first") < 0.55 else (quiet, *lively)
