"""Maison and Autre on both databases, built once a module; `session` serves Maison and is rolled back."""

from collections.abc import Generator, Iterator

import pytest
from argon2 import PasswordHasher

from kernel import passwords
from kernel.crypto import Vault
from kernel.db import BrandSession, Database
from tenancy.people import Member
from tests import world as worlds
from tests.world import House, World


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hash passwords fast: what Argon2 costs is not what is tried here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="module")
def world(db: Database, quick_hashes: None) -> World:
    return worlds.build(db)


@pytest.fixture
def maison(world: World) -> House:
    return world.maison


@pytest.fixture
def session(maison: House) -> Generator[BrandSession]:
    with maison.trying() as opened:
        yield opened


@pytest.fixture
def ines(session: BrandSession, maison: House) -> Member:
    return maison.as_member(session, maison.owner)


@pytest.fixture
def claire(session: BrandSession, maison: House) -> Member:
    return maison.as_member(session, maison.store_manager)


@pytest.fixture
def vault() -> Vault:
    return Vault(["k" * 40])
