"""The law of imports: calls go down, events come up. What holds it must also be able to fail."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
LAW = PROJECT["tool"]["importlinter"]
APART = {"tests", "migrations", "standins", "bench"}


def lint(folder):
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path):
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    for package in LAW["root_packages"]:
        shutil.copytree(
            REPOSITORY / package,
            tmp_path / package,
            ignore=lambda _folder, names: [n for n in names if is_other(n)],
        )
    return tmp_path


def is_other(name):
    return ("." in name and not name.endswith(".py")) or name in {"__pycache__", "node_modules"}


def test_is_kept():
    done = lint(REPOSITORY)
    assert done.returncode == 0, done.stdout


def test_covers_every_package():
    packages = {path.parent.name for path in REPOSITORY.glob("*/__init__.py")} - APART
    assert packages == set(LAW["root_packages"])


def test_is_the_same_for_every_package_where_it_names_them_one_by_one():
    contracts = {contract["name"]: contract for contract in LAW["contracts"]}
    everywhere = set(LAW["root_packages"])
    assert set(contracts["Only sales.gateway talks to Stripe"]["source_modules"]) == everywhere
    assert set(contracts["No cycles inside a package"]["ancestors"]) == everywhere


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("kernel/ids.py", "import tenancy.brands", "Calls go down"),
        ("tenancy/brands.py", "import inventory.stock", "Calls go down"),
        ("storefront/__init__.py", "import admin", "Calls go down"),
        ("inventory/stock.py", "import flask", "The domains know nothing of the web"),
        ("storefront/__init__.py", "import stripe", "Only sales.gateway talks to Stripe"),
        ("ops/__init__.py", "import standins.stripe", "The product reaches stand-ins by address only"),
        (
            "catalogue/__init__.py",
            "import migrations.run",
            "Only ops and the composition root know of migrations",
        ),
        ("kernel/ids.py", "import kernel.db", "No cycles inside a package"),
    ],
)
def test_is_seen_to_be_broken(copy, module, line, broken):
    with (copy / module).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert any(said.startswith(broken) and said.endswith("BROKEN") for said in done.stdout.splitlines())
