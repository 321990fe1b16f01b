"""What an auditor gets: a ledger whose sums a spreadsheet can check, in a book that nobody can rewrite."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.cli import main
from storage import ledger, migrate, points_tables, shop
from storage.database import Database
from storage.unit import Unit
from tests.points.book import COMMUNITY, NOON, actor, furnish, give, rules_for
from usecases.award_points import reverse
from usecases.redeem import redeem


def fill(unit: Unit) -> None:
    """Two people, three awards, one reversal, one redemption."""
    furnish(unit)
    give(unit, 1, 20, "hours:1:1")
    give(unit, 1, 10, "hours:2:1")
    give(unit, 2, 7, "hours:1:2")
    reverse(unit, ledger.standing(unit, cause="hours:2:1")[0], NOON, note="=HYPERLINK(0)")
    values = {"community_id": COMMUNITY, "name": "油", "price": 15, "stock": 10, "made_at": NOON}
    redeem(unit, actor(unit, 1), shop.add_reward(unit, **values), NOON)


@pytest.fixture
def config(tmp_path: Path, migrated: Path) -> Path:
    """A deployment whose ledger has something in it."""
    file = tmp_path / "config.toml"
    file.write_text('[telegram]\ntoken = "1:abc"\n[storage]\ndatabase = "sqlite:///gridbee.db"\n')
    shutil.copy(migrated, tmp_path / "gridbee.db")
    engine = migrate.sync_engine(f"sqlite:///{tmp_path / 'gridbee.db'}")
    with engine.begin() as connection:
        unit = Unit(connection, rules_for())
        fill(unit)
        unit.flush()
    engine.dispose()
    return file


def test_csv_whose_running_balances_can_be_checked(config: Path, tmp_path: Path) -> None:
    """One table: each account's balance is its sum so far; what looks like a formula is text."""
    out = tmp_path / "ledger.csv"
    result = CliRunner().invoke(main, ["ledger", str(out), "--config", str(config)])
    assert (result.exit_code, result.output) == (0, f"5 笔流水，3 个账户，已写到 {out}。\n")
    running: dict[str, int] = {}
    with out.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        running[row["account"]] = running.get(row["account"], 0) + int(row["points"])
        assert int(row["balance"]) == running[row["account"]]
    assert [row["kind"] for row in rows] == ["award", "award", "award", "reversal", "redeemed"]
    assert rows[3]["note"] == "'=HYPERLINK(0)"
    assert rows[3]["reverses"] == rows[1]["id"]


def test_workbook_that_checks_itself(config: Path, tmp_path: Path) -> None:
    """The accounts stand beside the sums of their entries; the community's own is the other side of all."""
    out = tmp_path / "ledger.xlsx"
    result = CliRunner().invoke(main, ["ledger", str(out), "--area", "FHC", "--config", str(config)])
    assert result.exit_code == 0
    accounts = list(load_workbook(out)["账户"].iter_rows(min_row=2, values_only=True))
    named = [(name, balance) for _, _, name, balance, *_ in accounts]
    assert named == [("（社区账户）", -12), ("邻居1", 5), ("邻居2", 7)]
    assert sum(balance for _, _, _, balance, *_ in accounts) == 0
    assert accounts[1][4] == "=SUMIF('流水'!D:D,A3,'流水'!I:I)-SUMIF('流水'!K:K,A3,'流水'!I:I)"
    results = load_workbook(out, data_only=True)["账户"].iter_rows(min_row=2, values_only=True)
    assert [row[5] for row in results] == [0, 0, 0]
    kinds = [cell.data_type for cell in load_workbook(out)["流水"]["T"][1:]]
    assert "f" not in kinds


_SUMIF = re.compile(r"SUMIF\('(.+?)'!([A-Z]):[A-Z],([A-Z]\d+),'.+?'!([A-Z]):[A-Z]\)")


