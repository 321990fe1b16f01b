"""What the sender does, without Telegram: claims what is owed, renders it, and settles what became of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from bot.posting import checked
from bot.showing import Prepared, prepare
from handlers.buttons import encode
from simulator.entities import units
from simulator.html_text import parse_html
from storage import queues, tables
from storage.unit import Unit
from tests.machine.folk import BEGINNING
from tests.machine.town import Town
from usecases import delivery
from views.outgoing import CAPTION, TEXT, Deletion, Outgoing, Reaction, Shown

Rendered = tuple[str, tuple[str, ...]]
"""A message's plain text, and what its buttons mean."""


@dataclass
class PostOffice:
    """The messages that stand in the chats, as they were last shown; `flying` are claimed and not yet settled."""

    town: Town
    standing: dict[tuple[int, int], Rendered] = field(default_factory=dict)
    flying: dict[int, tuple[Any, Prepared, Rendered | None]] = field(default_factory=dict)
    next_message: int = 10_000
    checked: int = 0

    def owed(self) -> list[Any]:
        """What is owed and may go: at most one message is under way in a chat."""
        rows = self.town.rows(select(tables.outbox).where(tables.outbox.c.state == "owed").order_by("priority", "id"))
        busy = {owed.chat_id for owed, _, _ in self.flying.values()}
        return [row for row in rows if row.chat_id not in busy]

    def take_off(self, row_id: int) -> None:
        """A message leaves: it is rendered from the state of this moment."""
        with self.town.unit() as unit:
            owed = queues.claim(unit, row_id)
        assert owed is not None
        prepared = self.town.ask(prepare, owed, self.town.catalogs, self.town.now)
        shown = rendered(prepared.shown)
        compared = self.compared(owed) if shown is not None else None
        self.flying[owed.id] = (owed, prepared, compared)

    def land(self, row_id: int) -> None:
        """Telegram took it."""
        owed, prepared, shown = self.flying.pop(row_id)
        with self.town.unit() as unit:
            if prepared.shown is None:
                delivery.message_dropped(unit, owed, self.town.now)
            elif isinstance(prepared.shown, Deletion | Reaction) or prepared.edits is not None:
                delivery.message_edited(unit, owed, self.town.now)
            else:
                self.next_message += 1
                has_photo = prepared.shown.has_photo
                delivery.message_sent(unit, owed, self.next_message, has_photo, self.town.now)
        if isinstance(prepared.shown, Outgoing) and shown is not None:
            self.standing[owed.chat_id, prepared.edits or self.next_message] = shown

    def bounce(self, row_id: int, settle: Callable[[Unit, Any], None]) -> None:
        """Telegram refused it; `settle(unit, owed)` is what the sender does then."""
        owed, _, _ = self.flying.pop(row_id)
        with self.town.unit() as unit:
            settle(unit, owed)

    def empty(self) -> None:
        """Everything goes out; what that brings about goes out too."""
        for row_id in list(self.flying):
            self.land(row_id)
        for _ in range(2000):
            owed = self.owed()
            if not owed:
                return
            self.take_off(owed[0].id)
            self.land(owed[0].id)
        raise AssertionError("the outbox never empties")

    def check_owed(self) -> None:
        """What is newly owed can be rendered, and Telegram would take it. The rest is looked at when it goes out."""
        out = tables.outbox.c
        fresh = select(tables.outbox).where(out.id > self.checked, out.state.in_(("owed", "claimed"))).order_by(out.id)
        for row in self.town.rows(fresh):
            rendered(self.town.ask(prepare, row, self.town.catalogs, self.town.now).shown)
            self.checked = row.id

    def compared(self, owed: Any) -> Rendered | None:
        """How it reads at one fixed moment, so that two renderings differ only by the state."""
        return rendered(self.town.ask(prepare, owed, self.town.catalogs, BEGINNING).shown)

    def stale_cards(self) -> list[str]:
        """The cards that no longer say what is true. Call it when nothing is owed."""
        message = tables.messages.c
        cards = select(tables.messages).where(message.card.is_not(None), message.case_id.is_not(None))
        stale = []
        for row in self.town.rows(cards):
            if row.view.startswith("menu."):
                continue
            now = self.compared(_again(row))
            before = self.standing.get((row.chat_id, row.message_id))
            if now != before:
                stale.append(f"{row.card} in chat {row.chat_id} says\n{before}\nbut true is\n{now}")
        return stale


def rendered(shown: Shown) -> Rendered | None:
    """A message as Telegram reads it. Raises for one that it would refuse."""
    if not isinstance(shown, Outgoing):
        return None
    limit = CAPTION if shown.has_photo or shown.document else TEXT
    plain, _ = parse_html(checked(shown.text, limit))
    assert plain.strip(), "an empty text"
    assert units(plain) <= limit, f"{units(plain)} units of {limit}: {plain}"
    assert checked(shown.text, limit) == shown.text, f"lines were cut off: {shown.text}"
    meanings = tuple(encode(one.press) if one.press else one.url for row in shown.buttons for one in row)
    assert len(meanings) <= 100, "more buttons than Telegram takes"
    assert all(one.label.strip() for row in shown.buttons for one in row), "a button without a label"
    return plain, meanings


def _again(message: Any) -> Any:
    return SimpleNamespace(
        chat_id=message.chat_id, card=message.card, view=message.view, facts={}, case_id=message.case_id,
        draft_id=message.draft_id, person_id=None,
    )
