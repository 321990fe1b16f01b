"""docs/security.md names the test that shows each of its lines; here it is seen that there are such tests."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "security.md").read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_there_is_such_a_test(file: str, name: str) -> None:
    """In that file, under that name."""
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_they_are_many() -> None:
    """The document was read."""
    assert len(NAMED) > 40
