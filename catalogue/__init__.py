"""What a brand makes and shows: styles, sizes, prices, pictures, collections."""

from catalogue import (
    categories,
    collections,
    default_sizes,
    listings,
    lookbooks,
    media,
    pages,
    postings,
    prices,
    seasons,
    sizes,
    skus,
    slugs,
    style_book,
    styles,
    wording_index,
)

__all__ = [
    "categories",
    "collections",
    "default_sizes",
    "listings",
    "lookbooks",
    "media",
    "pages",
    "postings",
    "prices",
    "seasons",
    "sizes",
    "skus",
    "slugs",
    "style_book",
    "styles",
    "wording_index",
]
