"""Faults on request: what goes wrong with the next calls, and for how long."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from simulator.floods import FloodGate, Limits
from simulator.refusals import JsonDict, Refused, too_many

ANY = "*"


class Drop(StrEnum):
    """When the connection breaks."""

    BEFORE = "before acting"
    AFTER = "after acting"


@dataclass(slots=True)
class Fault:
    """One trouble: for `method` (or `*`), the next `times` calls, after letting `skip` pass.

    With `chat_id` only calls about that chat count. `delay` is seconds of waiting before anything happens; `do` is run
    at the moment when the connection breaks. `instead` comes down in place of a file.
    """

    method: str = ANY
    times: int = 1
    skip: int = 0
    chat_id: int | None = None
    error: Refused | None = None
    drop: Drop | None = None
    delay: float = 0.0
    do: Callable[[], None] | None = None
    instead: bytes | None = None

    def concerns(self, method: str, chat_id: str) -> bool:
        return self.method.lower() in {ANY, method.lower()} and (self.chat_id is None or str(self.chat_id) == chat_id)


class Faults:
    """The plan of troubles. `getUpdates` is spared by `*`, unless named, so that a bot goes on hearing."""

    def __init__(self) -> None:
        self.latency = 0.0
        self.gate: FloodGate | None = None
        self._plan: list[Fault] = []
        self._down_until: datetime | None = None

    def fail(
        self, method: str = ANY, times: int = 1, *, code: int = 502, description: str = "Bad Gateway", skip: int = 0,
        chat_id: int | None = None,
    ) -> None:  # fmt: skip
        """The next `times` calls (about one chat) are refused without acting."""
        self._plan.append(Fault(method, times, skip, chat_id, error=Refused(code, description)))

    def flood(self, method: str = ANY, times: int = 1, *, retry_after: int = 5, chat_id: int | None = None) -> None:
        """The next `times` calls (about one chat) get 429, whatever the windows say."""
        self._plan.append(Fault(method, times, chat_id=chat_id, error=too_many(retry_after)))

    def delay(self, seconds: float, method: str = ANY, times: int = 1) -> None:
        """The next `times` calls take so long before they act."""
        self._plan.append(Fault(method, times, delay=seconds))

    def drop_before(self, method: str = ANY, times: int = 1, skip: int = 0) -> None:
        """The connection breaks and nothing has happened."""
        self._plan.append(Fault(method, times, skip, drop=Drop.BEFORE))

    def drop_after(self, method: str = ANY, times: int = 1, skip: int = 0) -> None:
        """The connection breaks after the call took effect: the caller cannot know."""
        self._plan.append(Fault(method, times, skip, drop=Drop.AFTER))

    def spoil_file(self, instead: bytes, times: int = 1) -> None:
        """The next `times` files that are fetched are something else: half of it, or the page of a proxy."""
        self._plan.append(Fault("file", times, instead=instead))

    def interrupt(self, do: Callable[[], None], method: str = ANY, *, skip: int = 0, drop: Drop = Drop.AFTER) -> Fault:
        """In the middle of such a call `do` is run, say to end the bot's process, and the call gets no answer."""
        fault = Fault(method, skip=skip, drop=drop, do=do)
        self._plan.append(fault)
        return fault

    def withdraw(self, fault: Fault) -> None:
        """What was planned and has not happened does not happen any more."""
        self._plan = [one for one in self._plan if one is not fault]

    def limit_floods(self, limits: Limits | None = None) -> None:
        """Hold the bots to Telegram's flood limits from now on."""
        self.gate = FloodGate(limits or Limits())

    def allow_floods(self) -> None:
        self.gate = None

    def go_down(self, until: datetime) -> None:
        """Refuse every connection until then, by the world's clock."""
        self._down_until = until

    def come_up(self) -> None:
        self._down_until = None

    def is_down(self, now: datetime) -> bool:
        return self._down_until is not None and now < self._down_until

    def clear(self) -> None:
        """No more troubles of any kind."""
        self.latency = 0.0
        self.gate = None
        self._down_until = None
        self._plan.clear()

    def next_for(self, method: str, chat_id: str) -> list[Fault]:
        """The troubles this call meets; each is used up by one."""
        if not self._plan:
            return []
        met = []
        for fault in self._plan:
            if not fault.concerns(method, chat_id) or (fault.method == ANY and method == "getUpdates"):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.times -= 1
            met.append(fault)
        self._plan = [fault for fault in self._plan if fault.times > 0]
        return met

    def as_json(self) -> JsonDict:
        """The plan for those who look on."""
        return {
            "latency": self.latency,
            "flood_limits": asdict(self.gate.limits) if self.gate else None,
            "down_until": self._down_until.isoformat() if self._down_until else None,
            "plan": [_fault_shape(fault) for fault in self._plan],
        }


def _fault_shape(fault: Fault) -> JsonDict:
    return {
        "method": fault.method,
        "times": fault.times,
        "skip": fault.skip,
        "chat_id": fault.chat_id,
        "code": fault.error.code if fault.error else None,
        "drop": fault.drop,
        "delay": fault.delay,
    }
