"""Text as search compares it: one width, one case, no accents; one script of Han signs and one of kana."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

LONGEST_TEXT = 4000
KANA = "\u3041-\u3096\u30a1-\u30fa"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆〇\U00020000-\U0002fa1f"

_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu)['’](?=\w)|(?<=\w)['’]s\b", re.IGNORECASE)
_DASHED = re.compile(r"(?<=[\u30a1-\u30fa])[-‐‑–—―−~〜](?=[\u30a1-\u30fa])")
"""A hyphen where kana wants its long vowel's mark: ワンピ-ス."""
_FINAL = re.compile(rf"(?<=[{KANA}])ー+(?![{KANA}ー])")
"""The mark that many leave out: セーター, セータ."""
_VOICING = frozenset("\u3099\u309a")
"""Kana's marks are letters' parts, not accents."""
_TO_KATAKANA = {sign: sign + 0x60 for sign in range(0x3041, 0x3097)}
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ة": "ه", "ى": "ي", "\u0640": ""}
)


def tidied(text: str) -> str:
    """One width, no elisions: still as it was written, and ready to be cut into words."""
    one_width = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    if one_width.isascii() and "'" not in one_width:
        return one_width
    return _DASHED.sub("ー", _ELIDED.sub("", one_width))


def folded(text: str) -> str:
    plain = tidied(text).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", plain.translate(_LETTERS))
    bare = "".join(sign for sign in apart if sign in _VOICING or not unicodedata.combining(sign))
    marked = _FINAL.sub("", unicodedata.normalize("NFC", bare))
    return marked.translate(_TO_KATAKANA).translate(_simplified())


def unmarked(signs: str) -> set[int]:
    """The places of the long vowels' marks that folding leaves out."""
    return {place for found in _FINAL.finditer(signs) for place in range(found.start(), found.end())}


@cache
def _simplified() -> dict[int, str]:
    """The Simplified sign of every Han sign that has another; made once, for it takes a third of a second."""
    signs = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simple = OpenCC("t2s").convert(" ".join(signs)).split(" ")
    return {ord(sign): one for sign, one in zip(signs, simple, strict=True) if sign != one}
