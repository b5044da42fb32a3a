"""Sales and times on the shelf, brought in by the thousand."""

from contextlib import ExitStack
from datetime import date, timedelta

import numpy as np
import pytest
from sqlmodel import func, select

from inventory.demand.files import (
    ColumnMissing,
    NotAll,
    Unreadable,
    bring_sales_file,
    bring_shelf_file,
)
from inventory.demand.history import (
    ID,
    DailySale,
    ShelfTime,
    Spells,
    bring_sales,
    bring_shelf_time,
    spells_of,
)
from kernel.bulk import Laid, lay_out
from kernel.db import ReadOnly
from tests.inventory.shelf import Shelf, put_up

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def others(db) -> Shelf:
    return put_up(db, "others")


def row(shelf: Shelf, size: str, day: str, units: int, returned: int = 0):
    return shelf.store_id.hex, shelf.skus[size].hex, day, units, returned


def _bring_and_keep(session, rows) -> None:
    bring_sales(session, rows)
    session.commit()


def sold(session) -> int:
    return session.scalar(select(func.coalesce(func.sum(DailySale.units), 0)))


class TestBringSales:
    def test_says_what_was_new_changed_and_the_same(self, session, shelf):
        first = [row(shelf, "S", "2026-11-01", 2), row(shelf, "M", "2026-11-01", 1)]
        assert bring_sales(session, first) == Laid(new=2)
        again = [first[0], row(shelf, "M", "2026-11-01", 4), row(shelf, "L", "2026-11-02", 1)]
        assert bring_sales(session, again) == Laid(new=1, changed=1, same=1)
        assert sold(session) == 2 + 4 + 1

    def test_changes_nothing_the_second_time(self, session, shelf):
        days = [(date(2024, 1, 1) + timedelta(days=at)).isoformat() for at in range(500)]
        rows = [row(shelf, size, day, 1) for size in "SML" for day in days]
        assert bring_sales(session, rows) == Laid(new=1500)
        assert bring_sales(session, rows) == Laid(same=1500)

    def test_is_kept_apart_from_other_brands(self, db, session, shelf, others):
        bring_sales(session, [row(shelf, "S", "2026-11-01", 2)])
        assert [len(rows) for rows in lay_out(session, DailySale, ("day",))] == [1]
        session.commit()
        with db.write(others.brand_id) as theirs:
            assert sold(theirs) == 0
            assert list(lay_out(theirs, DailySale, ("day",))) in ([], [[]])
            assert bring_sales(theirs, [row(others, "S", "2026-11-01", 5)]) == Laid(new=1)
        with db.write(shelf.brand_id) as ours:
            ours.execute(DailySale.__table__.delete().where(DailySale.__table__.c.brand_id == shelf.brand_id))
            ours.commit()

    def test_refuses_another_brands_outlet(self, session, others):
        with pytest.raises(Exception, match="(?i)foreign key"):  # noqa: RUF043 - each driver has its own
            _bring_and_keep(session, [row(others, "S", "2026-11-01", 2)])

    def test_needs_a_session_that_writes(self, db, shelf):
        with db.read(shelf.brand_id) as reading, pytest.raises(ReadOnly):
            bring_sales(reading, [row(shelf, "S", "2026-11-01", 2)])


@pytest.fixture
def write(tmp_path):
    with ExitStack() as opened:

        def written(text: str, encoding: str = "utf-8"):
            file = tmp_path / "past.csv"
            file.write_bytes(text.encode(encoding))
            return opened.enter_context(file.open(encoding="utf-8-sig", newline=""))

        yield written


def bring(session, lines, **more):
    return bring_sales_file(session, lines, today=TODAY, all_or_nothing=False, **more)


