"""The same street on PostgreSQL: what several connections at once could do to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.street import test_groups, test_loop, test_organisation
from tests.street.scene import Street, open_street, words


@pytest.fixture
async def street(tmp_path: Path, postgres: Cluster) -> AsyncIterator[Street]:
    """The neighbourhood on a database of its own."""
    async with open_street(tmp_path, postgres) as street:
        yield street


async def test_a_photo_becomes_a_solved_case(street: Street) -> None:
    """The closed loop."""
    await test_loop.test_a_photo_becomes_a_solved_case(street)


async def test_a_worker_comes_in_by_a_link_that_works_once(street: Street) -> None:
    """The organisation."""
    await test_organisation.test_a_worker_comes_in_by_a_link_that_works_once(street)


async def test_a_group_becomes_a_supergroup(street: Street) -> None:
    """Both service messages at the same moment, in two lanes."""
    await test_groups.test_a_group_becomes_a_supergroup(street)


async def test_many_press_the_same_button_at_once(street: Street) -> None:
    """Every press counts once, and the card shows them all."""
    neighbours = [street.sim.world.add_user(f"邻居{number}") for number in range(12)]
    for one in neighbours:
        one.joins(street.group)
    number = await street.report()
    card = street.card(street.group, number)
    presses = [one.presses(card, "我也遇到") for one in neighbours]
    await street.until(lambda: all(one.answer is not None for one in presses))
    await street.settled()
    assert len((await street.case(number)).supporters) == 12
    assert street.card(street.group, number).buttons[0]["text"] == "我也遇到（12）"
    assert f"{number} 号" in words(street.card(street.group, number))
