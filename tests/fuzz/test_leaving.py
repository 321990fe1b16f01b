"""Somebody leaves a town in the middle of its life: figures stay, books balance, nothing of them is found, cards still read."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.briefing import Span
from storage import areas, points_tables, tables
from storage.unit import Unit
from tests.fuzz.conftest import Theatre
from tests.fuzz.judge import troubles
from tests.fuzz.program import Program
from tests.fuzz.test_floods import message, play
from tests.machine.folk import FOLK
from usecases.brief_area import brief

RESIDENTS = ("wang", "zhang", "rider", "liu")
EVERYBODY = [key for key in FOLK if key != "operator"]


def figures(unit: Unit, now: Any) -> list[Any]:
    """What the secretaries of both communities read of the month, but for the names of who reported most."""
    found = [areas.by_code(unit, code) for code in ("FHC", "LH")]
    told = [brief(unit, area, Span.read("m.20260501.20260531"), now) for area in found if area is not None]
    return [replace(one, champions=tuple(tuple(best[1:]) for best in one.champions)) for one in told]


def books(unit: Unit) -> list[tuple[int, int]]:
    """Accounts whose balance is not the sum of their entries; and what all balances come to."""
    account, entry = points_tables.accounts.c, points_tables.movements.c
    sums = select(entry.account_id, func.sum(entry.points)).group_by(entry.account_id)
    balances = {row.id: row.balance for row in unit.execute(select(account.id, account.balance))}
    wrong = [(number, total) for number, total in unit.execute(sums) if balances[number] != total]
    return [*wrong, *([(0, sum(balances.values()))] if sum(balances.values()) else [])]


def everything(unit: Unit) -> str:
    """The whole database as text."""
    rows = (f"{table.name} {tuple(row)!r}" for table in tables.metadata.tables.values() for row in unit.execute(select(table)))
    return "\n".join(rows)


@pytest.mark.parametrize("key", EVERYBODY)
def test_somebody_leaves(theatre: Theatre, key: str) -> None:
    """A resident, a steward, a secretary: by their own word, in the middle of everything."""

    async def plot(program: Program) -> None:
        one, now = FOLK[key], program.clock.now()
        before, started = program.database.ask(figures, now), program.database.ask(books)
        await program.takes([message(key, "/delete_me yes", 1, private=True)])
        if key in RESIDENTS:
            assert program.database.ask(figures, now) == before
        assert program.database.ask(books) == started
        await program.passes(timedelta(minutes=15))
        left = program.database.ask(everything)
        found = [line for line in left.split("\n") if one.name in line or f"({one.number}," in line or f" {one.number}," in line]
        assert found == []
        assert troubles(program, []) == []

    play(theatre, plot)
