"""SIGKILL at random moments: nothing is lost, nothing happens twice, and hardly anything is said twice.

A small part of the plan, with a seed that is printed; `python -m tests.faults.report` plays all of it, `GRIDBEE_KILLS`
and `GRIDBEE_SEED` make these longer, or the same again.
"""

import os
import secrets

import pytest

from tests.faults.plan import COURSES, killed, killed_at_first_start
from tests.faults.program import starter

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("GRIDBEE_KILLS", "8"))
SEED = int(os.environ.get("GRIDBEE_SEED", "0")) or secrets.randbelow(10**6)


@pytest.mark.parametrize("name", COURSES)
async def test_a_course_survives_every_kill(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports, albums, work on cases, digests, goods: each is done once, and the bound on repeats holds."""
    async with starter() as one:
        played = await killed(name, KILLS, SEED, one)
    with capsys.disabled():
        print(f"\n{played.line}, seed {SEED}")  # noqa: T201  what somebody runs this for


async def test_a_first_start_survives_every_kill() -> None:
    """The database is made whole in the end."""
    async with starter() as one:
        await killed_at_first_start(6, SEED, one)
