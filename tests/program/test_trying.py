"""`gridbee classify` and `gridbee taxonomy check` as somebody tries them who has no config and a file from anywhere."""

import subprocess
import sys
from pathlib import Path

import pytest

HEADER = "is_report\tkind\tcategory\tconfidence\turgency\tbuilding\tunit\tfloor\troom\tspot\twhy"


def gridbee(folder: Path, *words: str, given: bytes = b"") -> tuple[int, str]:
    """A command in an empty folder, on a machine that speaks nothing but ASCII."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "bot", *words], cwd=folder, input=given, capture_output=True, timeout=60, check=False,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    text = (done.stdout + done.stderr).decode()
    assert "Traceback" not in text
    return done.returncode, text


@pytest.mark.slow
def test_every_line_has_its_row(tmp_path: Path) -> None:
    """A mark of Windows, ends of Windows, empty lines, tabs, bytes that are no text: a row each, eleven columns."""
    lines = [
        "\ufeff3栋2单元5楼路灯不亮了\r".encode(), b"", "B1车库\t漏水".encode(), b"\xff\xfe\x81", "路灯坏了".encode("gb18030"),
        "我电脑坏了".encode(), b"x" * 100_000,
    ]  # fmt: skip
    code, text = gridbee(tmp_path, "classify", given=b"\n".join(lines) + b"\n")
    header, *rows = text.splitlines()
    assert (code, header, len(rows)) == (0, HEADER, len(lines))
    cells = [row.split("\t") for row in rows]
    assert {len(row) for row in cells} == {11}
    assert cells[0][:3] + cells[0][5:8] == ["1", "problem", "facility.lighting", "3", "2", "5"]
    assert [cells[2][2], cells[2][7]] == ["water.leak", "-1"]
    assert cells[4][2] == "facility.lighting"
    assert [row[0] for row in cells] == ["1", "0", "1", "0", "1", "0", "0"]


@pytest.mark.slow
def test_a_file_and_nothing(tmp_path: Path) -> None:
    """A file works like a pipe; of nothing comes a header; a file that is not there is one line."""
    (tmp_path / "captions.txt").write_text("楼道灯坏了\n", encoding="utf-8")
    assert gridbee(tmp_path, "classify", "captions.txt")[1].splitlines()[1].startswith("1\tproblem\tfacility.lighting")
    assert gridbee(tmp_path, "classify", "-") == (0, HEADER + "\n")
    code, text = gridbee(tmp_path, "classify", "nothing.txt")
    assert code != 0
    assert "nothing.txt" in text
