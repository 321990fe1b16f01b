"""Figures of a week that is known to the last case, and that the past stays honest."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.account import Champion, best, champions, fixers
from domain.case import ClosedHow, Happened
from domain.digest import Figures, figures
from domain.people import Level
from domain.rates import ENOUGH, Rate, Spread, spread
from storage import cases
from storage.figures import hot_spots, scope_of
from tests.time.book import Book, at, new_book

MONDAY, NEXT = "2026-06-08 00:00", "2026-06-15 00:00"
MORNING = "2026-06-15 08:00"


@pytest.fixture
def book() -> Iterator[Book]:
    """An empty book."""
    one = new_book()
    yield one
    one.connection.close()


def known_week(book: Book) -> dict[str, int]:
    """42 reported, 30 solved, 12 being coordinated; a rider with 12 problems and 1 suggestion, 29 by neighbours.

    Of the 30 results 24 are confirmed, 2 unconfirmed by silence, 3 wait for a word, 1 was sent back once and confirmed.
    """
    rider, worker, wang = book.person(1, "骑手小〇"), book.person(2, "陈师傅"), book.person(3, "王阿姨")
    numbers = []
    for place in range(42):
        when = at("2026-06-08 09:00") + timedelta(hours=3 * place)
        kind = "suggestion" if place == 12 else "problem"
        who = rider if place < 13 else book.person(100 + place)
        code = ("FHC-1-3", "FHC-1-5", "FHC-2-12")[place % 3]
        numbers.append(book.file(when, by=who, code=code, kind=kind))
    for place, number in enumerate(numbers):
        filed = at("2026-06-08 09:00") + timedelta(hours=3 * place)
        if place % 7 in (0, 1):
            book.take(number, worker, filed + timedelta(hours=2))
            book.move(number, "hand_out", worker, "自来水公司", at("2026-06-20 18:00"), at=filed + timedelta(hours=3))
        else:
            book.solve(number, worker, filed + timedelta(hours=4))
    solved = [number for place, number in enumerate(numbers) if place % 7 not in (0, 1)]
    for place, number in enumerate(solved):
        filed = at("2026-06-08 09:00") + timedelta(hours=3 * (number - 1))
        if place < 24:
            book.confirm(number, wang, filed + timedelta(hours=5), stars=5 if place < 20 else 2)
        elif place == 24:
            book.move(number, "reopen", wang, "还在漏", filed + timedelta(hours=40), at=filed + timedelta(hours=6))
            book.move(number, "resolve", worker, "又修了", at=filed + timedelta(hours=8))
            book.confirm(number, wang, filed + timedelta(hours=9))
        elif place < 27:
            book.move(number, "close", None, ClosedHow.SILENCE, at=filed + timedelta(hours=5))
    return {"rider": rider, "worker": worker, "wang": wang, "confirmed": solved[0], "coordinating": numbers[0]}


def test_a_known_week_to_the_last_case(book: Book) -> None:
    folk = known_week(book)
    account = book.account("FHC", MONDAY, NEXT, MORNING)
    assert figures(account) == Figures(
        reported=42, filed=42, joined=0, resolved=30, resolved_confirmed=25, confirmed=25, unconfirmed=2, closed=27,
        reopened=1, refused=0, withdrawn=0, merged=0, handed_out=12, climbed=0, asked_for_time=0, extended=0,
        open=12, coordinating=12, to_confirm=3, overdue=0, escalated=0, unrouted=0,
        responded=Rate(42, 42), solved=Rate(28, 42), satisfied=Rate(20, 24), said_yes=Rate(25, 25),
        on_time=Rate(28, 38), rework=Rate(1, 30),
        first_response=Spread(42, timedelta(hours=3), timedelta(hours=3)),
        resolution=Spread(28, timedelta(hours=4), timedelta(hours=4)),
        reopened_late=0,
    )  # fmt: skip
    assert champions(account)[0] == Champion(folk["rider"], problems=12, suggestions=1, others=0)
    assert fixers(account) == [(folk["worker"], 28)]


def test_who_met_the_same_is_counted_once_a_case(book: Book) -> None:
    """A second report of a case that is there already is one more report, and one more who has the trouble."""
    wang, zhang = book.person(3), book.person(4)
    number = book.file(at("2026-06-08 09:00"), by=wang)
    for hour in (10, 11):
        book.join(number, at(f"2026-06-08 {hour}:00"), zhang)
    one = figures(book.account("FHC", MONDAY, NEXT))
    assert (one.reported, one.filed, one.joined) == (3, 1, 1)


def test_equals_are_champions_together(book: Book) -> None:
    """Nobody comes first by having come to the neighbourhood first; what was taken back does not count."""
    rider, wang, zhang = book.person(1), book.person(3), book.person(4)
    for hour, who in enumerate((rider, wang, rider, wang, zhang)):
        book.file(at(f"2026-06-08 {10 + hour}:00"), by=who, kind="suggestion" if hour == 3 else "problem")
    gone = book.file(at("2026-06-08 16:00"), by=wang)
    book.move(gone, "withdraw", wang, at=at("2026-06-08 17:00"))
    first = best(champions(book.account("FHC", MONDAY, NEXT)))
    assert first == [Champion(rider, 2, 0, 0), Champion(wang, 1, 1, 0)]


def test_the_parts_add_up_to_the_whole(book: Book) -> None:
    """By grid, by category, by role: nothing is lost and nothing counted twice."""
    known_week(book)
    account = book.account("FHC", MONDAY, NEXT, MORNING)
    whole = figures(account)
    for key in (lambda one: one.part_id, lambda one: one.category, lambda one: one.role, lambda one: one.area_id):
        parts = [figures(part) for part in account.by(key).values()]
        for name in ("reported", "filed", "joined", "resolved", "confirmed", "closed", "open", "coordinating"):
            assert sum(getattr(part, name) for part in parts) == getattr(whole, name), name
    grids = {book.area("FHC-1").id: 28, book.area("FHC-2").id: 14}
    assert {part: figures(one).filed for part, one in account.by(lambda one: one.part_id).items()} == grids
    assert figures(book.account("FHC-1", MONDAY, NEXT, MORNING)).filed == 28
    assert figures(book.account("FHC-2-12", MONDAY, NEXT, MORNING)).filed == 14
    assert figures(book.account("SY", MONDAY, NEXT, MORNING)) == whole
    assert figures(book.account("LH", MONDAY, NEXT, MORNING)).reported == 0


def test_the_days_add_up_to_the_week(book: Book) -> None:
    known_week(book)
    account = book.account("FHC", MONDAY, NEXT, MORNING)
    days = [at(MONDAY) + timedelta(days=day) for day in range(7)]
    each = [figures(account.within(day, day + timedelta(days=1))) for day in days]
    assert sum(one.filed for one in each) == 42
    assert sum(one.resolved for one in each) == 30, "the one that was sent back was solved twice on the same day"
    assert [one.open for one in each] == [12] * 7, "what stands, stands at the account's moment"


def test_a_late_reopening_changes_the_past_and_says_so(book: Book) -> None:
    folk = known_week(book)
    book.move(
        folk["confirmed"], "reopen", folk["wang"], "又坏了", at("2026-06-18 18:00"), at=at("2026-06-17 10:00")
    )  # fmt: skip
    now = figures(book.account("FHC", MONDAY, NEXT, "2026-06-18 08:00"))
    assert (now.solved, now.reopened, now.reopened_late) == (Rate(27, 42), 1, 1)
    assert now.resolved == 30, "what was handed in that week was handed in"
    then = figures(book.account("FHC", MONDAY, NEXT, MORNING))
    assert (then.solved, then.reopened_late, then.open) == (Rate(28, 42), 0, 12), "as it stood on that Monday"


def test_as_it_stood_at_any_moment(book: Book) -> None:
    """What stands on a day of the past is told from the history, whatever happened since."""
    worker, wang = book.person(2), book.person(3)
    number = book.file(at("2026-06-01 09:00"), by=wang)
    book.take(number, worker, at("2026-06-01 12:00"))
    book.move(number, "climb", Level.GRID, worker, at=at("2026-06-04 09:00"), by=None)
    book.move(number, "resolve", worker, "好了", at=at("2026-06-05 09:00"))
    book.confirm(number, wang, at("2026-06-06 09:00"))
    lost = book.file(at("2026-06-02 09:00"), by=wang)

    def stock(moment: str) -> tuple[int, ...]:
        one = figures(book.account("FHC", "2026-06-01 00:00", "2026-06-08 00:00", moment))
        return one.open, one.overdue, one.escalated, one.unrouted, one.to_confirm

    assert stock("2026-06-01 08:00") == (0, 0, 0, 0, 0)
    assert stock("2026-06-01 10:00") == (1, 0, 0, 1, 0)
    assert stock("2026-06-02 08:00") == (1, 0, 0, 0, 0)
    assert stock("2026-06-03 10:00") == (2, 1, 0, 1, 0), "nobody answered the second within a day"
    assert stock("2026-06-04 10:00") == (2, 2, 1, 1, 0)
    assert stock("2026-06-05 10:00") == (1, 1, 0, 1, 1)
    assert stock("2026-06-07 10:00") == (1, 1, 0, 1, 0)
    assert lost != number


def test_a_result_that_was_taken_back_at_once_was_none(book: Book) -> None:
    worker, wang = book.person(2), book.person(3)
    number = book.file(at("2026-06-08 09:00"), by=wang)
    book.solve(number, worker, at("2026-06-08 12:00"))
    book.move(number, "back_in_hand", worker, at=at("2026-06-08 12:05"), kind=Happened.UNDONE, note="resolved")
    one = figures(book.account("FHC", MONDAY, NEXT))
    assert (one.resolved, one.solved, one.rework, one.open) == (0, Rate(0, 1), Rate(0, 0), 1)


def test_void_and_refused_cases_count_where_they_should(book: Book) -> None:
    """Withdrawn and merged ones are no promise at all; a refusal with a reason is an answer, but nothing to solve."""
    worker, wang = book.person(2), book.person(3)
    kept, gone, same, not_ours = (book.file(at("2026-06-08 09:00"), by=wang) for _ in range(4))
    book.move(gone, "withdraw", wang, at=at("2026-06-08 10:00"))
    book.take(kept, worker, at("2026-06-08 10:00"))
    with book.unit() as unit:
        target = cases.load(unit, kept)
    book.move(same, "merge", target, worker, at=at("2026-06-08 11:00"))
    book.give(not_ours, worker, at("2026-06-08 10:00"))
    book.move(not_ours, "refuse", worker, "归运营商管", at=at("2026-06-08 11:00"))
    one = figures(book.account("FHC", MONDAY, NEXT))
    assert (one.filed, one.withdrawn, one.merged, one.refused) == (4, 1, 1, 1)
    assert (one.responded, one.solved) == (Rate(2, 2), Rate(0, 1))


def test_in_time_means_the_first_due_time(book: Book) -> None:
    """An extension and a question to the reporter are in the figures, and don't move what was promised at first."""
    worker, wang = book.person(2), book.person(3)
    number = book.file(at("2026-06-08 09:00"), by=wang)
    book.take(number, worker, at("2026-06-08 10:00"))
    book.move(number, "ask_for_time", worker, at("2026-06-13 18:00"), "等配件", at=at("2026-06-10 10:00"))
    book.move(number, "extend", wang, at("2026-06-13 18:00"), "", at=at("2026-06-10 11:00"))
    book.move(number, "resolve", worker, "好了", at=at("2026-06-12 09:00"))
    one = figures(book.account("FHC", MONDAY, NEXT))
    assert (one.asked_for_time, one.extended, one.overdue) == (1, 1, 0)
    assert (one.on_time, one.solved) == (Rate(0, 1), Rate(1, 1))


