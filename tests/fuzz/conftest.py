"""The town in the middle of its life, and the program for it, made once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.life import lived
from tests.fuzz.program import Stage, stage
from tests.machine.town import rules

Theatre = tuple[asyncio.Runner, Stage]


@pytest.fixture(scope="session")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """The stage, and an event loop for all plays."""
    known, folder = rules(), tmp_path_factory.mktemp("fuzz")
    lived(folder / "template.db", known)
    with asyncio.Runner() as runner:
        yield runner, runner.run(_on_loop(folder, known))


async def _on_loop(folder: Path, known: Any) -> Stage:
    return stage(folder / "template.db", known, folder)
