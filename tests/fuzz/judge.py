"""What must hold after a play, whatever was sent: nothing odd parked, refused, stuck or kept. Each trouble is a sentence."""

from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, String, select

from bot.updates import Unreadable, parsed
from storage import tables
from storage.unit import Unit
from tests.fuzz.program import Program
from tests.fuzz.updates import NOW, group_of
from tests.fuzz.words import BIN, SAYINGS
from tests.machine.folk import FOLK, GROUPS

CHATTER = "周末爬山去不去"
_EXPECTED = {
    "getFile": ("invalid file_id",), "getChatMember": ("PARTICIPANT_ID_INVALID", "user not found", "chat not found"),
    "answerCallbackQuery": ("query is too old", "invalid callback query"), "editMessageText": ("not modified",),
    "editMessageCaption": ("not modified",), "setMessageReaction": ("message to react not found",),
}  # fmt: skip
"""Questions to Telegram whose answer may be no, answers to presses that were made up, edits that were not needed,
and receipts for messages of a group that has moved meanwhile."""
_MOVED = "upgraded to a supergroup"
NAMED = ("王阿姨", "陈师傅", "骑手小〇")
_INT32, _INT64 = 2**31, 2**63


def troubles(program: Program, logged: list[dict[str, Any]]) -> list[str]:
    """What is wrong with the program and with what it said, up to now."""
    errors = [
        f"logged: {one['event']} {one}" for one in logged
        if one["log_level"] in ("error", "critical") and one["event"] != "update parked"
    ]  # fmt: skip
    told = [f"told the log: {one}" for one in logged if any(word in repr(one) for word in (CHATTER, *SAYINGS[:9], *NAMED))]
    refused = [
        f"refused: {one.method} {one.words} {one.params}" for one in program.line.refused
        if not any(words in one.words for words in (*_EXPECTED.get(one.method, ()), _MOVED, "Forbidden: "))
    ]
    return [*errors, *told, *refused, *program.database.ask(_misfits)]


def wrongly_parked(program: Program) -> list[str]:
    """What the library can't read is parked, and nothing else is."""
    found = []
    for row in program.rows(select(tables.inbox).where(tables.inbox.c.state == "parked", tables.inbox.c.raw.is_not(None))):
        try:
            parsed(row.raw)
        except Unreadable:
            continue
        found.append(f"parked: {row.error}\n{row.raw}")
    return found


def _misfits(unit: Unit) -> list[str]:
    """Values that PostgreSQL would not take: unlike SQLite it looks at lengths, sizes and empty letters."""
    return [
        f"misfit: {table.name}.{column.name} {value!r}"
        for table in tables.metadata.tables.values()
        for row in unit.execute(select(table))
        for column, value in zip(table.columns, row, strict=True)
        if value is not None and not _fits(column.type, value)
    ]


def _fits(kind: Any, value: Any) -> bool:
    if isinstance(kind, JSON):
        return "\\x00" not in repr(value)
    if isinstance(kind, String):
        return "\x00" not in value and (kind.length is None or len(value) <= kind.length)
    if isinstance(kind, Integer):
        return abs(value) < (_INT64 if isinstance(kind, BigInteger) else _INT32)
    return True


async def stuck(program: Program) -> list[str]:
    """In every bound group, and in a private chat, a sane report is filed afterwards."""
    before = {row.id for row in program.rows(select(tables.reports.c.id))}
    wang = {"id": FOLK["wang"].number, "is_bot": False, "first_name": "王阿姨", "language_code": "zh-hans"}
    await program.takes([{"my_chat_member": _back_in(chat, wang)} for chat in _chats(program, wang)])
    chats = _chats(program, wang)  # what is said to one that has moved tells where to
    sane = [_report(chat, wang, 9000 + index, f"/report 3栋{BIN}第{index}个") for index, chat in enumerate(chats)]
    await program.takes([{"message": one} for one in sane])
    texts = {row.text for row in program.rows(select(tables.reports)) if row.id not in before}
    missing = {f"3栋{BIN}第{index}个" for index in range(max(len(chats), len(GROUPS) - 1))} - texts
    return [f"stuck: {one} was not filed; chats are {chats}" for one in sorted(missing)]


def _chats(program: Program, who: dict[str, Any]) -> list[dict[str, Any]]:
    rows = program.rows(select(tables.chats).where(tables.chats.c.area_id.is_not(None)))
    private = {"id": who["id"], "type": "private", "first_name": who["first_name"]}
    return [{"id": row.telegram_id, "type": row.kind, "title": row.title} for row in rows] + [private]


async def kept_chatter(program: Program) -> list[str]:
    """What was said beside the point is nowhere, once the waits and the week of the parked have passed."""
    await program.passes(timedelta(days=1, hours=1))
    await program.passes(timedelta(days=8))
    return [f"kept: {line}" for line in program.database.ask(_everything) if CHATTER in line]


def chatter(number: int) -> dict[str, Any]:
    """A neighbour who chats, and does nothing else."""
    author = {"id": 5_999_999_999, "is_bot": False, "first_name": CHATTER}
    text = f"{CHATTER}{number}"
    return {"message": {"message_id": 8000 + number, "date": NOW, "chat": group_of("b3"), "from": author, "text": text}}


def _everything(unit: Unit) -> list[str]:
    return [f"{table.name} {tuple(row)!r}" for table in tables.metadata.tables.values() for row in unit.execute(select(table))]


def _report(chat: dict[str, Any], who: dict[str, Any], number: int, text: str) -> dict[str, Any]:
    command = [{"type": "bot_command", "offset": 0, "length": 7}]
    return {"message_id": number, "date": NOW, "chat": chat, "from": who, "text": text, "entities": command}


def _back_in(chat: dict[str, Any], who: dict[str, Any]) -> dict[str, Any]:
    bot = {"id": 7_000_000_001, "is_bot": True, "first_name": "蜂格", "username": "gridbee_bot"}
    gone, here = ({"user": bot, "status": status, "until_date": 0} for status in ("left", "member"))
    return {"chat": chat, "from": who, "date": NOW, "old_chat_member": gone, "new_chat_member": here}
