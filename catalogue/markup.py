"""Text that a person may shape: a few elements of HTML, and nothing that acts."""

from html import escape

import nh3

TAGS = {"h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "a", "em", "strong", "br", "blockquote", "hr"}
TAGS |= {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "address",
    "abbr",
    "time",
    "cite",
    "sup",
    "sub",
}
ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"},
    "abbr": {"title"},
    "time": {"datetime"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "*": {"lang", "dir"},
}
SCHEMES = {"https", "http", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    generic_attribute_prefixes=set(),
    link_rel="noopener",
    strip_comments=True,
    clean_content_tags={"script", "style", "template", "iframe", "object", "svg", "math"},
)


def sanitised(html: str) -> str:
    return _cleaner.clean(html).strip()


def paragraphs(text: str) -> str:
    """Plain text as HTML, cut at blank lines."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)
