"""One session serves one brand: the scope is the session's own and can't change under a transaction."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    and_,
    bindparam,
    create_engine,
    event,
    insert,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import (
    ORMExecuteState,
    attributes,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlmodel import Field, Session, SQLModel

from kernel.ids import new_id

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

MANY_ROWS = 1000
Json = JSON().with_variant(JSONB(), "postgresql")


class Unscoped(RuntimeError):
    """A brand's rows were asked for, or written, in a session that serves no brand."""


class OtherBrand(RuntimeError):
    """A session that serves one brand was handed another's row."""


class ReadOnly(RuntimeError):
    """A session opened for reading was asked to write."""


class Scoped:
    """Rows that belong to a brand. Only the session writes brand_id."""

    @declared_attr
    def brand_id(cls):
        return mapped_column(Integer, ForeignKey("brand.id"), primary_key=True, sort_order=-10)


class Identified(SQLModel):
    """The identity of a brand's row; with brand_id it is the primary key."""

    id: UUID = Field(default_factory=new_id, primary_key=True)


def refers(table: str, *, column: str | None = None, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Constrain `<table>_id` (or `column`) to a row of the same brand."""
    return ForeignKeyConstraint(
        ["brand_id", column or f"{table}_id"], [f"{table}.brand_id", f"{table}.id"], ondelete=ondelete
    )


T = TypeVar("T", bound=Identified)


class BrandSession(Session):
    """A session for one brand, or for none (then it sees only global tables)."""

    def __init__(self, bind: Engine, *, brand_id: int | None, writes: bool) -> None:
        super().__init__(bind, expire_on_commit=False, info={"brand_id": brand_id, "writes": writes})

    @property
    def brand_id(self) -> int | None:
        return self.info["brand_id"]

    @property
    def brand(self) -> int:
        """The brand served; raises where there is none."""
        if self.brand_id is None:
            raise Unscoped("this session serves no brand")
        return self.brand_id

    def enter(self, brand_id: int) -> None:
        """Serve the brand that this very transaction has opened; a session that serves one can't change."""
        if self.brand_id is not None:
            raise OtherBrand("a session serves one brand")
        self.flush()  # what was written so far belongs to no brand
        self.info["brand_id"] = brand_id
        _tell_postgresql(self, None, self.connection())

    def apart(self) -> "BrandSession":
        """Open a session for reading the same brand, for a long look that must not hold up who writes."""
        engine = self.get_bind().execution_options(comptoir_writes=False)
        return BrandSession(engine, brand_id=self.brand_id, writes=False)

    def find(self, model: type[T], key: UUID) -> T | None:
        """Return this brand's row of that id, or None for any other."""
        return self.get(model, (self.brand, key))

    def insert_many(self, model: type[Identified], rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert many rows of this brand at once, past the unit of work."""
        stamped = self._stamped(model, rows)
        if stamped:
            self._forget_plans(len(stamped))
            self.connection().execute(insert(model.__table__), stamped)

    def _forget_plans(self, rows: int) -> None:
        """Let PostgreSQL plan key checks anew: plans kept from when tables were small scan them each time."""
        if rows >= MANY_ROWS and self.connection().dialect.name == "postgresql":
            self.connection().exec_driver_sql("DISCARD PLANS")

    def accumulate(
        self,
        model: type[Identified],
        rows: Iterable[Mapping[str, Any]],
        *,
        on: Sequence[str],
        amounts: Sequence[str],
    ) -> None:
        """Add the rows' amounts to what stands under the same key, making rows that are not there yet."""
        stamped = self._stamped(model, rows)
        if not stamped:
            return
        table = model.__table__
        dialect = postgresql if self.get_bind().dialect.name == "postgresql" else sqlite
        statement, key = dialect.insert(table), ["brand_id", *on]
        if all(row[name] >= 0 for row in stamped for name in amounts):
            sums = {name: table.c[name] + statement.excluded[name] for name in amounts}
            self.connection().execute(statement.on_conflict_do_update(index_elements=key, set_=sums), stamped)
            return
        # a check constraint judges the row that an upsert proposes, not the sum it would come to
        nothing = [{**row, **dict.fromkeys(amounts, 0)} for row in stamped]
        self.connection().execute(statement.on_conflict_do_nothing(index_elements=key), nothing)
        sums = {name: table.c[name] + bindparam(f"add_{name}") for name in amounts}
        same = and_(*(table.c[name] == bindparam(f"of_{name}") for name in key))
        named = [{f"add_{n}": row[n] for n in amounts} | {f"of_{n}": row[n] for n in key} for row in stamped]
        self.connection().execute(update(table).where(same).values(sums), named)

    def _stamped(self, model: type[Identified], rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        if not self.info["writes"]:
            raise ReadOnly(model.__name__)
        self.flush()  # what the rows refer to may still be pending
        return [{"id": new_id(), **row, "brand_id": self.brand} for row in rows]


@event.listens_for(BrandSession, "do_orm_execute")
def _scope(state: ORMExecuteState) -> None:
    if not (state.is_select or state.is_update or state.is_delete):
        return
    if state.is_column_load:
        return
    brand_id = state.session.info["brand_id"]
    if brand_id is None:
        _refuse_scoped(state)
        return
    state.statement = within(state.statement, brand_id)


def within(statement: Any, brand_id: int) -> Any:
    """Narrow a statement to one brand's rows, wherever in it they are named."""
    return statement.options(
        with_loader_criteria(Scoped, lambda cls: cls.brand_id == brand_id, include_aliases=True)
    )


def _refuse_scoped(state: ORMExecuteState) -> None:
    for mapper in state.all_mappers:
        if issubclass(mapper.class_, Scoped):
            raise Unscoped(mapper.class_.__name__)


@event.listens_for(BrandSession, "before_flush")
def _stamp(session: BrandSession, *_: Any) -> None:
    if not session.info["writes"]:
        raise ReadOnly("this session was opened for reading")
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Scoped):
            _claim(session, row)


def _claim(session: BrandSession, row: Scoped) -> None:
    brand_id = session.info["brand_id"]
    if brand_id is None:
        raise Unscoped(type(row).__name__)
    held = attributes.instance_dict(row).get("brand_id")
    if held is None:
        attributes.set_attribute(row, "brand_id", brand_id)
    elif held != brand_id:
        raise OtherBrand(type(row).__name__)


@event.listens_for(BrandSession, "after_begin")
def _tell_postgresql(session: BrandSession, _transaction: Any, connection: Any) -> None:
    brand_id = session.info["brand_id"]
    if connection.dialect.name == "postgresql" and brand_id is not None:
        connection.exec_driver_sql(f"SET LOCAL app.brand_id = '{int(brand_id)}'")


class Database:
    """The engine, and the two ways to open a session on it."""

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self.url = normalise(url)
        self.engine = _engine(self.url, pool_size)
        self._writing = self.engine.execution_options(comptoir_writes=True)

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    def read(self, brand_id: int | None = None) -> BrandSession:
        return BrandSession(self.engine, brand_id=brand_id, writes=False)

    def write(self, brand_id: int | None = None) -> BrandSession:
        return BrandSession(self._writing, brand_id=brand_id, writes=True)

    def dispose(self) -> None:
        self.engine.dispose()


def normalise(url: str) -> str:
    """Name the driver, so that every caller gets the same one."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _engine(url: str, pool_size: int) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 20, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is never IMMEDIATE
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=20000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    """Begin a write IMMEDIATE: a read that upgrades itself ignores the time-out and fails under load."""
    writes = connection.get_execution_options().get("comptoir_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
