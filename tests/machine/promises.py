"""What must be true after every step of a case's life, said without the code that makes it so."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from domain.case import NEXT, Event, Happened, Status
from storage import cases, tables
from tests.machine.folk import OPERATOR
from tests.machine.town import Town

_LEADS_TO: dict[Happened, Status] = {
    Happened.ROUTED: Status.DISPATCHED, Happened.UNROUTED: Status.FILED, Happened.ASSIGNED: Status.DISPATCHED,
    Happened.LED: Status.DISPATCHED, Happened.ACCEPTED: Status.ACCEPTED, Happened.PASSED: Status.DISPATCHED,
    Happened.REFUSED: Status.REFUSED, Happened.OVERRULED: Status.DISPATCHED, Happened.ASKED: Status.WAITING,
    Happened.ANSWERED: Status.ACCEPTED, Happened.WAITING_ENDED: Status.ACCEPTED,
    Happened.HANDED_OUT: Status.COORDINATING, Happened.RESOLVED: Status.RESOLVED, Happened.CONFIRMED: Status.CLOSED,
    Happened.SILENCE: Status.CLOSED, Happened.REOPENED: Status.ACCEPTED, Happened.MERGED: Status.MERGED,
    Happened.RETURNED: Status.DISPATCHED, Happened.BACK: Status.ACCEPTED,
}  # fmt: skip
_WORKER = frozenset({
    Happened.ACCEPTED, Happened.PASSED, Happened.REFUSED, Happened.ASKED, Happened.HANDED_OUT, Happened.RESOLVED,
    Happened.MERGED, Happened.SPLIT, Happened.UNDONE, Happened.TAKEN_OVER, Happened.BACK, Happened.ASKED_FOR_TIME,
})  # fmt: skip
_SECRETARY = frozenset(
    {Happened.ASSIGNED, Happened.LED, Happened.OVERRULED, Happened.EXTENDED, Happened.NUDGED}
)
_RESIDENT = frozenset({Happened.RATED, Happened.APPEALED, Happened.WITHDRAWN, Happened.ANSWERED})


def replayed(events: list[Event]) -> tuple[Status, list[Status]]:
    """The status that a history leads to, by way of which. Raises AssertionError for a move that is not allowed."""
    assert events, "a case without a history"
    assert events[0].kind is Happened.FILED
    assert sum(one.kind is Happened.FILED for one in events) == 1
    status, way, before_merge = Status.FILED, [Status.FILED], Status.FILED
    for one in events[1:]:
        target = _target(one, status, before_merge)
        if target is None:
            continue
        if one.kind is Happened.MERGED:
            before_merge = status
        assert target == status == Status.FILED or target in NEXT[status], f"{status} -> {target} by {one}"
        status = target
        way.append(status)
    return status, way


def _target(one: Event, status: Status, before_merge: Status) -> Status | None:
    if one.kind is Happened.WITHDRAWN:
        return None if one.facts.get("stays") else Status.WITHDRAWN
    if one.kind is Happened.SPLIT:
        assert status is Status.MERGED
        return before_merge
    if one.kind is Happened.UNDONE:
        return Status.DISPATCHED if one.note == Happened.REFUSED else Status.ACCEPTED
    assert status is not Status.MERGED or one.kind not in _LEADS_TO, f"a merged case was moved by {one}"
    return _LEADS_TO.get(one.kind)


def check(town: Town, news: list[Event]) -> None:
    """All of it; `news` are the lines of history that were added since the last time."""
    check_cases(town)
    check_photos(town)
    check_prompts(town)
    check_actors(town, news)


def check_cases(town: Town) -> None:
    """Every case is in a legal state that its history explains, and somebody knows of it."""
    for row in town.rows(select(tables.cases)):
        status, _ = replayed(town.ask(cases.history, row.id))
        assert status == row.status, f"case {row.id} is {row.status}, its history says {status}"
        _check_fields(row)
        _check_merge(town, row)
        _check_somebody_knows(town, row)
        _check_it_goes_on(town, row)


def _check_fields(row: Any) -> None:
    assert (row.status == "merged") == (row.merged_into_id is not None), f"case {row.id}: {row.status}, merged_into"
    assert (row.status == "closed") == (row.closed_how is not None), f"case {row.id}: {row.status}, {row.closed_how}"
    assert (row.status in ("resolved", "closed")) == (row.resolved_at is not None), f"case {row.id}: resolved_at"
    ended = row.status in ("closed", "refused", "withdrawn")
    assert (row.closed_at is not None) == ended, f"case {row.id}: {row.status}, closed at {row.closed_at}"
    stands_still = row.status in ("waiting", "resolved", "closed")
    assert (row.paused_at is not None) == stands_still, f"case {row.id}: {row.status} with paused_at {row.paused_at}"
    assert row.status != "filed" or row.responsible_id is None, f"case {row.id} is unrouted and somebody's"


def _check_merge(town: Town, row: Any) -> None:
    if row.merged_into_id is None:
        return
    into = town.rows(select(tables.cases).where(tables.cases.c.id == row.merged_into_id))[0]
    assert into.status != "merged", f"{row.id} was merged into {into.id}, which was merged into {into.merged_into_id}"
    assert into.community_id == row.community_id


def _check_somebody_knows(town: Town, row: Any) -> None:
    out = tables.outbox.c
    told = out.state.in_(("owed", "claimed", "sent", "failed"))  # of a failed one the operators hear
    if row.status == "filed":
        alarm = select(out.id).where(out.once.like(f"unrouted:{row.id}:%"), told)
        assert town.rows(alarm), f"case {row.id} is nobody's and nobody was alarmed"
    if row.status == "dispatched":
        chat = tables.chats.c
        mine = select(chat.id, chat.closed).where(chat.person_id == row.responsible_id)
        (theirs,) = town.rows(mine)
        assert not theirs.closed, f"case {row.id} is with somebody who can't be reached"
        card = select(out.id).where(out.chat_id == theirs.id, out.view == "card.work", out.case_id == row.id, told)
        listed = select(out.id).where(out.chat_id == theirs.id, out.view == "queue.new", told)
        assert town.rows(card) or town.rows(listed), f"case {row.id}: the responsible person was not told"


def _check_it_goes_on(town: Town, row: Any) -> None:
    """No case waits for something that can't come."""
    job, out = tables.jobs.c, tables.outbox.c
    jobs = {one.kind for one in town.rows(select(job.kind).where(job.subject == row.id, job.state == "owed"))}
    if row.status == "waiting":
        assert "end_waiting" in jobs, f"case {row.id} waits for ever"
    if row.status == "resolved" and row.delivered_at is None:
        under_way = out.state.in_(("owed", "claimed"))
        on_its_way = town.rows(select(out.id).where(out.view == "card.result", out.case_id == row.id, under_way))
        assert "announce" in jobs or on_its_way, f"case {row.id}: nobody is going to see the result"
    if row.status == "resolved" and row.delivered_at is not None:
        assert "silence" in jobs, f"case {row.id}: silence never ends"


