"""Backups as an operator makes and restores them, beside a running bot and without one."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bot.rules import rules_of
from bot.settings import Settings
from storage import migrate, runs
from storage.backup import Manifest, write_backup
from storage.photo_store import PhotoStore
from storage.restore import Restored, restore_backup
from storage.snapshot import PATIENCE
from storage.unit import Unit

RUN = ("backup", "file")
"""How a backup is noted among the runs, for `gridbee check`."""


def back_up(settings: Settings, file: Path, *, with_photos: bool) -> Manifest:
    """Write a backup, and note the day. The schema stays as it is: a backup comes before an upgrade."""
    kept, now = settings.storage, datetime.now(UTC)
    store = PhotoStore.open(kept.photos, Path.cwd()) if with_photos else None
    manifest = write_backup(kept.database, store, file, version("gridbee"), now)
    engine = migrate.sync_engine(kept.database, PATIENCE)
    try:
        with engine.begin() as connection:
            day = now.astimezone(settings.community.timezone).date()
            runs.claim(Unit(connection, rules_of(settings)), *RUN, day, now)
    finally:
        engine.dispose()
    return manifest


def bring_back(settings: Settings, file: Path, *, force: bool) -> Restored:
    """Put a backup in the place of what is there."""
    kept, now = settings.storage, datetime.now(UTC)
    return restore_backup(kept.database, kept.photos, file, now, force=force)
