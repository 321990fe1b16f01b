"""What people wrote, in the files that go to partners and auditors, is never run; names of photos lead nowhere else."""

import csv
from io import BytesIO, StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from storage.photo_store import PhotoStore
from tests.hostile.strings import NASTY, hostile
from views.workbooks import table_csv, workbook

ZONE = ZoneInfo("Asia/Shanghai")
FORMULAS = ("{=1+1}", "{=cmd|'/C calc'!A0}", "＝1+1", "＋1", "－1", "＠x", "\n=1+1", " =1+1", "=HYPERLINK(0)", "http://x", "1e5", "007")
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With these a spreadsheet takes a cell for a formula; the wide ones in an East Asian one."""


@pytest.mark.parametrize("word", [*NASTY, *FORMULAS])
def test_a_workbook_holds_text(word: str) -> None:
    """Exactly what was written, as text."""
    cell = load_workbook(BytesIO(workbook([("x", ["head"], [[word]])], ZONE)))["x"]["A2"]
    assert cell.data_type in ("s", "n", "inlineStr")
    assert cell.hyperlink is None
    assert cell.value == (word or None) or "\r" in word


@settings(max_examples=60, deadline=None, derandomize=True)
@given(hostile)
def test_a_table_holds_text(word: str) -> None:
    """Nothing in it begins like a formula, and it stays one cell."""
    (_, row) = csv.reader(StringIO(table_csv(["head", "b"], [[word, "end"]], ZONE), newline=""))
    assert row[1] == "end"
    assert not row[0].startswith(RUN)
    assert row[0] in (word, f"'{word}")


@pytest.mark.parametrize("word", FORMULAS)
def test_a_formula_in_a_table_is_marked(word: str) -> None:
    """Those that a random search may miss."""
    (_, row) = csv.reader(StringIO(table_csv(["head"], [[word]], ZONE), newline=""))
    assert not row[0].startswith(RUN)


@pytest.mark.parametrize(
    "name",
    ["../x.jpg", "/etc/passwd", "a/../../x.jpg", "a/./x.jpg", "", ".", "a//b.jpg", "x.jpg\x00", "a\\..\\x.jpg", "%2e%2e/x.jpg", "x",
     "2026/11/.x.jpg", "x.jpg/", "ａ.jpg", "a b.jpg", "x.jpg\n"],
)  # fmt: skip
def test_a_photos_name_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    """Neither read, nor written, nor deleted."""
    outside = tmp_path / "x.jpg"
    outside.write_bytes(b"kept")
    store = PhotoStore.open("photos", tmp_path)
    for move in (lambda: store.load(name), lambda: store.save(name, b"!"), lambda: store.delete(name)):
        with pytest.raises(ValueError, match="not a name of a photo"):
            move()
    assert outside.read_bytes() == b"kept"
    assert list((tmp_path / "photos").rglob("*")) == []
