"""How words are held: by language."""

from collections.abc import Mapping

Text = Mapping[str, str]
"""Words by BCP 47 language tag."""

Paragraphs = Mapping[str, tuple[str, ...]]
Span = tuple[str, str]
"""Opening and closing time, HH:MM, in the store's own time."""
