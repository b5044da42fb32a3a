"""People's names: shown in the order they are said, sorted by their reading where they have one."""

import re
import unicodedata

_FAMILY_FIRST = frozenset({"zh", "ja", "ko", "vi", "hu"})
_WRITTEN_SOLID = re.compile(
    r"[\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff\s]+"
)


def display_name(*, family: str = "", given: str = "", language: str) -> str:
    """Join a name's parts as the person's own language does; Chinese and Korean script is family first."""
    parts = [part.strip() for part in (family, given) if part.strip()]
    if all(_WRITTEN_SOLID.fullmatch(part) for part in parts):
        return "".join(parts)
    if language.partition("-")[0] not in _FAMILY_FIRST - {"zh", "ja", "ko"}:
        parts.reverse()
    return " ".join(parts)


def initials(name: str) -> str:
    """Return the mark that stands for a person: the first sign of a solid name, else two capitals."""
    words = name.split()
    if not words or _WRITTEN_SOLID.fullmatch(name):
        return name.strip()[:1]
    ends = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in ends).upper()


def sorting_key(name: str, reading: str = "") -> tuple[str, str]:
    """Return a key that puts a name where one looks: by reading (kana, pinyin), without accents or case."""
    folded = unicodedata.normalize("NFKD", reading or name).casefold()
    return ("".join(sign for sign in folded if not unicodedata.combining(sign)), name)
