"""One file with everything: what comes back is what was there; what is no whole backup, or would destroy, is refused."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.chats import Where
from domain.errors import Refusal
from domain.people import Level, Who
from domain.rules import Rules
from storage import areas, chats, migrate, people, tables
from storage.backup import Manifest, write_backup
from storage.database import open_database
from storage.photo_store import PhotoStore, PhotoStoreAway
from storage.restore import restore_backup
from storage.snapshot import lived_in
from storage.unit import Unit
from tests.postgres import Cluster
from tests.storage.conftest import NOON
from tests.upgrade.first_release import FILE as FIRST_RELEASE

PHOTOS = {"2026/05/aa01.jpg": b"before", "2026/05/bb02.jpg": b"after" * 1000}


def furnish(unit: Unit) -> None:
    """Two people, a case, two photos in the store and one that is still to be fetched."""
    area = areas.add(unit, {"code": "C", "name": "凤凰城", "level": Level.COMMUNITY}, None)
    me = people.meet(unit, Who(1, "白芷"), NOON)
    chats.meet(unit, Where(1, "private"), me.id)
    times = dict.fromkeys(("filed_at", "respond_by", "resolve_by", "first_resolve_by"), NOON)
    case = {"community_id": area.id, "area_id": area.id, "kind": "problem", "category": "other", "urgency": "normal"}
    unit.execute(insert(tables.cases).values(**case, title="灯坏了", status="filed", **times))
    for number, path in enumerate([*PHOTOS, None]):
        photo = {"case_id": 1, "person_id": me.id, "file_id": "f", "unique_id": f"u{number}", "taken_at": NOON}
        unit.execute(insert(tables.photos).values(**photo, path=path, state="stored" if path else "owed"))


def work(url: str, use_case: Callable[[Unit], Any], rules: Rules) -> Any:
    """Run something in a transaction."""
    engine = migrate.sync_engine(url)
    with engine.begin() as connection:
        result = use_case(Unit(connection, rules))
    engine.dispose()
    return result


def everything(url: str, rules: Rules) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    order = tables.metadata.tables.values()
    return work(url, lambda unit: {one.name: sorted(map(tuple, unit.execute(select(one))), key=repr) for one in order}, rules)


@pytest.fixture
def here(database_url: str, tmp_path: Path, rules: Rules) -> tuple[str, Path]:
    """A furnished database, on each kind, and its photo folder."""
    work(database_url, furnish, rules)
    store = PhotoStore.open("photos", tmp_path)
    for name, data in PHOTOS.items():
        store.save(name, data)
    return database_url, tmp_path / "photos"


@pytest.fixture
def there(here: tuple[str, Path], tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    """An empty place of the same kind, and its photo folder."""
    if here[0].startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'new' / 'gridbee.db'}", str(tmp_path / "new" / "photos")
    server: Cluster = request.getfixturevalue("postgres")
    return server.fresh(), str(tmp_path / "new" / "photos")


@pytest.fixture
def backup(here: tuple[str, Path], tmp_path: Path) -> Path:
    """A backup of the furnished database."""
    file = tmp_path / "backup.zip"
    write_backup(here[0], PhotoStore.open("photos", tmp_path), file, "0.1.0", NOON)
    return file


def refusal(do: Callable[..., Any], *values: Any, **named: Any) -> str:
    """The key of the refusal."""
    with pytest.raises(Refusal) as refused:
        do(*values, **named)
    return refused.value.key


def kept(folder: Path) -> dict[str, bytes]:
    """The files of a photo folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.jpg")}


def test_what_comes_back_is_what_was_there(here: tuple[str, Path], there: tuple[str, str], tmp_path: Path, rules: Rules) -> None:
    """Every row of every table and every photo, in another place."""
    file = tmp_path / "backup.zip"
    made = write_backup(here[0], PhotoStore.open("photos", tmp_path), file, "0.1.0", NOON)
    assert (made.cases, made.photos, made.gone, made.step) == (1, 2, 0, migrate.newest_step())
    assert file.stat().st_mode & 0o077 == 0
    assert restore_backup(*there, file, NOON).aside == ()
    assert everything(there[0], rules) == everything(here[0], rules)
    assert kept(Path(there[1])) == PHOTOS
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []


