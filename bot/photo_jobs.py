"""Fetches photos into our own store, and removes those that are no longer kept."""

import asyncio
import secrets
from datetime import datetime
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from storage import photo_rows
from storage.database import Database
from storage.photo_store import PhotoGone, PhotoStore
from usecases import keep_photo, locate_report

MOST = 20 * 1024 * 1024
REFUSED_TRIES = 5
"""So often a refused file is asked for again: half a minute."""
TRIES = 150
"""So often it is tried while Telegram is away: a day."""
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
        row = await self._database.read(photo_rows.one, photo_id)
        if row is None or row.state != "owed" or row.case_id is None:
            return
        data = await self._download(row, tries)
        if data is None:
            await self._database.run(keep_photo.photo_broken, photo_id, now)
        else:
            await self._keep(photo_id, data, now)

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
        if row is not None and row.path is not None:
            await asyncio.to_thread(self._delete, row.path)
        await self._database.run(keep_photo.photo_expired, photo_id, now)

    async def _download(self, row: Any, tries: int) -> bytes | None:
        """The bytes, or None for a file that can't be had. Telegram says "wrong file_id" of one that is only late."""
        try:
            file = await self._bot.get_file(row.file_id)
            if (file.file_size or 0) > MOST:
                return None
            return bytes(await file.download_as_bytearray())
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

    async def _keep(self, photo_id: int, data: bytes, now: datetime) -> None:
        # The picture library is loaded with the first photo, not with the program.
        from storage.photos import BrokenPhoto, prepare  # noqa: PLC0415

        name = f"{now:%Y/%m}/{secrets.token_hex(12)}.jpg"
        try:
            # One at a time: a large picture may need half of a small machine's memory while it is decoded.
            async with self._one_picture:
                ready = await asyncio.to_thread(prepare, data)
        except BrokenPhoto:
            await self._database.run(keep_photo.photo_broken, photo_id, now)
            return
        await asyncio.to_thread(self._store.save, name, ready.jpeg)
        kept = await self._database.run(
            keep_photo.photo_stored, photo_id, name, ready.width, ready.height, ready.likeness, now
        )
        if kept and ready.gps is not None:
            await self._database.run(locate_report.case_located, photo_id, *ready.gps, now)
        if not kept:
            await asyncio.to_thread(self._delete, name)
