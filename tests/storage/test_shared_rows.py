"""On a server, one after another decides about a case, a draft or a photo: the second reads what the first has left."""

import threading
from collections.abc import Callable
from typing import Any

from domain.chats import Picture, Where
from domain.draft import Stage
from domain.people import Level, Who
from storage import areas, cases, chats, drafts, people, photo_rows
from storage.unit import Unit
from tests.made_up import new_case
from tests.storage.conftest import NOON
from tests.storage.shared import Server
from usecases.keep_photo import photo_stored


def open_case(unit: Unit) -> int:
    area = areas.add(unit, {"code": "C", "name": "C", "level": Level.COMMUNITY}, None)
    return cases.open_case(unit, new_case(area.id, NOON)).id


def open_draft(unit: Unit) -> int:
    chat, person = chats.meet(unit, Where(-1001, "supergroup", "3栋")), people.meet(unit, Who(5, "王阿姨"), NOON)
    return drafts.add(
        unit, chat_id=chat.id, person_id=person.id, purpose="report", stage=Stage.HELD, message_id=9, made_at=NOON, expires_at=NOON
    ).id  # fmt: skip


def read_meanwhile(server: Server, decide: Callable[[Unit], object], read: Callable[[Unit], Any]) -> Any:
    """What `read` finds in a transaction of its own that begins while `decide` is being committed."""
    found: list[Any] = []
    reading = threading.Thread(target=lambda: found.append(server.run(read)))
    with server.open() as unit:
        decide(unit)
        unit.flush()
        reading.start()
        reading.join(0.1)
        assert not found, "it did not wait"
    reading.join(5)
    return found[0]


def test_two_decide_about_a_case_one_after_the_other(server: Server) -> None:
    number = server.run(open_case)
    seen = read_meanwhile(
        server, lambda unit: unit.mark(cases.load(unit, number), title="灯修好了"), lambda unit: cases.load(unit, number)
    )
    assert (seen.title, seen.version) == ("灯修好了", 1)


def test_a_draft_that_was_settled_meanwhile_is_gone(server: Server) -> None:
    number = server.run(open_draft)

    def settle(unit: Unit) -> None:
        assert drafts.find(unit, number) is not None
        drafts.drop(unit, number)

    assert read_meanwhile(server, settle, lambda unit: drafts.of_message(unit, 1, 9)) is None


def test_a_photo_that_has_expired_meanwhile_is_not_kept(server: Server) -> None:
    def show(unit: Unit) -> int:
        person = people.meet(unit, Who(5, "王阿姨"), NOON)
        return photo_rows.add(unit, [Picture("F", "U")], at=NOON, person_id=person.id)[0]

    number = server.run(show)

    def expire(unit: Unit) -> None:
        assert photo_rows.one(unit, number).state == "owed"
        photo_rows.change(unit, number, state="expired", path=None)

    assert not read_meanwhile(server, expire, lambda unit: photo_stored(unit, number, "a.jpg", 3, 4, 0, NOON))


def test_whoever_only_looks_does_not_wait(server: Server) -> None:
    case, draft = server.run(open_case), server.run(open_draft)

    def look(unit: Unit) -> tuple[bool, bool]:
        unit.shared = False
        return cases.find(unit, case) is not None, drafts.look_at(unit, draft) is not None

    with server.open() as unit:
        cases.load(unit, case)
        drafts.find(unit, draft)
        assert server.run(look) == (True, True)