def test_a_deployment_that_is_lived_in_is_left_alone_or_put_aside(
    here: tuple[str, Path], backup: Path, rules: Rules
) -> None:
    """Without `force` nothing changes; with it the former files can still be had; PostgreSQL's tables are replaced."""
    url, photos = here
    assert lived_in(url)
    before = everything(url, rules)
    work(url, lambda unit: people.meet(unit, Who(9, "后来的"), NOON), rules)
    (photos / "2026/05/cc03.jpg").write_bytes(b"later")
    assert refusal(restore_backup, url, str(photos), backup, NOON) == "program.restore.lived_in"
    assert len(everything(url, rules)["people"]) == 2
    aside = restore_backup(url, str(photos), backup, NOON, force=True).aside
    assert everything(url, rules) == before
    assert kept(photos) == PHOTOS
    if url.startswith("sqlite"):
        old, old_photos = aside
        assert len(everything(f"sqlite:///{old}", rules)["people"]) == 2
        assert "2026/05/cc03.jpg" in kept(old_photos)


async def test_a_running_program_keeps_its_database(here: tuple[str, Path], backup: Path, rules: Rules) -> None:
    """Even with `force`: it would go on writing into what was put aside."""
    url, photos = here
    running = open_database(url, rules)
    await running.run(lambda unit: people.meet(unit, Who(2, "王阿姨"), NOON))
    key = refusal(restore_backup, url, str(photos), backup, NOON, force=True)
    assert key == ("program.restore.running" if url.startswith("sqlite") else "program.restore.connected")
    assert len(await running.read(lambda unit: list(unit.execute(select(tables.people))))) == 2
    await running.close()
    restore_backup(url, str(photos), backup, NOON, force=True)
    assert len(everything(url, rules)["people"]) == 1


def test_a_damaged_database_is_put_aside_too(backup: Path, tmp_path: Path, here: tuple[str, Path], rules: Rules) -> None:
    """Just when a backup is needed; and it is not taken for nothing."""
    if not here[0].startswith("sqlite"):
        pytest.skip("a server has no file")
    url, photos = f"sqlite:///{tmp_path / 'broken.db'}", str(tmp_path / "other")
    (tmp_path / "broken.db").write_bytes(b"no database at all" * 1000)
    assert refusal(restore_backup, url, photos, backup, NOON) == "program.restore.lived_in"
    (aside,) = restore_backup(url, photos, backup, NOON, force=True).aside
    assert aside.read_bytes().startswith(b"no database")
    assert everything(url, rules) == everything(here[0], rules)


def test_photos_without_a_database_are_not_covered_over(backup: Path, there: tuple[str, str]) -> None:
    """Somebody put them there."""
    Path(there[1]).mkdir(parents=True)
    Path(there[1], "mine.jpg").write_bytes(b"mine")
    assert refusal(restore_backup, *there, backup, NOON) == "program.restore.photos_there"
    (aside,) = restore_backup(*there, backup, NOON, force=True).aside
    assert (aside / "mine.jpg").read_bytes() == b"mine"


def test_without_photos(here: tuple[str, Path], there: tuple[str, str], tmp_path: Path, rules: Rules) -> None:
    """Those of a bucket stay where they are."""
    file = tmp_path / "small.zip"
    assert not write_backup(here[0], None, file, "0.1.0", NOON).with_photos
    restore_backup(*there, file, NOON)
    assert everything(there[0], rules) == everything(here[0], rules)
    assert not Path(there[1]).exists()


def test_a_photo_that_is_gone_by_then_is_counted(here: tuple[str, Path], tmp_path: Path) -> None:
    """It expired between the database's moment and the copying; everything else is there."""
    (here[1] / "2026/05/aa01.jpg").unlink()
    made = write_backup(here[0], PhotoStore.open("photos", tmp_path), tmp_path / "backup.zip", "0.1.0", NOON)
    assert (made.photos, made.gone) == (1, 1)


