"""Fetches photos into our own store, and removes those that are no longer kept."""

import asyncio
from datetime import datetime
from hashlib import sha256
from typing import Any

from telegram import Bot, File
from telegram.error import BadRequest, NetworkError, TelegramError

from storage import photo_rows
from storage.database import Database
from storage.photo_store import PhotoGone, PhotoStore
from usecases import keep_photo, locate_report

MOST = 20 * 1024 * 1024
REFUSED_TRIES = 5
"""So often a refused or spoilt file is asked for again: half a minute."""
TRIES = 10_000
"""So often it is tried while Telegram or the photo store is away: a week."""
_TOO_BIG = "too big"


class PhotoJobs:
    """The jobs that need Telegram's files and the photo store. Raises what passes: the loop tries again."""

    def __init__(self, bot: Bot, database: Database, store: PhotoStore) -> None:
        self._bot = bot
        self._database = database
        self._store = store
        self._one_picture = asyncio.Lock()

    async def fetch(self, photo_id: int, tries: int, now: datetime) -> None:
        """Download, decode safely, strip, shrink, keep. One that can't be used is marked broken, the case goes on."""
        row = await self._database.run(photo_rows.one, photo_id)  # along with others' work, which is cheaper than alone
        if row is None or row.state != "owed" or row.case_id is None:
            return
        data = await self._download(row, tries)
        if data is None:
            await self._database.run(keep_photo.photo_broken, photo_id, now)
        else:
            await self._keep(row, data, now)

    async def locate(self, photo_id: int, tries: int, now: datetime) -> None:
        """Look only where the photo was taken, to answer "which building?"; nothing of it is kept."""
        row = await self._database.read(photo_rows.one, photo_id)
        if row is None or row.state != "owed" or row.draft_id is None:
            return
        if (data := await self._download(row, tries)) is None:
            return
        from storage.photos import BrokenPhoto, position_of  # noqa: PLC0415

        try:
            position = await asyncio.to_thread(position_of, data)
        except BrokenPhoto:
            return
        if position is not None:
            await self._database.run(locate_report.draft_located, row.draft_id, *position, now)

    async def drop(self, photo_id: int, now: datetime) -> None:
        """Remove a photo from the store; its row stays and says that it has expired."""
        row = await self._database.read(photo_rows.one, photo_id)
        if row is not None:  # a picture that was being stored when its owner left has no path yet
            await asyncio.to_thread(self._delete, row.path or name_of(row))
        await self._database.run(keep_photo.photo_expired, photo_id, now)

    async def _download(self, row: Any, tries: int) -> bytes | None:
        """The bytes, or None for a file that can't be had. Telegram says "wrong file_id" of one that is only late."""
        try:
            file = await self._bot.get_file(row.file_id)
            if (file.file_size or 0) > MOST:
                return None
            return await _bytes_of(file, tries)
        except TelegramError as error:
            refused = isinstance(error, BadRequest)
            if (refused and _TOO_BIG in error.message.lower()) or tries >= (REFUSED_TRIES if refused else TRIES):
                return None
            raise

    def _delete(self, path: str) -> None:
        try:
            self._store.delete(path)
        except PhotoGone:
            return

    async def _keep(self, row: Any, data: bytes, now: datetime) -> None:
        # The picture library is loaded with the first photo, not with the program.
        from storage.photos import BrokenPhoto, prepare  # noqa: PLC0415

        name = name_of(row)
        try:
            # One at a time: a large picture may need half of a small machine's memory while it is decoded.
            async with self._one_picture:
                ready = await asyncio.to_thread(prepare, data)
        except BrokenPhoto:
            await self._database.run(keep_photo.photo_broken, row.id, now)
            return
        await asyncio.to_thread(self._store.save, name, ready.jpeg)
        kept = await self._database.run(
            keep_photo.photo_stored, row.id, name, ready.width, ready.height, ready.likeness, now
        )
        if kept and ready.gps is not None:
            await self._database.run(locate_report.case_located, row.id, *ready.gps, now)
        if not kept:
            await asyncio.to_thread(self._delete, name)


async def _bytes_of(file: File, tries: int) -> bytes:
    """What is not as long as Telegram said is half of it, or a proxy's page: NetworkError, unless it stays so."""
    data = bytes(await file.download_as_bytearray())
    if len(data) != (file.file_size or len(data)) and tries < REFUSED_TRIES:
        raise NetworkError(f"{len(data)} bytes of a file of {file.file_size}")
    return data


def name_of(row: Any) -> str:
    """Where a photo belongs in the store: the same at each attempt, so that a kill leaves no stray picture."""
    return f"{row.taken_at:%Y/%m}/{sha256(f'{row.id}:{row.unique_id}'.encode()).hexdigest()[:24]}.jpg"