def check_photos(town: Town) -> None:
    """Every photo of a case has been fetched or is going to be; every other one belongs to a draft that will end."""
    photo, job = tables.photos.c, tables.jobs.c
    jobs = {(one.kind, one.subject) for one in town.rows(select(job.kind, job.subject).where(job.state == "owed"))}
    for row in town.rows(select(photo.id, photo.case_id, photo.draft_id).where(photo.state == "owed")):
        assert row.case_id is not None or row.draft_id is not None, f"photo {row.id} belongs to nothing"
        if row.case_id is not None:
            assert ("fetch_photo", row.id) in jobs, f"photo {row.id} is never fetched"
    for row in town.rows(select(tables.drafts.c.id)):
        assert ("drop_draft", row.id) in jobs or ("close_album", row.id) in jobs, f"draft {row.id} is never dropped"


def check_prompts(town: Town) -> None:
    """One open question per person and chat, one unclaimed intent per card."""
    prompt, out = tables.prompts.c, tables.outbox.c
    twice = select(prompt.person_id).group_by(prompt.person_id, prompt.chat_id).having(func.count() > 1)
    assert not town.rows(twice)
    doubled = select(out.card).where(out.state == "owed", out.card.is_not(None))
    assert not town.rows(doubled.group_by(out.chat_id, out.card).having(func.count() > 1))


def check_actors(town: Town, events: list[Event]) -> None:
    """Whoever did something was somebody who may. Grants and reports are looked at as they are now."""
    for one in events:
        if one.actor_id is None:
            continue
        roles, covering = _roles_above(town, one.case_id, one.actor_id), _is_operator(town, one.actor_id)
        secretary = covering or "secretary" in roles
        if one.kind in _WORKER:
            assert roles or covering or one.actor_id == _holder(town, one), f"{one} by somebody without a role"
        if one.kind in _SECRETARY:
            assert secretary, f"{one} by somebody who is no secretary"
        if one.kind in _RESIDENT:
            assert one.actor_id in _involved(town, one.case_id), f"{one} by somebody who has nothing to do with it"
        if one.kind is Happened.CONFIRMED:
            _check_confirmed(town, one, secretary=secretary)


def _check_confirmed(town: Town, one: Event, *, secretary: bool) -> None:
    worked = {Happened.ACCEPTED, Happened.RESOLVED, Happened.HANDED_OUT, Happened.ASKED}
    for before in town.ask(cases.history, one.case_id):
        assert not (before.kind in worked and before.actor_id == one.actor_id), f"the fixer confirmed: {one}"
        given = before.facts.get("to") == one.actor_id and before.kind is not Happened.CLIMBED
        assert not given, f"somebody who was responsible confirmed: {one}"
    assert secretary or one.actor_id in _involved(town, one.case_id), f"{one} by a stranger"


def _roles_above(town: Town, case_id: int, person_id: int) -> set[str]:
    def held(unit: Any) -> Iterator[str]:
        place = unit.execute(select(tables.cases.c.area_id).where(tables.cases.c.id == case_id)).scalar_one()
        path = unit.execute(select(tables.areas.c.path).where(tables.areas.c.id == place)).scalar_one()
        grant = tables.grants.c
        above = [int(one) for one in path.split("/")]
        mine = select(grant.role).where(grant.person_id == person_id, grant.ended_at.is_(None))
        return unit.execute(mine.where(grant.area_id.in_(above))).scalars().all()  # type: ignore[no-any-return]

    return set(town.ask(held))


def _holder(town: Town, one: Event) -> int | None:
    row = town.rows(select(tables.cases.c.responsible_id).where(tables.cases.c.id == one.case_id))[0]
    return one.facts.get("from", row.responsible_id)


def _is_operator(town: Town, person_id: int) -> bool:
    row = town.rows(select(tables.people.c.telegram_id).where(tables.people.c.id == person_id))[0]
    return bool(row.telegram_id == OPERATOR)


def _involved(town: Town, case_id: int) -> set[int]:
    reporters = town.rows(select(tables.reports.c.person_id).where(tables.reports.c.case_id == case_id))
    joined = town.rows(select(tables.supporters.c.person_id).where(tables.supporters.c.case_id == case_id))
    return {row.person_id for row in (*reporters, *joined)}
