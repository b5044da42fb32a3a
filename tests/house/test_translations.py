"""Every text is translated into every language of its domain, and the catalogues are what the source says."""

from fnmatch import fnmatch
from pathlib import Path

from babel.messages.frontend import parse_mapping_cfg

from i18n import catalogues

ROOT = Path(__file__).parents[2]


def test_every_language_is_complete():
    place = catalogues.Place(ROOT, ROOT / "i18n" / "locales")
    faults = catalogues.faults(place)
    assert not faults, "\n".join(faults)


def test_no_kind_of_template_goes_unread():
    with (ROOT / "babel.cfg").open() as file:
        methods, _options = parse_mapping_cfg(file, "babel.cfg")
    patterns = [pattern.replace("**", "*") for pattern, method in methods if method == "jinja2"]
    fronts = [*ROOT.glob("*/templates"), *ROOT.glob("*/*/templates")]
    templates = [path for front in fronts for path in front.rglob("*.*")]
    read = [path for path in templates if any(fnmatch(str(path), pattern) for pattern in patterns)]
    assert templates
    assert read == templates
