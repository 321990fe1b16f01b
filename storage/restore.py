"""A backup brought back: everything is checked and made ready beside the deployment before anything is changed."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.errors import Refusal
from storage import migrate, snapshot
from storage.backup import DATABASE, FORMAT, MANIFEST, PHOTOS, STAGED, Manifest, clear_leftovers
from storage.photo_store import PhotoStore, is_name

BIGGEST_PHOTO = 20 * 1024 * 1024
_BIGGEST_MANIFEST = 1024 * 1024
_SPARE = 100 * 1024 * 1024
"""Bytes that stay free on the disk after everything was unpacked."""
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """What was brought back, and where that was put which was there before."""

    manifest: Manifest
    aside: tuple[Path, ...]


def restore_backup(url: str, where: str, file: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put a backup in the place of the deployment; `where` is where its photos are kept. All checks come first.

    Raises Refusal for what is no whole backup of this kind and schema, for a deployment that is lived in (without
    `force`) or running, and for a disk on which it does not fit. Killed in the middle, it can be run again.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive, url)
        names = _photo_names(archive)
        folder = None if "://" in where or not manifest.with_photos else Path(where)
        if not force:
            _refuse_lived_in(url, folder)
        place = snapshot.folder_of(url)
        _must_fit(archive, place, folder)
        with _staged(place, "database") as new, _staged(folder.parent if folder else place, "photos") as pictures:
            _unpack(archive, DATABASE, new / DATABASE)
            if manifest.with_photos:
                _unpack_photos(archive, names, PhotoStore.open(str(pictures / PHOTOS) if folder else where, pictures))
            before = snapshot.put_back(new / DATABASE, url, manifest.tables, now)
            aside = _swap(pictures / PHOTOS, folder, now) if folder else None
    return Restored(manifest, tuple(one for one in (before, aside) if one is not None))


def _refuse_lived_in(url: str, folder: Path | None) -> None:
    if snapshot.lived_in(url):
        raise Refusal("program.restore.lived_in")
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise Refusal("program.restore.photos_there", folder=folder)


def _swap(new: Path, folder: Path, now: datetime) -> Path | None:
    """The new photos into their place, the former ones beside it."""
    aside = None
    if folder.exists() and any(folder.iterdir()):
        aside = snapshot.free_name_beside(folder, now)
        folder.rename(aside)
    elif folder.exists():
        folder.rmdir()
    new.rename(folder)
    return aside


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive. What is found to be cut off or changed, now or while it is read, is a Refusal."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise Refusal("program.backup.damaged", file=file.name, reason=str(error)) from None


def _manifest(archive: zipfile.ZipFile, url: str) -> Manifest:
    try:
        about = archive.getinfo(MANIFEST)
        raw: Any = json.loads(archive.read(about)) if about.file_size <= _BIGGEST_MANIFEST else {}
        manifest = Manifest(**{**raw, "tables": tuple(raw["tables"])})
    except (KeyError, TypeError, ValueError):
        raise Refusal("program.backup.not_ours", file=archive.filename) from None
    if manifest.format != FORMAT or manifest.step not in migrate.steps():
        raise Refusal("program.restore.newer", program=manifest.program)
    if manifest.kind != snapshot.kind_of(url):
        raise Refusal("program.restore.other_kind", kind=manifest.kind, here=snapshot.kind_of(url))
    return manifest


def _photo_names(archive: zipfile.ZipFile) -> list[str]:
    """The photos, if there is nothing in the archive but what belongs there, once, and no larger than it can be."""
    found = [one.filename for one in archive.infolist()]
    named = [name for name in found if name.startswith(PHOTOS) and is_name(name.removeprefix(PHOTOS))]
    strange = sorted(set(found) - {MANIFEST, DATABASE, *named})
    strange += [one.filename for one in archive.infolist() if one.filename in named and one.file_size > BIGGEST_PHOTO]
    if strange or len(set(found)) != len(found) or DATABASE not in found:
        reason = repr((strange or [DATABASE])[0])
        raise Refusal("program.backup.damaged", file=Path(archive.filename or "").name, reason=reason)
    return [name.removeprefix(PHOTOS) for name in named]


def _must_fit(archive: zipfile.ZipFile, place: Path, folder: Path | None) -> None:
    """Raises Refusal when unpacking would fill a disk: each needs room for its own part, and one disk for both."""
    database = archive.getinfo(DATABASE).file_size
    photos = sum(one.file_size for one in archive.infolist()) - database
    for where, needed in ((place, database), (folder, photos if folder else 0)):
        if where is not None:
            there = next(one for one in (where, *where.absolute().parents) if one.exists())
            together = folder is not None and _device(place) == _device(folder)
            wanted = (database + photos if together else needed) + _SPARE
            if shutil.disk_usage(there).free < wanted:
                raise Refusal("program.restore.no_room", folder=there, needed=wanted // (1024 * 1024))


def _device(path: Path) -> int:
    return next(one for one in (path.absolute(), *path.absolute().parents) if one.exists()).stat().st_dev


@contextmanager
def _staged(place: Path, what: str) -> Iterator[Path]:
    """A folder on the same disk in which things are made ready; whatever is left in it goes."""
    place.mkdir(parents=True, exist_ok=True)
    clear_leftovers(place, f"{STAGED}*")
    with tempfile.TemporaryDirectory(dir=place, prefix=f"{STAGED}{what}-") as folder:
        yield Path(folder)


def _unpack_photos(archive: zipfile.ZipFile, names: list[str], store: PhotoStore) -> None:
    for name in names:
        store.save(name, archive.read(PHOTOS + name))


def _unpack(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, _PIECE)
        out.flush()
        os.fsync(out.fileno())
