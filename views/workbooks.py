"""Workbooks and CSV for secretaries, partners and auditors. What people wrote is text there, never a formula."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zoneinfo import ZoneInfo

from domain.passbook import Statement
from views.catalog import Words

_HARMLESS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; the wide ones in an East Asian one."""
LEDGER = (
    "id", "at", "community", "account", "name", "kind", "board", "rule", "points", "balance", "against", "case",
    "activity", "redemption", "cause", "again", "reverses", "short", "by", "note",
)  # fmt: skip
"""The columns of an exported ledger; `against` is the account on the other side of the entry."""
ACCOUNTS = ("account", "community", "name", "balance")


def statement_workbook(one: Statement, words: Words, zone: ZoneInfo) -> bytes:
    """A month of the shop: a sheet by partner and reward with totals, and a sheet with every redemption."""
    heads = [words.plain(f"shop.sheet.{name}") for name in _BY_REWARD]
    table: list[tuple[Any, ...]] = [
        (row.partner, row.reward, row.price, row.taken, row.handed, row.cancelled, row.handed * row.price)
        for row in one.rows
    ]
    sums = [sum(int(row[at]) for row in table) for at in range(3, 7)]
    total = (words.plain("shop.sheet.total"), "", "", *sums)
    partners = _by_partner(table)
    every = [
        (number, taken, reward, partner, points, words.plain(f"shop.state.{state}"), ended)
        for number, taken, reward, partner, points, state, ended in one.lines
    ]
    return workbook(
        [
            (words.plain("shop.sheet.rewards"), heads, [*table, total]),
            (words.plain("shop.sheet.partners"), [heads[0], heads[4], heads[6]], partners),
            (words.plain("shop.sheet.every"), [words.plain(f"shop.sheet.{name}") for name in _LINES], every),
        ],
        zone,
    )


_BY_REWARD = ("partner", "reward", "price", "taken", "handed", "cancelled", "points")
_LINES = ("number", "taken_at", "reward", "partner", "price", "state", "ended_at")


@dataclass(frozen=True)
class Sum:
    """A formula of ours, with the result that a reader without a spreadsheet sees."""

    formula: str
    result: int


def ledger_workbook(
    movements: list[Sequence[Any]], accounts: list[Sequence[Any]], words: Words, zone: ZoneInfo
) -> bytes:
    """The whole ledger, and every account with its balance beside the sum of its entries and what they differ by."""
    name = words.plain("points.sheet.ledger")
    account, points, against = (_letter(LEDGER.index(one)) for one in ("account", "points", "against"))
    table = []
    for line, (number, community, holder, balance) in enumerate(accounts, start=2):
        one, other = (f"SUMIF('{name}'!{at}:{at},A{line},'{name}'!{points}:{points})" for at in (account, against))
        table.append(
            (number, community, holder, balance, Sum(f"={one}-{other}", balance), Sum(f"=D{line}-E{line}", 0))
        )
    heads = [*ACCOUNTS, words.plain("points.sheet.sum"), words.plain("points.sheet.differs")]
    return workbook([(name, LEDGER, movements), (words.plain("points.sheet.accounts"), heads, table)], zone)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def workbook(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]], zone: ZoneInfo) -> bytes:
    """An XLSX of (name, heads, rows); times in local time, the heads stay in sight."""
    # A library that only these few commands need.
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  it ships no types

    out = BytesIO()
    book = xlsxwriter.Workbook(out, _HARMLESS)
    bold, when = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for name, heads, rows in sheets:
        page = book.add_worksheet(name[:31])
        page.freeze_panes(1, 0)
        page.write_row(0, 0, heads, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    page.write_datetime(line, column, value.astimezone(zone).replace(tzinfo=None), when)
                elif isinstance(value, Sum):
                    page.write_formula(line, column, value.formula, None, value.result)
                elif value is not None:
                    page.write(line, column, value)
        page.autofit()
    book.close()
    return out.getvalue()


def table_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]], zone: ZoneInfo) -> str:
    """CSV as spreadsheets open it; a cell of text that would be run as a formula gets a mark before it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_cell(value, zone) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _by_partner(table: list[Any]) -> list[tuple[str, int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for partner, _, _, _, handed, _, points in table:
        before = found.get(partner, (0, 0))
        found[partner] = (before[0] + handed, before[1] + points)
    return [(partner, handed, points) for partner, (handed, points) in sorted(found.items())]