class TestBringSalesFile:
    def test_takes_in_what_is_right_whatever_the_delimiter(self, session, write):
        report = bring(
            session,
            write("\ufeffDay;SKU;Outlet;Units\r\n2026-11-01;D1-S;S1;2\r\n\r\n2026-11-02;D1-M;S1;1\r\n"),
        )
        assert (report.laid, report.problems) == (Laid(new=2), [])
        assert sold(session) == 3

    @pytest.mark.parametrize(
        ("line", "column", "value"),
        [
            ("X9,D1-S,2026-11-01,2,", "outlet", "X9"),
            ("S1,D9,2026-11-01,2,", "sku", "D9"),
            ("S1,D1-S,01.11.2026,2,", "day", "01.11.2026"),
            ("S1,D1-S,2026-02-30,2,", "day", "2026-02-30"),
            ("S1,D1-S,1999-12-31,2,", "day", "1999-12-31"),
            ("S1,D1-S,2026-11-22,2,", "day", "2026-11-22"),
            ("S1,D1-S,2026-11-01,-2,", "units", "-2"),
            ("S1,D1-S,2026-11-01,1.5,", "units", "1.5"),
            ("S1,D1-S,2026-11-01,,", "units", ""),
            ("S1,D1-S,2026-11-01,٣,", "units", "٣"),
            ("S1,D1-S,2026-11-01,9999999999,", "units", "9999999999"),
            ("S1,D1-S,2026-11-01,1,x", "returned", "x"),
            ("S1,D1-L,2026-11-03,1,", "day", "2026-11-03"),
        ],
    )
    def test_names_the_row_column_and_value_of_what_is_wrong(self, session, write, line, column, value):
        good = "outlet,sku,day,units,returned\nS1,D1-L,2026-11-03,1,1\n"
        report = bring(session, write(good + line + "\n"))
        assert (report.laid.new, report.refused) == (1, 1)
        problem = report.problems[0]
        assert (problem.row, problem.column, problem.value) == (3, column, value)
        assert problem.reason

    def test_takes_nothing_in_where_all_was_asked_for(self, session, write):
        lines = write("outlet,sku,day,units\nS1,D1-S,2026-11-01,2\nS1,D9,2026-11-01,2\n")
        with pytest.raises(NotAll):
            bring_sales_file(session, lines, today=TODAY, all_or_nothing=True)

    def test_says_which_column_is_missing(self, session, write):
        with pytest.raises(ColumnMissing, match="units"):
            bring(session, write("outlet,sku,day\nS1,D1-S,2026-11-01\n"))

    @pytest.mark.parametrize("text", ["", "\n\n"])
    def test_says_that_an_empty_file_has_no_columns(self, session, write, text):
        with pytest.raises(ColumnMissing):
            bring(session, write(text))

    def test_says_that_another_encoding_is_unreadable(self, session, write):
        with pytest.raises(Unreadable):
            bring(session, write("outlet,sku,day,units\n店,D1-S,2026-11-01,2\n", encoding="gb18030"))


def days(session) -> list[tuple[str, str]]:
    spells = spells_of(session.exec(select(ShelfTime)).one())
    return list(zip(spells.first.astype(str).tolist(), spells.last.astype(str).tolist(), strict=True))


class TestBringShelfFile:
    def test_says_what_hung_when_and_what_hangs_still(self, session, write):
        lines = write("outlet,sku,first,last\nS1,D1-S,2026-10-01,2026-10-09\nS1,D1-S,2026-11-01,\n")
        report = bring_shelf_file(session, lines, today=TODAY, all_or_nothing=False)
        assert report.laid.new == 2
        assert days(session) == [("2026-10-01", "2026-10-09"), ("2026-11-01", "2026-11-21")]

    def test_refuses_what_ends_before_it_begins(self, session, write):
        lines = write("outlet,sku,first,last\nS1,D1-S,2026-10-09,2026-10-01\n")
        report = bring_shelf_file(session, lines, today=TODAY, all_or_nothing=False)
        assert report.problems[0].column == "last"


class TestBringShelfTime:
    def test_puts_what_is_said_anew_in_the_place_of_what_was_known(self, session, shelf):
        id = np.frombuffer(shelf.skus["S"].bytes, ID)

        def spell(first: str, last: str) -> Spells:
            return Spells(id, np.array([first], "datetime64[D]"), np.array([last], "datetime64[D]"))

        def said(first: str, last: str, since: str, until: str) -> None:
            span = {"since": date.fromisoformat(since), "until": date.fromisoformat(until)}
            bring_shelf_time(session, shelf.store_id, spell(first, last), **span)

        said("2026-01-01", "2026-03-31", "2026-01-01", "2026-03-31")
        said("2026-02-10", "2026-02-12", "2026-02-01", "2026-02-28")
        assert days(session) == [
            ("2026-01-01", "2026-01-31"),
            ("2026-02-10", "2026-02-12"),
            ("2026-03-01", "2026-03-31"),
        ]
