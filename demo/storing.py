"""Where a run leaves its state: the pretend world, the bot's database and photos, the place in the tour."""

import json
import shutil
from pathlib import Path
from typing import Any

from simulator.keeping import keep
from simulator.world import World

WORLD = "world"
TOUR = "tour.json"
DATABASE = "gridbee.db"
PHOTOS = "photos"


def keep_all(folder: Path, world: World, place: dict[str, Any], *, properly: bool) -> None:
    """Put the state on the disk; `properly` when nothing will happen after it."""
    folder.mkdir(parents=True, exist_ok=True)
    keep(world, folder / WORLD, properly=properly)
    fresh = folder / f"{TOUR}.new"
    fresh.write_text(json.dumps(place, ensure_ascii=False), encoding="utf-8")
    fresh.replace(folder / TOUR)


def kept_place(folder: Path) -> dict[str, Any]:
    """The place in the tour as it was kept. Raises OSError or ValueError where there is none."""
    place = json.loads((folder / TOUR).read_text(encoding="utf-8"))
    if not isinstance(place, dict):
        raise TypeError(f"no place in a tour: {place!r}")
    return place


def forget(folder: Path) -> None:
    """Remove what runs leave, and nothing else."""
    for name in (WORLD, PHOTOS):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (folder / TOUR, *folder.glob(f"{DATABASE}*")):
        path.unlink(missing_ok=True)