def test_a_backup_that_fails_leaves_nothing_behind(here: tuple[str, Path], backup: Path, tmp_path: Path) -> None:
    """The earlier one of the same name stays whole; a file that is none is never replaced."""
    before = backup.read_bytes()
    store = PhotoStore.open("photos", tmp_path)
    shutil.rmtree(here[1])
    with pytest.raises(PhotoStoreAway):
        write_backup(here[0], store, backup, "0.1.0", NOON)
    assert backup.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith(".")) == []
    (tmp_path / "notes.txt").write_text("mine")
    assert refusal(write_backup, here[0], None, tmp_path / "notes.txt", "0.1.0", NOON) == "program.backup.not_ours"


def test_what_killed_ones_left_behind_goes_a_day_later(here: tuple[str, Path], backup: Path, tmp_path: Path) -> None:
    """Residents' data is in it; what is younger may be another one at work."""
    old, young, other = tmp_path / ".gridbee-old", tmp_path / ".backup.zip.x.part", tmp_path / ".mine"
    old.mkdir()
    (old / "database").write_bytes(b"x")
    young.write_bytes(b"x")
    other.write_bytes(b"x")
    for one in (old, other):
        os.utime(one, (0, 0))
    write_backup(here[0], None, backup, "0.1.0", NOON)
    assert [one.exists() for one in (old, young, other)] == [False, True, True]


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
left = [int(sys.argv[4])]
def once_more(do):
    def wrapped(*places, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return do(*places, **named)
    return wrapped
from storage.restore import restore_backup
for name in ("link", "replace", "rename"):
    setattr(os, name, once_more(getattr(os, name)))
restore_backup(sys.argv[1], sys.argv[2], Path(sys.argv[3]), datetime.now(UTC), force=True)
"""


@pytest.mark.slow
def test_a_killed_restore_leaves_a_whole_database_and_can_be_run_again(
    migrated: Path, tmp_path: Path, rules: Rules
) -> None:
    """Killed before each of its moves, one after another: the former database or the new one is there, and at last the new."""
    shutil.copy(migrated, tmp_path / "gridbee.db")
    url, photos = f"sqlite:///{tmp_path / 'gridbee.db'}", tmp_path / "photos"
    work(url, furnish, rules)
    store = PhotoStore.open("photos", tmp_path)
    for name, data in PHOTOS.items():
        store.save(name, data)
    write_backup(url, store, tmp_path / "b.zip", "0.1.0", NOON)
    new = everything(url, rules)
    work(url, lambda unit: people.meet(unit, Who(9, "后来的"), NOON), rules)
    former, ends = everything(url, rules), []
    for move in range(1, 20):
        command = [sys.executable, "-c", _KILLED, url, str(photos), str(tmp_path / "b.zip"), str(move)]
        ends.append(subprocess.run(command, check=False, capture_output=True).returncode)  # noqa: S603  our own words
        assert everything(url, rules) in (former, new)
        if ends[-1] == 0:
            break
    assert (set(ends[:-1]), ends[-1]) == ({-9}, 0)
    assert len(ends) > 4
    assert everything(url, rules) == new
    assert kept(photos) == PHOTOS


def test_restored_twice_within_a_second(backup: Path, there: tuple[str, str]) -> None:
    """What the first put aside stays, and so does what the second did."""
    for _ in range(3):
        restored = restore_backup(*there, backup, NOON, force=True)
    names = sorted(one.name for one in Path(there[1]).parent.iterdir() if ".before-" in one.name)
    assert len(names) == 2 * len(restored.aside) > 0


def test_there_must_be_something_to_back_up(tmp_path: Path) -> None:
    """A wrong path in the config is told, and no empty database is made of it."""
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert refusal(write_backup, url, None, tmp_path / "b.zip", "0.1.0", NOON) == "program.backup.no_database"
    sqlite3.connect(tmp_path / "empty.db").close()
    assert refusal(write_backup, f"sqlite:///{tmp_path / 'empty.db'}", None, tmp_path / "b.zip", "0.1.0", NOON) == "program.backup.empty"
    assert sorted(one.name for one in tmp_path.iterdir() if "empty" not in one.name) == []


def test_a_backup_of_the_first_release_comes_up_to_date(tmp_path: Path) -> None:
    """Its step is an older one."""
    with closing(sqlite3.connect(tmp_path / "first.db")) as connection:
        connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    write_backup(f"sqlite:///{tmp_path / 'first.db'}", None, tmp_path / "b.zip", "0.1.0", NOON)
    url = f"sqlite:///{tmp_path / 'new.db'}"
    assert restore_backup(url, str(tmp_path / "photos"), tmp_path / "b.zip", NOON).manifest.step == "0001"
    assert migrate.behind(url) is None


def changed(backup: Path, *, drop: str = "", **parts: bytes | tuple[str, bytes]) -> Path:
    """The backup with some parts left out, added or replaced."""
    other = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(other, "w") as new:
        for one in old.namelist():
            if one != drop:
                new.writestr(one, old.read(one))
        for part in parts.values():
            new.writestr(*part)
    return other


def with_manifest(backup: Path, **values: Any) -> Path:
    """The backup with another manifest."""
    with zipfile.ZipFile(backup) as old:
        manifest = {**json.loads(old.read("manifest.json")), **values}
    return changed(backup, drop="manifest.json", manifest=("manifest.json", json.dumps(manifest).encode()))


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda file: changed(file, x=("photos/../../evil.jpg", b"x")), "program.backup.damaged"),
        (lambda file: changed(file, x=("/etc/evil.jpg", b"x")), "program.backup.damaged"),
        (lambda file: changed(file, x=("evil.jpg", b"x")), "program.backup.damaged"),
        (lambda file: changed(file, x=("photos/.hidden.jpg", b"x")), "program.backup.damaged"),
        (lambda file: changed(file, x=("photos/big.jpg", bytes(21 * 1024 * 1024))), "program.backup.damaged"),
        (lambda file: changed(file, drop="database"), "program.backup.damaged"),
        (lambda file: changed(file, drop="database", x=("database", b"SQLite format 3\0 no more")), "program.backup.damaged"),
        (lambda file: changed(file, drop="manifest.json"), "program.backup.not_ours"),
        (lambda file: with_manifest(file, colour="red"), "program.backup.not_ours"),
        (lambda file: with_manifest(file, format=2), "program.restore.newer"),
        (lambda file: with_manifest(file, step="9999"), "program.restore.newer"),
        (lambda file: with_manifest(file, kind="postgresql"), "program.restore.other_kind"),
    ],
)
def test_what_is_no_backup_changes_nothing(tmp_path: Path, rules: Rules, migrated: Path, spoil: Any, key: str) -> None:
    """Paths that lead elsewhere, parts that don't belong, other formats and kinds: all seen before anything is changed."""
    shutil.copy(migrated, tmp_path / "gridbee.db")
    url = f"sqlite:///{tmp_path / 'gridbee.db'}"
    work(url, furnish, rules)
    backup = tmp_path / "backup.zip"
    write_backup(url, None, backup, "0.1.0", NOON)
    place = tmp_path / "new"
    assert refusal(restore_backup, f"sqlite:///{place / 'gridbee.db'}", str(place / "photos"), spoil(backup), NOON) == key
    assert not place.exists() or list(place.iterdir()) == []
    assert not (tmp_path / "evil.jpg").exists()


def test_a_cut_or_changed_file_is_damaged(backup: Path, there: tuple[str, str]) -> None:
    """At the end, in the middle, in a photo: its checksum says so."""
    whole = backup.read_bytes()
    middle = whole.index(b"afterafter") + 50
    for broken in (whole[: len(whole) // 2], whole[:middle] + b"?" + whole[middle + 1 :], b"", b"PK\x05\x06" + bytes(18)):
        backup.write_bytes(broken)
        assert refusal(restore_backup, *there, backup, NOON) in ("program.backup.damaged", "program.backup.not_ours")
    assert not Path(there[1]).exists()


def test_a_full_disk_is_seen_before(backup: Path, there: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is unpacked where it would not fit."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 5 * 10**7))
    assert refusal(restore_backup, *there, backup, NOON) == "program.restore.no_room"


def test_the_manifest_says_when(backup: Path) -> None:
    """For whoever looks at the file years later."""
    with zipfile.ZipFile(backup) as archive:
        told = Manifest(**json.loads(archive.read("manifest.json")))
    assert (told.made_at, told.program, told.cases) == (NOON.isoformat(), "0.1.0", 1)
