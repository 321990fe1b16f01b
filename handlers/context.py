"""The typed context of every handler: it knows whose inbox row it closes, and answers only after the commit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from domain.case import Happened
from domain.chats import Chatter, Where
from domain.errors import Refusal
from domain.patience import Patience
from domain.people import Who
from domain.said import Said
from handlers.resting import Passes, is_for_us, needed, passes
from handlers.schooling import Schooling
from handlers.typed import TypedActs
from storage import queues
from storage.database import Database
from storage.foresight import Foreseen, foresee
from storage.lanes import Claim
from storage.unit import Priority, Unit
from usecases import keep_pace
from usecases.access import Actor, introduce
from usecases.keep_pace import AtRest
from usecases.look_up import greet_once
from views.catalog import Catalogs, Words
from views.values import written_out

Clock = Callable[[], datetime]

ANONYMOUS_ADMIN = 1087968824
CHANNEL_POSTER = 136817688
SERVICE = 777000
NOBODY = frozenset({ANONYMOUS_ADMIN, CHANNEL_POSTER, SERVICE})
"""Telegram's own accounts, behind which a person hides or nobody is."""


@dataclass
class Delivery:
    """One update on its way through the handlers. `closed` once its effect and its done mark are committed.

    `claim` is what to show with the done mark where several workers share the inbox.
    """

    row_id: int
    lane: int
    raw: str
    update_id: int
    claim: Claim | None = None
    closed: bool = False
    error: BaseException | None = None


@dataclass
class Parts:
    """What handlers need of the program."""

    database: Database
    catalogs: Catalogs
    now: Clock
    typed: TypedActs
    patience: Patience = field(default_factory=Patience)
    in_hand: dict[int, Delivery] = field(default_factory=dict)
    schooling: Schooling = field(init=False)

    def __post_init__(self) -> None:
        self.schooling = Schooling(self.database.rules.classifier)


@dataclass(frozen=True)
class Source:
    """Who did something, where, and the message that our answer replies to in a group.

    Whoever pressed a button is refused over the button, where nobody else reads it.
    """

    who: Who
    where: Where
    message_id: int | None = None
    by_button: bool = False

    @property
    def asker(self) -> tuple[int, int]:
        """Whose patience of ours is tried. Telegram's own accounts stand for somebody else in every group."""
        hides = self.who.telegram_id in NOBODY
        return self.who.telegram_id, self.where.telegram_id if hides else 0


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Parts]]):
    """What a handler does with an update: one use case, then the answer."""

    update_id: int = 0
    whole: Update | None = None
    passes: Passes = Passes.NOTHING
    held: bool = False
    """Whether nothing was done, since whoever asks rests."""
    spoken: bool = False
    """Whether the answer stands in the chat, so that a button need not repeat it."""
    _filed: int = 0

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]) -> "Context":
        """The library's way of making a context; it remembers which update it is about."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.update_id, context.whole = update.update_id, update
        return context

    @property
    def parts(self) -> Parts:
        """What app.py put together."""
        return self.bot_data["parts"]

    @property
    def delivery(self) -> Delivery:
        """The inbox row that this update came from."""
        return self.parts.in_hand[self.update_id]

    async def run(
        self, source: Source, use_case: Callable[..., Said | None], *values: Any, speak: bool = True, **named: Any
    ) -> tuple[Said | None, Words]:
        """Run `use_case(unit, actor, *values, now)` and the done mark in one transaction.

        With `speak`, what it says is owed to the chat as a message in the same transaction; without, it is returned
        for the notice over a button. A refusal changes nothing and is said the same way. Of chatter nothing stays; its
        done mark is left to the intake.
        """
        now = self.parts.now()
        try:
            return await self._said(source, use_case, values, named, now, speak)
        except AtRest:
            self.passes = passes(self.whole, self.parts.database.rules)
        try:
            if self.passes:
                return await self._said(source, use_case, values, named, now, speak)
        except AtRest:
            pass
        self.held = True
        if is_for_us(self.whole, self.parts.database.rules):
            self.passes = Passes.ANYTHING
            await self._whole(source, keep_pace.hold, (), {}, now, speak=False)
        return None, self.parts.catalogs(None)

    async def _said(
        self, source: Source, use_case: Callable[..., Said | None], values: tuple[Any, ...], named: dict[str, Any],
        now: datetime, speak: bool,
    ) -> tuple[Said | None, Words]:
        patience = self.parts.patience
        try:
            said = await self._whole(source, use_case, values, named, now, speak)
        except Chatter:
            patience.takes_back(source.asker)
            return None, self.parts.catalogs(None)
        except Refusal as refusal:
            refused = Said(refusal.key, refusal.values, alert=True)
            return await self._whole(source, lambda *_: refused, (), {}, now, speak and not source.by_button)
        if self._filed and not patience.reports(source.asker, now):
            await self._whole(source, keep_pace.too_many_reports, (), {}, now, speak=True)
        return said

    def text(self, said: Said, words: Words) -> str:
        """What an answer says, as plain text in these words."""
        rules = self.parts.database.rules
        values = written_out(said.values, words, rules.zone, self.parts.now(), rules.taxonomy)
        return words.plain(said.key, **values)

    async def read(self, question: Callable[..., Any], *values: Any) -> Any:
        """Ask the database without changing anything."""
        return await self.parts.database.read(question, *values)

    async def _whole(
        self, source: Source, use_case: Callable[..., Said | None], values: tuple[Any, ...], named: dict[str, Any],
        now: datetime, speak: bool,
    ) -> tuple[Said | None, Words]:
        delivery = self.delivery

        def work(unit: Unit) -> tuple[Said | None, str]:
            actor = introduce(unit, source.who, source.where, now)
            if source.message_id is not None:  # they wrote or pressed; else something changed around them
                if self.passes < needed(actor.person, now):
                    raise AtRest
                actor = greet_once(unit, actor, now)
            said = use_case(unit, actor, *values, now, **named)
            self._filed = unit.recorded(Happened.FILED)
            if not delivery.closed:
                queues.mark_done(unit, delivery.row_id, now, delivery.claim)
            self.spoken = said is not None and bool(said.key) and speak
            if said is not None and self.spoken:
                _say(unit, actor, said, source.message_id, now)
            language = actor.person.language if actor.chat.is_private else actor.chat.language
            return said, language

        foreseen = Foreseen(work, lambda rules: foresee(use_case, rules, *values))
        said, language = await self.parts.database.run(foreseen)
        delivery.closed = True
        return said, self.parts.catalogs(language)


def _say(unit: Unit, actor: Actor, said: Said, message_id: int | None, now: datetime) -> None:
    unit.tell(
        actor.chat.id, "say", at=now, key=said.key, values=said.values, person_id=actor.id, case_id=said.about,
        reply_to=None if actor.chat.is_private else message_id, priority=Priority.ANSWER,
    )


class GridbeeApplication(Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[str, Parts], None]):
    """The library's application, fed by our own intake."""

    async def deliver(self, update: Update, delivery: Delivery) -> None:
        """Run the handlers on an update; what went wrong is left in `delivery.error`."""
        parts = self.bot_data["parts"]
        in_hand = parts.in_hand
        in_hand[update.update_id] = delivery
        try:
            await parts.schooling.before(update)
            await self.process_update(update)
        except Exception as error:  # noqa: BLE001  the library's own, around the handlers: this update's trouble alone
            delivery.error = error
        finally:
            del in_hand[update.update_id]
