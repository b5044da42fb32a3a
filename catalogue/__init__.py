"""What a brand makes and shows: styles, sizes, prices, pictures, collections."""

from catalogue import (
    categories,
    collections,
    listings,
    lookbooks,
    media,
    pages,
    prices,
    seasons,
    sizes,
    skus,
    slugs,
    styles,
)

__all__ = [
    "categories",
    "collections",
    "listings",
    "lookbooks",
    "media",
    "pages",
    "prices",
    "seasons",
    "sizes",
    "skus",
    "slugs",
    "styles",
]
