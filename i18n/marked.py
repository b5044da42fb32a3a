"""The texts marked in the source, by domain.

`shop` is what shoppers may read, `staff` the rest; a text found in both belongs to the shop.
A module below the fronts whose words stand on a shop's pages is named in SHOP_SOURCES.
"""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from i18n.translations import DOMAINS

SHOP_SOURCES = (
    "storefront/",
    "kernel/",
    "i18n/",
    "catalogue/care.py",
    "catalogue/colours.py",
    "catalogue/fibres.py",
    "catalogue/measures.py",
    "catalogue/search.py",
)
NOT_EXTRACTED = frozenset({"tests", "bench", "standins", "migrations", "node_modules", "build", "var"})
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted(root: Path) -> dict[str, Catalog]:
    """Return every text marked in the source, by domain; a template that can't be read is an error."""
    with (root / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")
    found = extract_from_dir(
        root,
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("NOTE:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: _is_source(Path(folder), root),
    )
    catalogues = {domain: Catalog(fuzzy=False) for domain in DOMAINS}
    for path, _line, text, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue = catalogues[domain_of(path)]
        catalogue.add(text, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogues | {"staff": _without(catalogues["staff"], catalogues["shop"])}


def _is_source(folder: Path, root: Path) -> bool:
    if folder.name.startswith(".") or folder.name == "__pycache__":
        return False
    return folder.parent != root or folder.name not in NOT_EXTRACTED


def domain_of(path: str) -> str:
    return "shop" if path.startswith(SHOP_SOURCES) else "staff"


def _without(catalogue: Catalog, other: Catalog) -> Catalog:
    rest = Catalog(fuzzy=False)
    for entry in entries(catalogue):
        if other.get(entry.id, entry.context) is None:
            copy(entry, rest)
    return rest


def entries(catalogue: Catalog) -> Iterable[Entry]:
    """Return the texts, without the header."""
    return (entry for entry in catalogue if entry.id)


def copy(entry: Entry, into: Catalog, *, translated: Entry | None = None) -> None:
    into.add(
        entry.id,
        string=translated.string if translated else None,
        locations=entry.locations,
        flags=entry.flags | ({"fuzzy"} if translated and translated.fuzzy else set()),
        auto_comments=entry.auto_comments,
        user_comments=translated.user_comments if translated else (),
        context=entry.context,
    )
