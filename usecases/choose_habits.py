"""What a person chooses for themselves: when they are left alone, which digests they read, and when."""

import re
from dataclasses import replace
from datetime import datetime, time

from domain.daytime import clock, read_clock
from domain.errors import Refusal
from domain.habits import Digests, Habits
from domain.people import Role
from domain.quiet import Quiet
from domain.said import Said, say
from storage import habits, people
from storage.unit import Unit
from usecases.access import Actor, is_operator

_OFF = {"off", "不用", "关", "关掉", "没有"}
_TIME = re.compile(clock(bare=True))
_SPAN = re.compile(rf"\s*{clock(1, bare=True)}\s*(?:-|–|—|~|到|至|to|\s)\s*{clock(2, bare=True)}\s*", re.IGNORECASE)
_KINDS = {"早报": Digests.DAILY, "日报": Digests.DAILY, "周报": Digests.WEEKLY, "月报": Digests.MONTHLY}


def choose_quiet(unit: Unit, actor: Actor, words: str, now: datetime) -> Said:
    """/quiet 22-7, /quiet off: nobody is disturbed then, but by a hazard. Raises Refusal for what is no span."""
    mine = habits.of(unit, actor.id)
    if not words.strip():
        return _quiet_hours(mine.quiet or unit.rules.climbing.quiet)
    if words.strip().lower() in _OFF:
        quiet = Quiet(time(0), time(0))
    elif (found := _SPAN.fullmatch(words)) is not None:
        quiet = Quiet(_time(found, 1), _time(found, 2))
    else:
        raise Refusal("refusal.quiet_how")
    habits.keep(unit, actor.id, replace(mine, quiet=quiet))
    return _quiet_hours(quiet)


def subscribe(unit: Unit, actor: Actor, words: str, now: datetime) -> Said | None:
    """/subscribe, /subscribe 7:30, /subscribe weekly: the time, or a kind that is switched. Raises Refusal.

    Without words, and after each change, the person sees what they have chosen, with buttons to change it.
    """
    if not actor.chat.is_private:
        return say("queue.private_only")
    held = any(one.role is Role.SECRETARY for one in people.grants_of(unit, actor.id))
    if not held and not is_operator(unit, actor.person):
        return say("staff.only_secretaries")
    mine = habits.of(unit, actor.id)
    chosen = _chosen(mine, words.strip().lower())
    if chosen != mine:
        habits.keep(unit, actor.id, chosen)
    unit.tell(actor.chat.id, "list.habits", at=now, person_id=actor.id, card="list.habits")
    return None


def _chosen(mine: Habits, words: str) -> Habits:
    if not words:
        return mine
    if words in list(Digests) or words in _KINDS:
        return replace(mine, kinds=mine.kinds ^ {_KINDS.get(words) or Digests(words)})
    if words in _OFF:
        return replace(mine, kinds=frozenset())
    found = _TIME.fullmatch(re.sub(r"(\d\d)(\d\d)", r"\1:\2", words))
    if found is None:
        raise Refusal("refusal.subscribe_how")
    return replace(mine, digest_at=_time(found))


def _time(found: "re.Match[str]", n: int = 1) -> time:
    """22, 22:30, 0730, 7点半. Raises Refusal for a time that no clock shows."""
    try:
        return read_clock(found, n)
    except ValueError:
        raise Refusal("refusal.no_such_time", time=found[f"hour{n}"] + _minute(found, n)) from None


def _minute(found: "re.Match[str]", n: int) -> str:
    said = found[f"minute{n}"] or found[f"past{n}"]
    return f":{said}" if said else ""


def _quiet_hours(quiet: Quiet) -> Said:
    if quiet.start == quiet.end:
        return say("said.quiet_off")
    return say("said.quiet", start=_clock(quiet.start), end=_clock(quiet.end))


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"
