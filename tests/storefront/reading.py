"""Reading a page as a machine would: its links, its data, its elements."""

import json
import re
from html import unescape
from typing import Any

LINK = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def alternates(page: str) -> dict[str, str]:
    return {hreflang: unescape(address) for hreflang, address in LINK.findall(page)}


def canonical(page: str) -> str:
    found = re.search(r'<link rel="canonical" href="([^"]+)">', page)
    assert found
    return unescape(found[1])


def data(page: str, kind: str) -> dict[str, Any]:
    """The block of JSON-LD of that type."""
    blocks = [json.loads(block) for block in DATA.findall(page)]
    return next(block for block in blocks if block["@type"] == kind)


def cards(page: str) -> list[str]:
    """The names of the styles in a list, in its order."""
    return [unescape(name).strip() for name in re.findall(r'class="name"><a href="[^"]+">([^<]+)</a>', page)]


def plain(page: str) -> str:
    """What is read of a page's body, its markup taken off."""
    body = page.partition("<body")[2] or page
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", body))).split())
