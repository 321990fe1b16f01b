"""What people hear of their points: one line a day, and a warning before any expire; expiry itself."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from domain.points import Board, Rule, local_day
from storage import activities, cases, chats, ledger, passbook, people, shop
from storage.ledger import Account, Entry
from storage.unit import Priority, Unit
from usecases import telling
from usecases.award_points import look_ahead


def tell_points(unit: Unit, account_id: int, now: datetime) -> None:
    """One line about everything that moved since the last one: in private, or without figures in the group.

    What a person did themselves (redeeming, cancelling) was answered at once and is not repeated.
    """
    mine = ledger.account(unit, account_id)
    if mine is None:
        return
    rows = passbook.since(unit, account_id, mine.told_id)
    if not rows:
        return
    ledger.change_account(unit, account_id, told_id=rows[-1].id)
    person = people.person(unit, mine.person_id)
    moved = [one for one in rows if one.kind in ("award", "given", "reversal", "expired")]
    if not moved or person.telegram_id is None:
        return
    if person.chat_id is None or not person.reachable:
        _tell_in_groups(unit, mine, moved, now)
        return
    unit.tell(
        person.chat_id, "points.line", at=now, once=f"points:{account_id}:{rows[-1].id}", person_id=person.id,
        priority=Priority.BROADCAST, parts=_parts(moved), numbers=_numbers(moved), balance=mine.balance,
    )


def expire_points(unit: Unit, account_id: int, now: datetime) -> None:
    """Points whose time has come go out, the oldest first; those that follow soon are announced once. May run twice."""
    mine = ledger.account(unit, account_id)
    if mine is None:
        return
    _expire(unit, mine, now)
    _warn(unit, mine, now)
    look_ahead(unit, account_id, now)


def _expire(unit: Unit, mine: Account, now: datetime) -> None:
    ledger.open_book(unit, mine.community_id, now)
    gone: Counter[str] = Counter()
    for lot in ledger.living_lots(unit, mine.id, now):
        gone[lot.board] += lot.left
    today = local_day(now, unit.rules.zone)
    for board, points in sorted(gone.items()):
        last = max(lot.id for lot in ledger.living_lots(unit, mine.id, now) if lot.board == board)
        entry = Entry(
            mine.person_id, -points, "expired", Board(board), Rule.EXPIRED, f"expire:{mine.id}:{board}:{last}", today
        )
        ledger.post(unit, mine.community_id, entry, now)
    if gone:
        unit.later("points_line", mine.id, now)


def _warn(unit: Unit, mine: Account, now: datetime) -> None:
    until = now + timedelta(days=unit.rules.points.warn_days)
    soon = [
        one for one in ledger.living_lots(unit, mine.id, until)
        if mine.warned_until is None or one.expires_at > mine.warned_until
    ]
    if not soon:
        return
    ledger.change_account(unit, mine.id, warned_until=max(one.expires_at for one in soon))
    person = people.person(unit, mine.person_id)
    if person.chat_id is None or not person.reachable:
        return
    first = min(one.expires_at for one in soon)
    reward = shop.dearest_within(unit, mine.community_id, mine.balance)
    unit.tell(
        person.chat_id, "points.warning", at=now, once=f"points_warning:{mine.id}:{first.date()}",
        priority=Priority.BROADCAST, points=sum(one.left for one in soon), reward=reward.name if reward else "",
        on=local_day(first - timedelta(seconds=1), unit.rules.zone).isoformat(),
    )


def _parts(moved: list[Any]) -> list[list[Any]]:
    """(kind, rule, how many, points) of what moved, in the order in which each first came."""
    count: Counter[tuple[str, str]] = Counter()
    points: Counter[tuple[str, str]] = Counter()
    for one in moved:
        kind = "award" if one.kind == "given" else one.kind
        count[kind, one.rule] += 1
        points[kind, one.rule] += one.points
    return [[kind, rule, count[kind, rule], points[kind, rule]] for kind, rule in count]


def _numbers(moved: list[Any]) -> list[int]:
    return sorted({one.case_id for one in moved if one.case_id is not None and one.kind == "award"})


def _tell_in_groups(unit: Unit, mine: Account, moved: list[Any], now: datetime) -> None:
    """A reaction under what earned it; and one line an evening in each group, for everybody who has no private chat."""
    groups: set[int] = set()
    for one in moved:
        if one.kind not in ("award", "given"):
            continue
        groups |= _reacted(unit, mine, one, now) if one.case_id is not None else _where_it_was(unit, one)
    today = local_day(now, unit.rules.zone)
    for chat_id in sorted(groups):
        once = f"points_in_group:{chat_id}:{today}"
        unit.tell(chat_id, "points.in_group", at=now, once=once, priority=Priority.BROADCAST)


def _reacted(unit: Unit, mine: Account, one: Any, now: datetime) -> set[int]:
    """The groups in which their reports of the case stand; for a neighbour who made none, those that see the case."""
    own = [report for report in cases.reports_of(unit, one.case_id) if report.person_id == mine.person_id]
    if not own:
        return set(telling.public_chats(unit, cases.load(unit, one.case_id)))
    found = set()
    for report in own:
        if report.chat_id is None or report.message_id is None:
            continue
        if not chats.chat(unit, report.chat_id).is_private:
            unit.tell(
                report.chat_id, "react", at=now, reply_to=report.message_id, emoji="👏",
                once=f"points_react:{report.id}", priority=Priority.REACTION,
            )
            found.add(report.chat_id)
    return found


def _where_it_was(unit: Unit, one: Any) -> set[int]:
    """The group in which an activity was opened."""
    row = activities.find(unit, one.activity_id) if one.activity_id is not None else None
    return {row.chat_id} if row is not None and row.chat_id is not None else set()
