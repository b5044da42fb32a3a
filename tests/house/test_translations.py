"""Every text is translated into every language of its domain, and the catalogues are what the source says."""

from pathlib import Path

from i18n import catalogues

ROOT = Path(__file__).parents[2]


def test_every_language_is_complete():
    place = catalogues.Place(ROOT, ROOT / "i18n" / "locales")
    faults = catalogues.faults(place)
    assert not faults, "\n".join(faults)
