"""Rows by the hundred thousand: the quickest way in and out that each database has, under the same scope."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from kernel.db import BrandSession, Identified, ReadOnly
from kernel.ids import new_ids

BATCH = 100_000


@dataclass(frozen=True)
class Laid:
    """What became of the rows: new ones, ones that replaced another amount, ones that were there just so."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Laid") -> "Laid":
        return Laid(self.new + other.new, self.changed + other.changed, self.same + other.same)


def lay_in(
    session: BrandSession,
    model: type[Identified],
    rows: Iterable[tuple[Any, ...]],
    *,
    key: Sequence[str],
    amounts: Sequence[str],
) -> Laid:
    """Lay in rows of `(*key, *amounts)`; under a key that is there, the amounts take the place of the old.

    Values are what both databases read as they are: 32 hex digits for an id, ISO days, whole numbers. No key
    may come twice in one batch of a call.
    """
    if not session.info["writes"]:
        raise ReadOnly(model.__name__)
    session.flush()  # what the rows refer to may still be pending
    connection = session.connection()
    lay = _copy if connection.dialect.name == "postgresql" else _insert
    columns, laid = ("brand_id", "id", *key, *amounts), Laid()
    for batch in _batches(rows):
        stamped = [(session.brand, id, *row) for id, row in zip(new_ids(len(batch)), batch, strict=True)]
        laid += lay(connection, model, columns, stamped, key=("brand_id", *key), amounts=amounts)
    return laid


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _insert(
    connection: Connection,
    model: type[Identified],
    columns: Sequence[str],
    rows: list[tuple[Any, ...]],
    *,
    key: Sequence[str],
    amounts: Sequence[str],
) -> Laid:
    """SQLite: insert what is new; only where some was not, go over the rows again for what differs."""
    cursor = connection.connection.cursor()
    table, places = model.__tablename__, ", ".join("?" * len(columns))
    names, keys = ", ".join(columns), ", ".join(key)
    cursor.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({places}) ON CONFLICT ({keys}) DO NOTHING",  # noqa: S608
        rows,
    )
    new = cursor.rowcount
    if new == len(rows):
        return Laid(new=new)
    setting = ", ".join(f"{name} = ?" for name in amounts)
    same = " AND ".join(f"{name} = ?" for name in key)
    differs = " OR ".join(f"{name} IS NOT ?" for name in amounts)
    amount = [row[-len(amounts) :] for row in rows]
    known = [(row[0], *row[2 : 1 + len(key)]) for row in rows]
    cursor.executemany(
        f"UPDATE {table} SET {setting} WHERE {same} AND ({differs})",  # noqa: S608
        [(*now, *of, *now) for now, of in zip(amount, known, strict=True)],
    )
    return Laid(new, cursor.rowcount, len(rows) - new - cursor.rowcount)


def _copy(
    connection: Connection,
    model: type[Identified],
    columns: Sequence[str],
    rows: list[tuple[Any, ...]],
    *,
    key: Sequence[str],
    amounts: Sequence[str],
) -> Laid:
    """PostgreSQL: COPY knows no policies, so copy into a table of one's own and insert from there."""
    table, names = model.__tablename__, ", ".join(columns)
    setting = ", ".join(f"{name} = excluded.{name}" for name in amounts)
    now, then = (", ".join(f"{of}.{name}" for name in amounts) for of in ("excluded", table))
    with connection.connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE laid_in ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0"  # noqa: S608
        )
        with cursor.copy(f"COPY laid_in ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("DISCARD PLANS")  # plans kept from when tables were small check each key by a scan
        cursor.execute(
            f"WITH laid AS (INSERT INTO {table} ({names}) SELECT {names} FROM laid_in"  # noqa: S608
            f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {setting}"
            f" WHERE ({now}) IS DISTINCT FROM ({then}) RETURNING xmax = 0 AS fresh)"
            " SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM laid"
        )
        new, changed = cursor.fetchone()
        cursor.execute("DROP TABLE laid_in")
    return Laid(new, changed, len(rows) - new - changed)


def lay_out(session: BrandSession, model: type[Identified], columns: Sequence[str]) -> Iterator[list[tuple]]:
    """All of this brand's rows of a table, some at a time, as the database writes them: text, or a number.

    An id is 32 hex digits on SQLite and hyphenated on PostgreSQL, where numbers are text too.
    """
    connection, table, names = session.connection(), model.__tablename__, ", ".join(columns)
    wanted = f"SELECT {names} FROM {table} WHERE brand_id = {int(session.brand)}"  # noqa: S608
    with closing(connection.connection.cursor()) as cursor:
        if connection.dialect.name == "postgresql":
            yield from _copied(cursor, wanted)
            return
        cursor.execute(wanted)
        while rows := cursor.fetchmany(BATCH):
            yield rows


def _copied(cursor: Any, wanted: str) -> Iterator[list[tuple]]:
    """Rows of COPY's text, a line each; the values read so hold neither tabs nor line ends."""
    with cursor.copy(f"COPY ({wanted}) TO STDOUT") as copy:
        waiting = iter(copy)
        while pieces := list(islice(waiting, BATCH)):
            lines = b"".join(map(bytes, pieces)).decode().splitlines()
            yield [tuple(line.split("\t")) for line in lines]
