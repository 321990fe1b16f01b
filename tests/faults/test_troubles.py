"""Telegram away, lines cut, a locked database, a full disk, a clock that jumps: what is owed arrives all the same.

Shorter than the plan of `python -m tests.faults.report`, which also has the ten minutes without Telegram.
"""

import os
import secrets

import pytest

from tests.faults import troubles
from tests.faults.plan import on_a_full_disk, troubled, with_a_jumping_clock
from tests.faults.program import starter

pytestmark = pytest.mark.slow

SEED = int(os.environ.get("GRIDBEE_SEED", "0")) or secrets.randbelow(10**6)
SECONDS = 4.0
AT_ONCE = 4
"""So many troubles meet one town: most of each is waiting, and several towns can wait beside each other."""


@pytest.mark.parametrize("first", range(0, len(troubles.IN_ONE_TOWN), AT_ONCE))
async def test_one_trouble_after_another(first: int) -> None:
    """Each is over before the next begins, and after each everything is as it should be."""
    async with starter() as one:
        lines = await troubled(troubles.IN_ONE_TOWN[first : first + AT_ONCE], SECONDS, SEED, one)
    assert sum(line.lost for line in lines) == 0


async def test_the_disk_is_full() -> None:
    """Skips where no small disk can be mounted."""
    async with starter() as one:
        if not await on_a_full_disk(SECONDS, SEED, one):
            pytest.skip("nobody may mount a small disk here")


async def test_the_clock_jumps() -> None:
    """Nothing is done or said a second time."""
    async with starter() as one:
        await with_a_jumping_clock(SECONDS, SEED, one)