def recomputed(book: Workbook, row: int) -> tuple[int, int]:
    """(the sum of an account's entries, what it differs from the balance by), as a spreadsheet works out the formulas."""
    sheet = book["账户"]

    def sumif(found: re.Match[str]) -> str:
        entries, wanted = book[found[1]], sheet[found[3]].value
        pairs = zip(entries[found[2]][1:], entries[found[4]][1:], strict=True)
        return str(sum(value.value for key, value in pairs if key.value == wanted))

    def worked_out(cell: str) -> int:
        formula = str(sheet[cell].value)
        if not formula.startswith("="):
            return int(formula)
        plain = re.sub(r"\b([A-Z]\d+)\b", lambda one: f"({worked_out(one[1])})", _SUMIF.sub(sumif, formula[1:]))
        assert re.fullmatch(r"[-+()\d]+", plain), formula
        return int(eval(plain))  # noqa: S307  digits and signs, as was just made sure

    return worked_out(f"E{row}"), worked_out(f"F{row}")


def test_whoever_cooks_the_book_is_seen(config: Path, tmp_path: Path) -> None:
    """The workbook's own formulas, worked out anew, agree with every balance; one changed entry and they do not."""
    out = tmp_path / "ledger.xlsx"
    assert CliRunner().invoke(main, ["ledger", str(out), "--config", str(config)]).exit_code == 0
    book = load_workbook(out)
    rows = range(2, book["账户"].max_row + 1)
    accounts = [row for row in rows if isinstance(book["账户"][f"D{row}"].value, int)]
    assert [recomputed(book, row) for row in accounts] == [(book["账户"][f"D{row}"].value, 0) for row in accounts]
    points = book["流水"]["I2"]
    points.value += 100
    assert [recomputed(book, row)[1] for row in accounts].count(0) == len(accounts) - 2, "both sides of the entry"


def test_a_month_of_the_shop(config: Path, tmp_path: Path) -> None:
    """The statement as a file, and an area that nobody knows told in a line."""
    out = tmp_path / "month.xlsx"
    asked = ["statement", "FHC", "2026-05", str(out), "--config", str(config)]
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert [row[:4] for row in load_workbook(out)["按东西"].iter_rows(min_row=2, max_row=2, values_only=True)] == [
        (None, "油", 15, 1)
    ]
    asked[1] = "NOWHERE"
    result = CliRunner().invoke(main, asked)
    assert (result.exit_code, "Traceback" in result.output) == (1, False)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["ledger", "book.xlsx", "--area", "SY"], "山阳镇 里不止一个社区，请写一个社区的编号。"),
        (["statement", "SY", "2026-05", "month.xlsx"], "山阳镇 里不止一个社区，请写一个社区的编号。"),
        (["ledger", "book.pdf"], "文件名要以 .xlsx / .csv 结尾：book.pdf"),
        (["statement", "FHC", "2026-05", "month.csv"], "文件名要以 .xlsx 结尾：month.csv"),
    ],
)
def test_what_is_no_community_and_no_workbook_is_told(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], told: str
) -> None:
    """Nobody takes the books of all communities for those of one, or a workbook for something else."""
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    result = CliRunner().invoke(main, [*asked, "--config", str(config)])
    assert result.exit_code != 0
    assert told in result.output
    assert not [one for one in set(tmp_path.iterdir()) - before if one.suffix in (".xlsx", ".pdf", ".csv")]


async def test_the_database_pays_one_cause_once(database: Database) -> None:
    """Whatever a program believes: the same cause a second time is refused by a constraint."""
    await database.run(give, 1, 20, "hours:1:1")
    moved = points_tables.movements

    def again(unit: Unit) -> None:
        row = unit.execute(select(moved)).one()._asdict()
        unit.execute(insert(moved).values({**row, "id": None, "balance": 40}))

    with pytest.raises(IntegrityError):
        await database.run(again)


async def test_the_database_refuses_to_rewrite_the_book(database: Database) -> None:
    """No entry can be changed or deleted, only its note blanked; no balance can be pushed below zero."""
    await database.run(give, 1, 20, "hours:1:1")
    moved, account = points_tables.movements, points_tables.accounts
    for forbidden in (
        update(moved).values(points=1000),
        update(moved).values(cause="other"),
        delete(moved),
        update(account).where(account.c.person_id == 1).values(balance=-1, served=-1),
        update(account).where(account.c.person_id == 1).values(balance=21),
    ):
        with pytest.raises(DBAPIError):
            await database.run(lambda unit, one=forbidden: unit.execute(one) and None)
    await database.run(lambda unit: unit.execute(update(moved).values(note="")) and None)
