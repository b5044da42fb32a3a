"""Every promise that data can break, looked at brand by brand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

import sales.proofs
from inventory import obligations, proofs, underway
from inventory.assortments import keeping
from kernel.db import BrandSession, Database
from tenancy.brands import Brand


@dataclass(frozen=True)
class Broken:
    """One breach of one promise, named so that somebody can go and look."""

    brand: str
    promise: str
    detail: dict


Check = Callable[[BrandSession], Iterator[dict]]


def _ledger(session: BrandSession) -> Iterator[dict]:
    return _named(proofs.breaches(session))


def _shelf(session: BrandSession) -> Iterator[dict]:
    return _named(obligations.unowned(session))


def _documents(session: BrandSession) -> Iterator[dict]:
    return _named(obligations.unexplained(session))


def _underway(session: BrandSession) -> Iterator[dict]:
    return _named(underway.astray(session))


def _minutes(session: BrandSession) -> Iterator[dict]:
    return _named(obligations.overdue(session, at=datetime.now(UTC)))


def _assortments(session: BrandSession) -> Iterator[dict]:
    return _named(keeping.breaches(session, at=datetime.now(UTC)))


def _orders(session: BrandSession) -> Iterator[dict]:
    return _named(sales.proofs.breaches(session))


def _named(breaches: Iterable[Any]) -> Iterator[dict]:
    for breach in breaches:
        yield {name: str(value) for name, value in asdict(breach).items()}


PROMISES: dict[str, Check] = {
    "the ledger is the stock": _ledger,
    "nothing is promised beyond the shelf untold": _shelf,
    "what is taken stands for a document": _documents,
    "what is under way is on its papers": _underway,
    "what is kept for minutes is given back": _minutes,
    "an outlet carries what the rules say": _assortments,
    "money adds up, and what is paid is ordered": _orders,
}


def check(db: Database, *, slug: str | None = None) -> list[Broken]:
    """Return every breach found, of one brand or of all."""
    with db.read() as session:
        wanted = select(Brand.id, Brand.slug).order_by(Brand.id)
        found = session.execute(wanted.where(Brand.slug == slug) if slug else wanted).all()
    if slug and not found:
        raise LookupError(slug)
    return [broken for brand_id, name in found for broken in _of(db, brand_id, name)]


def _of(db: Database, brand_id: int, slug: str) -> Iterator[Broken]:
    with db.read(brand_id) as session:
        for promise, look in PROMISES.items():
            for detail in look(session):
                yield Broken(slug, promise, detail)
