"""What waits for one bot: updates in order, confirmed by offset, forgotten after a day."""

import itertools
import json
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.refusals import JsonDict
from simulator.written import written

KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
QUIET = timedelta(days=7)
ALL_KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request",
    "chat_boost", "removed_chat_boost",
)  # fmt: skip
ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_KINDS = frozenset(ALL_KINDS) - ONLY_IF_ASKED


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update, already written as JSON: later changes of the world do not touch it.

    `lane` is the chat it came from; updates of one lane are delivered one after another.
    """

    serial: int
    id: int
    until: datetime
    lane: int
    raw: str


class UpdateQueue:
    """The pending updates of one bot; ids grow by one from a random start."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: OrderedDict[int, Waiting] = OrderedDict()
        self._serials = itertools.count(1)
        self._next_id = _random_start()
        self._last_at: datetime | None = None
        self._due: datetime | None = None  # nothing expires before
        self.kinds: frozenset[str] = DEFAULT_KINDS
        self.on_put: list[Callable[[], None]] = []
        self.on_taken: list[Callable[[], None]] = []

    def __len__(self) -> int:
        self._expire()
        return len(self._waiting)

    def __iter__(self) -> Iterator[Waiting]:
        self._expire()
        return iter(self._waiting.values())

    @property
    def next_id(self) -> int:
        return self._next_id

    def wants(self, kind: str) -> bool:
        return kind in self.kinds

    def allow(self, kinds: Iterable[str]) -> None:
        """Take over `allowed_updates`; unknown names are ignored and an empty list means the default."""
        chosen = frozenset(kinds) & frozenset(ALL_KINDS)
        self.kinds = chosen or DEFAULT_KINDS

    def put(self, kind: str, payload: JsonDict, lane: int = 0) -> int | None:
        """Queue an update of an allowed kind; returns its serial number in this queue."""
        if not self.wants(kind):
            return None
        return self.put_raw({kind: payload}, PRESS_KEPT if kind == "callback_query" else KEPT, lane)

    def put_raw(self, update: JsonDict, kept: timedelta = KEPT, lane: int = 0) -> int:
        """Queue anything at all, as it is; an `update_id` of its own is kept (a duplicate, a gap)."""
        now = self._clock()
        if self._last_at is not None and now - self._last_at > QUIET:
            self._next_id = _random_start()
        self._last_at = now
        update_id = update.get("update_id", self._next_id)
        if not isinstance(update_id, int):
            update_id = self._next_id
        self._next_id = max(self._next_id, update_id + 1)
        raw = written({"update_id": update_id, **update})
        until = now + kept
        self._due = until if self._due is None else min(self._due, until)
        serial = next(self._serials)
        self._waiting[serial] = Waiting(serial, update_id, until, lane, raw)
        for listener in self.on_put:
            listener()
        return serial

    def take(self, offset: int, limit: int) -> list[str]:
        """Confirm everything below `offset` and hand out what follows, without confirming it."""
        self._expire()
        if offset < 0:
            self._confirm(len(self._waiting) + offset)
        elif offset <= self._next_id + 10:  # an offset from before a quiet week confirms nothing
            below = itertools.takewhile(lambda update: update.id < offset, self._waiting.values())
            self._confirm(sum(1 for _ in below))
        return [update.raw for update in itertools.islice(self._waiting.values(), limit)]

    def confirm(self, serial: int) -> None:
        """One update has been taken over."""
        if self._waiting.pop(serial, None) is not None:
            self._tell_taken()

    def has(self, serial: int) -> bool:
        """Whether this update still waits."""
        return serial in self._waiting

    def pending(self) -> list[JsonDict]:
        """Everything still unconfirmed, for those who look on."""
        return [json.loads(update.raw) for update in self]

    def clear(self) -> None:
        self._waiting.clear()

    def take_back(self, next_id: int, updates: Iterable[tuple[int, datetime, int, str]], kinds: Iterable[str]) -> None:
        """What waited when the world was put away: id, until, lane and JSON of each update."""
        self._next_id = next_id
        self.kinds = frozenset(kinds)
        for update_id, until, lane, raw in updates:
            serial = next(self._serials)
            self._waiting[serial] = Waiting(serial, update_id, until, lane, raw)
            self._due = until if self._due is None else min(self._due, until)

    def _confirm(self, count: int) -> None:
        for _ in range(count):
            self._waiting.popitem(last=False)
        if count > 0:
            self._tell_taken()

    def _tell_taken(self) -> None:
        for listener in self.on_taken:
            listener()

    def _expire(self) -> None:
        now = self._clock()
        if self._due is None or now < self._due:
            return
        self._waiting = OrderedDict((key, update) for key, update in self._waiting.items() if update.until > now)
        self._due = min((update.until for update in self._waiting.values()), default=None)


def _random_start() -> int:
    return 100_000_000 + secrets.randbelow(800_000_000)
