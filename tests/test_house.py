"""The house rules that a person could not watch over all day: who imports whom, and where SQL and prose may stand."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INNER = {
    "domain": set(),
    "views": {"domain", "locales"},
    "storage": {"domain"},
    "usecases": {"storage", "domain"},
    "schedules": {"usecases", "storage", "domain"},
    "handlers": {"usecases", "storage", "domain", "views"},
    "bot": {"handlers", "schedules", "usecases", "storage", "domain", "views", "demo"},
    "simulator": set(),
    "demo": {"bot", "handlers", "schedules", "usecases", "storage", "domain", "views", "simulator"},
}
ONLY_IN = {
    "telegram": {"bot", "handlers"},
    "sqlalchemy": {"storage", "bot"},
    "alembic": {"storage"},
    "apscheduler": {"schedules"},
    "PIL": {"views", "storage", "demo", "simulator"},
}
EXTRAS = "psycopg", "obstore", "playwright", "python_calamine", "moto"
FILES = [path for name in INNER for path in sorted((ROOT / name).rglob("*.py")) if "versions" not in path.parts]


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inward(path: Path) -> None:
    """A folder imports only from the folders that it may know, and outside libraries only where they belong."""
    home = path.relative_to(ROOT).parts[0]
    names = imported(path)
    assert names & set(INNER) <= INNER[home] | {home}
    for library, homes in ONLY_IN.items():
        if library in names:
            assert home in homes, f"{library} is imported in {home}/"


def test_extras_are_loaded_only_where_they_are_used() -> None:
    """Program and tests load in an environment without them; who needs one skips, or says what to install."""
    top = re.compile(rf"^(?:import|from) (?:{'|'.join(EXTRAS)})\b", re.MULTILINE)
    everywhere = [*FILES, *sorted((ROOT / "tests").rglob("*.py"))]
    assert [str(path.relative_to(ROOT)) for path in everywhere if top.search(path.read_text(encoding="utf-8"))] == []


def test_nobody_makes_tasks_that_nobody_waits_for() -> None:
    """Long-lived loops live in the task groups of bot/; a naked task loses its errors."""
    naked = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in FILES
        if path.relative_to(ROOT).parts[0] not in ("simulator", "demo")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"asyncio\.create_task|ensure_future|loop\.create_task", line)
    ]
    assert all(line.startswith(("bot/app.py", "bot/clock.py", "bot/intake.py")) for line in naked), naked


def test_no_words_for_people_in_code() -> None:
    """Chinese text stands in the catalogs, not between quotes in the code that talks to people."""
    told = []
    for path in FILES:
        if path.relative_to(ROOT).parts[0] not in ("usecases", "handlers", "views", "schedules"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            sentence = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
            if sentence and "\\" not in node.value and re.search(r"[一-鿿]{4,}", node.value) and not _is_docstring(path, node.value):
                told.append(f"{path.relative_to(ROOT)}: {node.value[:40]}")
    assert told == []


def _is_docstring(path: Path, text: str) -> bool:
    return f'"""{text.splitlines()[0][:30]}' in path.read_text(encoding="utf-8")
