"""Every file and icon that a page names is one that is built."""

import re
from pathlib import Path

import pytest

from kernel.web.assets import Assets, build

REPOSITORY = Path(__file__).parents[2]
PAGES = [
    path
    for package in ("kernel", "storefront", "counter", "admin", "api")
    for path in (REPOSITORY / package).rglob("*")
    if path.suffix in {".html", ".py"} and "node_modules" not in path.parts
]
FILE = re.compile(r"""assets\.url\(\s*["']([^"']+)["']\s*\)""")
ICON = re.compile(r"""\bicon\(\s*["']([^"']+)["']""")


def named(pattern):
    return sorted({name for page in PAGES for name in pattern.findall(page.read_text())})


@pytest.fixture(scope="module")
def assets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    build(folder)
    return Assets(folder)


def test_files_are_built(assets):
    assert named(FILE)
    assert all(assets.url(name) for name in named(FILE))


def test_icons_are_drawn(assets):
    assert named(ICON)
    assert all(assets.icon(name) for name in named(ICON))
