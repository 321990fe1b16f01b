"""SIGKILL at random moments: nothing is lost, nothing happens twice, and hardly anything is said twice.

`GRIDBEE_KILLS`, `GRIDBEE_REPORTS` and `GRIDBEE_SEED` make it longer, or the same again.
"""

import asyncio
import os
import random
import secrets
from collections import Counter
from pathlib import Path

import pytest

from domain.case import Status
from simulator.messages import Message
from simulator.server import Simulator
from simulator.street import Person
from tests.faults.burst import Burst
from tests.faults.program import open_town
from tests.machine.promises import replayed

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("GRIDBEE_KILLS", "20"))
REPORTS = int(os.environ.get("GRIDBEE_REPORTS", "200"))
SEED = int(os.environ.get("GRIDBEE_SEED", "0")) or secrets.randbelow(10**6)
PER_CHAT, IN_ALL = 1, 8
"""DESIGN §2: so many messages may be said twice because of one kill."""


async def test_a_burst_of_reports_survives_every_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Photos with words go on coming while the program is killed again and again."""
    async with Simulator() as sim:
        burst = Burst(await open_town(sim, tmp_path, buildings=4), random.Random(SEED))  # noqa: S311  to be repeated
        for number in range(KILLS):
            await _send_some(burst, REPORTS * (number + 1) // KILLS - len(burst.sent))
            await asyncio.sleep(burst.chance.uniform(0, 0.4))
            await burst.killed_and_started()
        await burst.town.settled(180)
        _print_summary("reports", burst, capsys)
        _check_filed_once(burst)
        _check_cards(burst)
        _check_photos(burst)
        _check_the_rest(burst)
        assert await burst.town.program.stop() == 0


async def test_work_survives_every_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Accepting, handing in the result and confirming go on while the program is killed again and again."""
    async with Simulator() as sim:
        burst = Burst(await open_town(sim, tmp_path, buildings=4), random.Random(SEED + 1))  # noqa: S311  to be repeated
        for number in range(REPORTS // 5):
            burst.reports_something()
            if number % 4 == 0:  # more at once would be given to the steward as one list, without a card for each
                await burst.town.settled()
        await burst.town.settled()
        work = Work(burst)
        for _ in range(KILLS):
            await work.goes_on_for(burst.chance.uniform(0.05, 0.8))
            await burst.killed_and_started()
        await burst.until(lambda: not work.goes_on(4) and set(work.states()) == {Status.CLOSED}, 180)
        await burst.town.settled()
        _print_summary("work", burst, capsys)
        _check_filed_once(burst)
        _check_the_rest(burst)
        wanted = ["filed", "routed", "accepted", "resolved", "confirmed"]
        for number in range(1, len(burst.sent) + 1):
            assert [one.kind.value for one in burst.history(number)] == wanted
        assert await burst.town.program.stop() == 0


class Work:
    """A steward and reporters who press each button that they see once, and send one result for each case."""

    def __init__(self, burst: Burst) -> None:
        self._burst = burst
        self._pressed: set[tuple[str, int]] = set()

    def states(self) -> list[str]:
        """How far the cases are."""
        return [status for (status,) in self._burst.rows("SELECT status FROM cases")]

    async def goes_on_for(self, seconds: float) -> None:
        """A few presses at a time."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            self.goes_on(self._burst.chance.randint(1, 4))
            await asyncio.sleep(0.02)

    def goes_on(self, steps: int) -> int:
        """Up to so many presses, each of a button that somebody sees and has not pressed before; how many it was."""
        done = 0
        for person, message, verb, number in self._visible():
            if done < steps and (verb, number) not in self._pressed:
                self._pressed.add((verb, number))
                done += 1
                if verb == "done":
                    # The button and its answer in one message, so that no question is open at a kill.
                    person.sends(self._burst.town.bot, f"办好了 {number} 修好了")
                else:
                    person.presses(message, f"{verb}:{number}")
        return done

    def _visible(self) -> list[tuple[Person, Message, str, int]]:
        town = self._burst.town
        found = [(town.steward, *one) for one in _buttons(town.steward.chat_with(town.bot).visible, ("accept", "done"))]
        for group in town.groups:
            found += [(self._reporter(one[2]), *one) for one in _buttons(group.visible, ("confirm",))]
        self._burst.chance.shuffle(found)
        return found

    def _reporter(self, number: int) -> Person:
        query = "SELECT c.telegram_id, r.message_id FROM reports r JOIN chats c ON c.id = r.chat_id WHERE r.case_id = "
        ((chat_id, message_id),) = self._burst.rows(f"{query}{int(number)}")
        (group,) = [one for one in self._burst.town.groups if one.id == chat_id]
        sender = group.messages[message_id].sender
        assert isinstance(sender, Person)
        return sender


def _buttons(messages: list[Message], verbs: tuple[str, ...]) -> list[tuple[Message, str, int]]:
    found = []
    for one in messages:
        for button in one.buttons:
            verb, _, number = button.get("callback_data", "").partition(":")
            if verb in verbs and number.isdigit():
                found.append((one, verb, int(number)))
    return found


async def _send_some(burst: Burst, many: int) -> None:
    for _ in range(many):
        burst.reports_something()
        if burst.chance.random() < 0.3:
            await asyncio.sleep(burst.chance.uniform(0, 0.03))


def _check_filed_once(burst: Burst) -> None:
    filed = burst.rows("SELECT c.telegram_id, r.message_id, r.text FROM reports r JOIN chats c ON c.id = r.chat_id")
    assert Counter((chat, message) for chat, message, _ in filed) == Counter(list(burst.sent))
    assert {(chat, message): text for chat, message, text in filed} == burst.sent
    assert burst.rows("SELECT count(*) FROM cases") == [(len(burst.sent),)]


def _check_cards(burst: Burst) -> None:
    """Each case has exactly one card that the program knows, and it says what is true."""
    rows = burst.rows(
        "SELECT c.telegram_id, m.message_id, m.case_id FROM messages m JOIN chats c ON c.id = m.chat_id"
        " WHERE m.view = 'card.group' AND m.card IS NOT NULL"
    )
    assert Counter(number for _, _, number in rows) == Counter(range(1, len(burst.sent) + 1))
    groups = {one.id: one for one in burst.town.groups}
    for chat_id, message_id, number in rows:
        assert f"{number} 号，已派给" in (groups[chat_id].messages[message_id].text or "")


def _check_photos(burst: Burst) -> None:
    photos = burst.rows("SELECT state, path FROM photos")
    assert Counter(state for state, _ in photos) == Counter({"stored": len(burst.sent)})
    store = burst.town.program.folder / "photos"
    assert {path for _, path in photos} <= {str(path.relative_to(store)) for path in store.glob("**/*.jpg")}


def _check_the_rest(burst: Burst) -> None:
    """Every history explains its state, nothing waits, nothing was parked, and the bound of repeats holds."""
    for number, status in burst.rows("SELECT id, status FROM cases"):
        assert replayed(burst.history(number))[0] == status
    assert burst.town.owed() == 0
    assert burst.rows("SELECT count(*) FROM inbox WHERE state = 'parked'") == [(0,)]
    assert burst.rows("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]
    for number, of_chats in enumerate(burst.strays(), 1):
        assert max(of_chats.values(), default=0) <= PER_CHAT, f"kill {number}: {of_chats}"
        assert of_chats.total() <= IN_ALL, f"kill {number}: {of_chats}"


def _print_summary(what: str, burst: Burst, capsys: pytest.CaptureFixture[str]) -> None:
    ((filed,),) = burst.rows("SELECT count(*) FROM reports")
    twice = [one.total() for one in burst.strays()]
    with capsys.disabled():
        print(  # noqa: T201  the summary is what somebody runs this for
            f"\n{what}: seed {SEED}, kills {len(burst.kills)}, reports {len(burst.sent)},"
            f" lost {len(burst.sent) - filed}, said twice {sum(twice)} (at most {max(twice, default=0)} by one kill)"
        )