def test_hot_spots_recur(book: Book) -> None:
    wang = book.person(3)
    for day in (1, 20, 40):
        book.file(at("2026-05-01 09:00") + timedelta(days=day), by=wang)
    book.file(at("2026-06-01 09:00"), by=wang, category="environment.lamp")
    with book.unit() as unit:
        scope = scope_of(unit, book.area("FHC"))
        found = hot_spots(unit, scope, at("2026-05-01 00:00"), at("2026-06-30 00:00"), 3)
        assert [(one.area_id, one.category, one.times) for one in found] == [
            (book.area("FHC-1-3").id, "sanitation.bin_damaged", 3)
        ]
        assert hot_spots(unit, scope, at("2026-05-10 00:00"), at("2026-06-30 00:00"), 3) == []


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(0, 98, 0), (1, 998, 1), (997, 998, 99), (998, 998, 100), (49, 98, 50), (1, 3, 33)]
)
def test_percentages_are_honest_at_both_ends(part: int, whole: int, percent: int) -> None:
    assert Rate(part, whole).percent == percent
    assert Rate(part, whole).enough == (whole >= ENOUGH)


def test_medians_and_nine_in_ten() -> None:
    hours = [timedelta(hours=one) for one in range(1, 11)]
    assert spread(hours) == Spread(10, timedelta(hours=5.5), timedelta(hours=9))
    assert spread(hours[:1]) == Spread(1, timedelta(hours=1), timedelta(hours=1))
    assert spread([]) == Spread()
