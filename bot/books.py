"""The books for an auditor: the whole ledger, and the shop's month, written to a file beside a running bot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.rules import rules_of
from bot.settings import Settings
from domain.errors import Refusal
from domain.passbook import Statement
from storage import migrate, passbook
from storage.unit import Unit
from usecases.access import area_of_code
from usecases.keep_shop import statement
from views.catalog import Words
from views.workbooks import LEDGER, ledger_workbook, statement_workbook, table_csv


def write_ledger(settings: Settings, words: Words, file: Path, area: str | None) -> tuple[int, int]:
    """Every entry in the order in which it was written; a .csv file holds one table, a .xlsx file is a workbook.

    Returns how many entries and accounts there are. Raises Refusal for an unknown area, OSError for the file.
    """
    with _reading(settings) as unit:
        community = _community(unit, area) if area else None
        moved = [_entry(row) for row in passbook.every_movement(unit, community)]
        accounts = [_account(row, words) for row in passbook.every_account(unit, community)]
    zone = settings.community.timezone
    if file.suffix.lower() == ".csv":
        file.write_text(table_csv(LEDGER, moved, zone), encoding="utf-8-sig", newline="")
    else:
        file.write_bytes(ledger_workbook(moved, accounts, words, zone))
    return len(moved), len(accounts)


def write_statement(settings: Settings, words: Words, file: Path, area: str, month: datetime) -> None:
    """A community's month in the shop, as a workbook. Raises Refusal for an unknown area, OSError for the file."""
    with _reading(settings) as unit:
        found: Statement = statement(unit, _community(unit, area), f"{month:%Y-%m}")
    file.write_bytes(statement_workbook(found, words, settings.community.timezone))


def _community(unit: Unit, code: str) -> int:
    """The community in which an area lies. Raises Refusal for one above them, and for an unknown one."""
    area = area_of_code(unit, code)
    if area.community_id is None:
        raise Refusal("refusal.which_community", area=area.name)
    return area.community_id


@contextmanager
def _reading(settings: Settings) -> Iterator[Unit]:
    migrate.upgrade(settings.storage.database)
    engine = migrate.sync_engine(settings.storage.database)
    try:
        with engine.connect() as connection:
            yield Unit(connection, rules_of(settings))
    finally:
        engine.dispose()


def _entry(row: Any) -> Sequence[Any]:
    about = (row.case_id, row.activity_id, row.redemption_id)
    return (
        row.id, row.at, row.community, row.account_id, row.name, row.kind, row.board, row.rule, row.points, row.balance,
        row.against_id, *about, row.cause, row.again, row.reverses_id, row.short, row.actor_id, row.note,
    )  # fmt: skip


def _account(row: Any, words: Words) -> Sequence[Any]:
    holder = words.plain("points.community_account") if row.person_id is None else row.name
    return row.id, row.community, holder, row.balance
