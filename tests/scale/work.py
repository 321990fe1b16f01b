"""What people do while a crew has its troubles, and what must have come of it."""

import asyncio
import random
from collections import Counter

from tests.faults.pictures import snapshot
from tests.scale.crew import TROUBLES, Crew


async def load(crew: Crew, chance: random.Random, over: asyncio.Event) -> None:
    """Photos with words in the groups, and questions in private, one after another in each chat."""
    while not over.is_set():
        number = len(crew.sent) + 1
        group = chance.choice(crew.groups)
        resident = chance.choice([one for one in crew.residents if group.has(one)])
        words = f"{chance.choice(TROUBLES)}（第{number}张）"
        message = resident.sends(group, photo=snapshot(number), caption=words)
        crew.sent[group.id, message.id] = words
        if number % 3 == 0:
            chance.choice(crew.residents).sends(crew.bot, "/mine")
        await asyncio.sleep(chance.uniform(0, 0.6))


def check_filed_once(crew: Crew) -> None:
    """Each report is one case with its words and its photo, and nothing waits."""
    filed = crew.rows("SELECT c.telegram_id, r.message_id, r.text FROM reports r JOIN chats c ON c.id = r.chat_id")
    assert Counter((chat, message) for chat, message, _ in filed) == Counter(list(crew.sent))
    assert {(chat, message): text for chat, message, text in filed} == crew.sent
    assert crew.rows("SELECT count(*) FROM cases") == [(len(crew.sent),)]
    assert crew.rows("SELECT state, count(*) FROM photos GROUP BY 1") == [("stored", len(crew.sent))]
    stored = {path for (path,) in crew.rows("SELECT path FROM photos")}
    assert len(stored) == len(crew.sent)
    assert stored <= {str(path.relative_to(crew.folder / "photos")) for path in crew.folder.glob("photos/**/*.jpg")}
    assert crew.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
    assert crew.rows("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dropped')") == [(0,)]


def check_handled_once_and_in_order(crew: Crew) -> None:
    """The order of an update's numbers is the order in which Telegram gave them out."""
    done = crew.rows("SELECT lane, number FROM audit WHERE what = 'done' ORDER BY n")
    assert max(Counter(number for _, number in done).values()) == 1
    lanes: dict[int, list[int]] = {}
    for lane, number in done:
        lanes.setdefault(lane, []).append(number)
    assert all(numbers == sorted(numbers) for numbers in lanes.values())
    claims = crew.rows("SELECT lane, epoch, who FROM audit WHERE what = 'lane' ORDER BY n")
    assert len({(lane, epoch) for lane, epoch, _ in claims}) == len(claims), "two claims of a lane in one epoch"
