"""A press whose answer does not get through: what it did stands, once, and nothing is put aside for an operator."""

from collections.abc import Callable

import pytest

from simulator.faults import Faults
from tests.street.scene import Street
from tests.street.traces import parked


@pytest.mark.parametrize(
    "trouble",
    [
        lambda faults: faults.flood("answerCallbackQuery", retry_after=3),
        lambda faults: faults.fail("answerCallbackQuery", code=401, description="Unauthorized"),
        lambda faults: faults.fail("answerCallbackQuery"),
        lambda faults: faults.fail("answerCallbackQuery", code=400, description="Bad Request: something new"),
        lambda faults: faults.drop_before("answerCallbackQuery"),
        lambda faults: faults.drop_after("answerCallbackQuery"),
    ],
    ids=["told to wait", "token refused", "bad gateway", "refused", "line broke before", "line broke after"],
)
async def test_the_answer_to_a_press_is_lost(street: Street, trouble: Callable[[Faults], None]) -> None:
    """The case is accepted, and the next press finds the lane free."""
    await street.report()
    card = street.card(street.chen, 1)
    trouble(street.sim.faults)
    street.chen.presses(card, "接单")
    await street.until(lambda: not street.sim.faults.as_json()["plan"])
    await street.settled()
    assert await street.kinds(1) == ["filed", "routed", "accepted"]
    assert await parked(street) == []
    press = await street.press(street.chen, street.card(street.chen, 1), "办好了")
    assert press.answer is not None
