"""Reading the word tables that lie beside the code."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


@cache
def tree(path: str) -> Any:
    """A YAML file; shared by its readers, who leave it as it is."""
    return yaml.load((_HERE / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def rows(path: str) -> tuple[dict[str, str], ...]:
    with (_HERE / path).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def only(text: dict[str, str], languages: tuple[str, ...]) -> dict[str, str]:
    return {language: text[language] for language in languages if language in text}


def paragraphs(text: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Words cut at blank lines."""
    return {tag: tuple(part.strip() for part in words.strip().split("\n\n")) for tag, words in text.items()}
