"""The operator's own days and hours: they go into every promise, and a guessed year is said in good time."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import main
from domain.calendar import WorkCalendar, chinese_days
from domain.chats import Where
from domain.errors import Refusal
from domain.people import Who
from storage import areas, calendar_days, chats, migrate, people, tables
from storage.unit import Unit
from tests.time.book import AREAS, RULES, SHANGHAI, Book, at, new_book
from tests.usecases.scene import Scene
from usecases.import_areas import import_areas
from usecases.keep_calendar import keep_hours, warn_of_guesses, with_own_days

EARLY = ((time(8), time(11, 30)), (time(14), time(17)))
KNOWN_2026 = WorkCalendar(SHANGHAI, public_days=lambda day: chinese_days(day) if day.year <= 2026 else None)


@pytest.fixture
def book() -> Iterator[Book]:
    """A book whose operator has opened the private chat."""
    one = new_book()
    with one.unit() as unit:
        operator = people.meet(unit, Who(77, "管事的"), at("2026-01-01 00:00"))
        chats.meet(unit, Where(77, "private"), operator.id)
    yield one
    one.connection.close()


def warned(book: Book, moments: list[str]) -> list[int]:
    """The years that the operator was warned of, by a clock that shows these moments one after the other."""
    rules = replace(RULES, operators=frozenset({77}), calendar=KNOWN_2026)
    for moment in moments:
        with book.unit() as unit:
            unit.rules = with_own_days(unit, rules)
            warn_of_guesses(unit, at(moment))
    with book.unit() as unit:
        rows = unit.execute(select(tables.outbox.c.facts).where(tables.outbox.c.view == "ops.calendar")).scalars()
        return [facts["year"] for facts in rows]


def test_an_estimated_year_is_warned_of_in_december(book: Book) -> None:
    """Once a week from the first of December, and while the year lasts; never of a year that is known."""
    assert warned(book, ["2026-06-01 08:00", "2026-11-30 08:00"]) == []
    assert warned(book, ["2026-12-01 00:01", "2026-12-02 08:00", "2026-12-06 23:59"]) == [2027]
    assert warned(book, ["2026-12-07 00:01", "2026-12-06 23:59", "2026-12-08 08:00"]) == [2027, 2027]
    assert warned(book, ["2027-01-04 08:00"]) == [2027, 2027, 2027]


def test_a_year_that_the_operator_has_set_is_no_guess(book: Book) -> None:
    """Seven of its holidays are enough to believe that somebody looked at the announcement."""
    with book.unit() as unit:
        for day in range(1, 8):
            calendar_days.put(unit, date(2027, 10, day), works=False)
    assert warned(book, ["2026-12-01 08:00", "2026-12-07 08:00"]) == []


def in_two_communities(scene: Scene) -> dict[str, datetime]:
    """By when something that was reported on Monday at nine in both communities is to be answered and solved."""
    found, nine = {}, scene.now
    for place, group in (("FHC-1-3", "b3"), ("LH-1-1", "lake")):
        case = scene.sheet(scene.reports(at=place, chat=group, text="门口垃圾桶坏了")).case
        found[place] = case.resolve_by
        scene.now = nine
    return found


def test_a_community_may_keep_hours_of_its_own() -> None:
    """What is promised at 9:00 for three days later at 9:00 waits there for the afternoon, and nowhere else."""
    scene = Scene()
    scene.rules = replace(scene.rules, calendar=KNOWN_2026)
    assert len(set(in_two_communities(scene).values())) == 1
    with scene.unit() as unit:
        keep_hours(unit, "lh", ((time(14), time(18)),))
        scene.rules = with_own_days(unit, scene.rules)
    due = in_two_communities(scene)
    assert due["FHC-1-3"].astimezone(SHANGHAI).hour == 9
    assert due["LH-1-1"].astimezone(SHANGHAI) == at("2026-05-14 14:00")
    with scene.unit() as unit:
        assert with_own_days(unit, scene.rules) is scene.rules, "nothing changed"
        keep_hours(unit, "LH", None)
        scene.rules = with_own_days(unit, scene.rules)
    assert len(set(in_two_communities(scene).values())) == 1


def test_a_level_period_ends_in_the_communitys_own_hours() -> None:
    """A working day after a climb at 17:59 is over in the next morning where people go home at five."""
    scene = Scene()
    with scene.unit() as unit:
        own = areas.by_code(unit, "LH")
        assert own is not None
        keep_hours(unit, "LH", EARLY)
        scene.rules = with_own_days(unit, replace(scene.rules, calendar=KNOWN_2026))
    climbed = at("2026-05-11 17:59")
    assert scene.rules.pace_of(own.id).level_later(climbed, "normal") == at("2026-05-13 08:00")
    assert scene.rules.pace_of(0).level_later(climbed, "normal") == at("2026-05-12 17:59")


def test_only_communities_have_hours(book: Book) -> None:
    with book.unit() as unit, pytest.raises(Refusal, match=r"refusal\.only_a_community"):
        keep_hours(unit, "FHC-1", EARLY)


@pytest.fixture
def gridbee(tmp_path: Path, migrated: Path):
    """The program's commands on a neighbourhood of its own: exit code and what was printed."""
    config = tmp_path / "config.toml"
    config.write_text('[telegram]\ntoken = "1:abc"\n[storage]\ndatabase = "sqlite:///gridbee.db"\n')
    shutil.copy(migrated, tmp_path / "gridbee.db")
    engine = migrate.sync_engine(f"sqlite:///{tmp_path / 'gridbee.db'}")
    with engine.begin() as connection:
        import_areas(unit := Unit(connection, RULES), AREAS)
        unit.flush()
    engine.dispose()

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, [*words, "--config", str(config)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return result.exit_code, result.output

    return run


def test_days_by_the_program(gridbee) -> None:
    """A year that is known, a year that is guessed and says so, a day changed and given back."""
    code, known = gridbee("calendar", "list", "2026")
    assert (code, known.splitlines()[0]) == (0, "2026 年，按公布的安排：")
    assert known.splitlines()[1].endswith("10月1日–10月2日, 10月5日–10月7日")
    assert known.splitlines()[2].endswith("10月10日"), "the make-up Saturday"
    assert "2050 年还没公布，先按周一到周五估计" in gridbee("calendar", "list", "2050")[1]
    assert gridbee("calendar", "set", "2026-12-25", "off")[1] == "  2026-12-25 放假（您改的）\n"
    assert "  2026-12-25 放假（您改的）" in gridbee("calendar", "list", "2026")[1].splitlines()
    code, told = gridbee("calendar", "set", "2050/1/22", "off", "--to", "2050-01-24")
    assert (code, told.splitlines()[-1]) == (0, "  2050-01-24 放假（您改的）")
    assert gridbee("calendar", "set", "2050-01-22", "off", "--to", "2051-01-21")[0] == 2, "a slip in the year"
    assert "改回公共日历" in gridbee("calendar", "clear", "2026-12-25")[1]
    assert "本来就没有改过" in gridbee("calendar", "clear", "2026-12-25")[1]


def test_a_digest_by_the_program(gridbee, tmp_path: Path) -> None:
    """As text and as a picture, in either language; an area that nobody knows is one line and an exit code."""
    picture = tmp_path / "digest.png"
    code, told = gridbee("digest", "fhc", "--date", "2026-06-10", "--png", str(picture))
    assert (code, told) == (0, "6月10日很安静，没有新问题，也没有超期。\n")
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, told = gridbee("digest", "FHC", "--date", "2026-06-10", "--kind", "weekly", "--language", "en")
    assert (code, told.splitlines()[0]) == (0, "All quiet that week: nothing new, none overdue.")
    assert gridbee("digest", "FHC", "--date", "2099-01-02") == (1, "2099-01-02 还没到。\n")
    assert gridbee("digest", "NOWHERE") == (1, "没有「NOWHERE」这个编号，看看是不是打错了。\n")


def test_hours_by_the_program(gridbee) -> None:
    """Shown, set for a community, refused with the way to write them, and taken back."""
    everybody = "大家的上班时间：9:00–12:00, 13:30–18:00\n"
    assert gridbee("calendar", "hours") == (0, everybody)
    told = everybody + "  凤凰城（FHC）：8:30–11:30, 14:00–17:30\n"
    assert gridbee("calendar", "hours", "FHC", "8:30-11:30", "14:00-17:30") == (0, told)
    assert gridbee("calendar", "hours") == (0, told)
    for wrong in ("11:30-8:30", "8-9-10", "25:00-26:00"):
        code, said = gridbee("calendar", "hours", "FHC", wrong)
        assert (code, "例如 8:30-11:30 14:00-17:30" in said) == (2, True)
    assert "上班时间按社区来定" in gridbee("calendar", "hours", "FHC-1", "8:30-11:30")[1]
    assert gridbee("calendar", "hours", "FHC", "--clear") == (0, everybody)
