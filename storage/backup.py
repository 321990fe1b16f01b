"""One file with everything: the database of one moment and every photo that this moment knew.

The file is a ZIP: `manifest.json`, `database`, and the photos by their names. Every part carries its own checksum.
"""

import errno
import json
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from domain.errors import Refusal
from storage import snapshot
from storage.photo_store import PhotoGone, PhotoStore

FORMAT = 1
MANIFEST, DATABASE, PHOTOS = "manifest.json", "database", "photos/"
STAGED = ".gridbee-"
"""How folders begin in which something is made ready."""
_LEFT = 24 * 3600
"""Seconds after which what was made ready for something is not made ready any more: the program was killed."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `gone` are photos that expired between the moment and the copying."""

    format: int
    program: str
    kind: str
    step: str
    tables: tuple[str, ...]
    made_at: str
    cases: int
    photos: int
    gone: int
    with_photos: bool


def write_backup(url: str, store: PhotoStore | None, file: Path, program: str, now: datetime) -> Manifest:
    """Write everything into one file beside a running bot; without a `store` the photos are left out.

    An earlier backup of that name is replaced once the new one is whole. Raises Refusal, PhotoStoreAway or OSError, and
    then leaves nothing behind.
    """
    if not file.absolute().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.absolute().parent))
    if file.exists() and not _is_backup(file):
        raise Refusal("program.backup.not_ours", file=file)
    clear_leftovers(file.parent, f".{file.name}.*.part", f"{STAGED}*")
    with _beside(file) as part, tempfile.TemporaryDirectory(dir=file.parent, prefix=STAGED) as folder:
        copy = Path(folder, "database")
        seen = snapshot.take(url, copy)
        with zipfile.ZipFile(part, "w") as archive:
            archive.write(copy, DATABASE, zipfile.ZIP_DEFLATED, 1)
            copy.unlink()
            kept = sum(_add_photo(archive, store, name) for name in seen.photos) if store else 0
            manifest = Manifest(
                FORMAT, program, snapshot.kind_of(url), seen.step, seen.tables, now.isoformat(), seen.cases, kept,
                len(seen.photos) - kept if store else 0, with_photos=store is not None,
            )  # fmt: skip
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1), zipfile.ZIP_DEFLATED)
    return manifest


def clear_leftovers(folder: Path, *patterns: str) -> None:
    """Remove what killed backups and restores left there a day ago or earlier; residents' data is in it."""
    for pattern in patterns:
        for one in folder.glob(pattern):
            if time.time() - one.stat().st_mtime > _LEFT:
                shutil.rmtree(one) if one.is_dir() else one.unlink()


def _add_photo(archive: zipfile.ZipFile, store: PhotoStore, name: str) -> int:
    try:
        data = store.load(name)
    except PhotoGone:
        return 0  # it expired, or its owner left, after the database's moment
    archive.writestr(zipfile.ZipInfo(PHOTOS + name), data, zipfile.ZIP_STORED)
    return 1


def _is_backup(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return MANIFEST in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file for nobody else's eyes that takes its name once it is whole and on the disk."""
    handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(part)
        with Path(part).open("rb") as whole:
            os.fsync(whole.fileno())
        Path(part).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(part).unlink()
        raise
