"""Instances are read as written; a bad one is refused by file, row and column."""

import gzip
from pathlib import Path

import pytest

from inventory.planning.instance import read_instance
from inventory.planning.tables import BadInstance
from tests.inventory.planning.wild import write_wild_instance


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_wild_instance(tmp_path / "wild", 3)


def change(folder: Path, name: str, row: int, column: str, text: str) -> None:
    lines = (folder / name).read_text().splitlines()
    fields = lines[row].split(",")
    fields[lines[0].split(",").index(column)] = text
    lines[row] = ",".join(fields)
    (folder / name).write_text("\n".join(lines) + "\n")


BAD = [
    ("stores.csv", 2, "capacity_units", "many"),
    ("stores.csv", 1, "frozen", "2"),
    ("stores.csv", 2, "store_id", "S0"),
    ("styles.csv", 3, "lot_size", "0"),
    ("styles.csv", 1, "value", "nan"),
    ("skus.csv", 4, "style", "P99"),
    ("skus.csv", 2, "size_rank", "-1"),
    ("dc_stock.csv", 1, "item", "nothing"),
    ("dc_stock.csv", 2, "on_hand", "1.5"),
    ("cells.csv", 5, "store_id", "S77"),
    ("cells.csv", 6, "sku", "P0"),
    ("cells.csv", 7, "on_hand", "-1"),
    ("cells.csv", 8, "movable", "99"),
    ("cells.csv", 9, "mean", "0"),
    ("cells.csv", 9, "var", "1e"),
    ("cells.csv", 3, "max_stock", ""),
]


class TestReadInstance:
    @pytest.mark.parametrize(("file", "row", "column", "text"), BAD)
    def test_names_file_row_and_column_of_a_fault(
        self, folder: Path, file: str, row: int, column: str, text: str
    ) -> None:
        change(folder, file, row, column, text)
        with pytest.raises(BadInstance) as caught:
            read_instance(folder)
        assert (caught.value.file, caught.value.row, caught.value.column) == (file, row, column)

    @pytest.mark.parametrize("file", ["stores.csv", "cells.csv", "params.json", "prepacks.csv"])
    def test_names_a_missing_file(self, folder: Path, file: str) -> None:
        (folder / file).unlink()
        with pytest.raises(BadInstance, match=f"{file}: the file is missing"):
            read_instance(folder)

    def test_names_a_missing_column(self, folder: Path) -> None:
        lines = (folder / "cells.csv").read_text()
        (folder / "cells.csv").write_text(lines.replace("movable", "moveable", 1))
        with pytest.raises(BadInstance, match="column movable: the column is missing"):
            read_instance(folder)

    def test_names_a_row_that_ends_early(self, folder: Path) -> None:
        lines = (folder / "cells.csv").read_text().splitlines()
        lines[4] = ",".join(lines[4].split(",")[:5])
        (folder / "cells.csv").write_text("\n".join(lines))
        with pytest.raises(BadInstance, match=r"cells\.csv, row 4, column mean: the row ends early"):
            read_instance(folder)

    def test_names_a_cell_listed_twice(self, folder: Path) -> None:
        lines = (folder / "cells.csv").read_text().splitlines()
        (folder / "cells.csv").write_text("\n".join([*lines, lines[2]]))
        with pytest.raises(BadInstance) as caught:
            read_instance(folder)
        assert (caught.value.row, caught.value.column) == (len(lines), "sku")

    def test_reads_packed_marked_and_reordered_files_alike(self, folder: Path) -> None:
        plain = read_instance(folder)
        lines = [line.split(",") for line in (folder / "cells.csv").read_text().splitlines()]
        turned = "\r\n".join(",".join(["x", *reversed(line)]) for line in lines)
        (folder / "cells.csv").unlink()
        (folder / "cells.csv.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + turned.encode()))
        other = read_instance(folder)
        for name in ("store", "sku", "on_hand", "movable", "mean", "var", "max_stock"):
            assert (getattr(plain.cells, name) == getattr(other.cells, name)).all()

    def test_reads_decimals_as_python_does(self, folder: Path) -> None:
        texts = ["0.1234", "3", "12.", "1.5e-3", "2E+2", "0.30000000000000004"]
        for row, text in enumerate(texts, 1):
            change(folder, "cells.csv", row, "mean", text)
        assert read_instance(folder).cells.mean[: len(texts)] == pytest.approx(
            [float(t) for t in texts], rel=1e-15
        )
