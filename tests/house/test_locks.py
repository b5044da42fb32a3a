"""What is installed is exactly what was chosen, from whatever mirror is near."""

import json
import re
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LOCKS = sorted(REPOSITORY.glob("requirements*.lock"))
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
# These PyPI names would take the place of our own packages.
NOT_OURS = {"i18n", "python-i18n", "ops", "catalogue", "inventory"}


def pinned(name):
    """Read a lock as {name: versions}; a name may have one version per Python."""
    found = re.findall(r"^([a-z0-9-]+)==(\S+)", (REPOSITORY / name).read_text(), re.MULTILINE)
    return {package: {version for other, version in found if other == package} for package, _ in found}


def asked(requirements):
    return {re.split(r"[\[<>=]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
class TestEachLock:
    def test_has_a_hash_for_every_package(self, lock):
        entries = re.split(r"^(?=[a-z0-9-]+==)", lock.read_text(), flags=re.MULTILINE)[1:]
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []

    def test_names_no_host(self, lock):
        assert "://" not in lock.read_text()

    def test_takes_no_name_of_ours(self, lock):
        assert not NOT_OURS & set(pinned(lock.name))


def test_npm_names_no_host_and_has_a_hash_for_every_package():
    text = (REPOSITORY / "package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_npm_is_asked_for_exact_versions():
    wanted = json.loads((REPOSITORY / "package.json").read_text())
    versions = (wanted["dependencies"] | wanted["devDependencies"]).values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_hold_what_the_project_asks_for():
    assert asked(PROJECT["dependencies"]) <= set(pinned("requirements.lock"))
    assert asked(PROJECT["optional-dependencies"]["test"]) <= set(pinned("requirements-test.lock"))


def test_run_the_tests_on_what_runs_the_shop():
    tested = pinned("requirements-test.lock")
    assert {name: tested.get(name) for name in pinned("requirements.lock")} == pinned("requirements.lock")
