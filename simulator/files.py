"""Stored files: bytes once, a stable `file_unique_id`, and a `file_id` that only one bot may use."""

import secrets
from dataclasses import dataclass, field

from simulator.pictures import Picture
from simulator.refusals import JsonDict

_PREFIX = {
    "photo": "AgACAgUAAx",
    "document": "BQACAgUAAx",
    "video": "BAACAgUAAx",
    "voice": "AwACAgUAAx",
    "sticker": "CAACAgUAAx",
    "animation": "CgACAgUAAx",
    "audio": "CQACAgUAAx",
    "video_note": "DQACAgUAAx",
}
_FOLDER = {
    "photo": "photos",
    "document": "documents",
    "video": "videos",
    "voice": "voice",
    "sticker": "stickers",
    "animation": "animations",
    "audio": "music",
    "video_note": "video_notes",
}


@dataclass(frozen=True, eq=False, slots=True)
class StoredFile:
    """One file; `kind` is the field of a message that may carry it; sizes are in pixels and bytes."""

    unique_id: str
    kind: str
    data: bytes = field(repr=False)
    path: str
    mime: str = "application/octet-stream"
    name: str | None = None
    width: int = 0
    height: int = 0
    seconds: int = 0

    def id_for(self, bot_id: int) -> str:
        return f"{_PREFIX[self.kind]}{self.unique_id}-{bot_id:x}"


@dataclass(frozen=True, eq=False, slots=True)
class Photo:
    """One picture in several sizes, smallest first."""

    sizes: tuple[StoredFile, ...]

    @property
    def largest(self) -> StoredFile:
        return self.sizes[-1]


class FileStore:
    """Every file of the world by unique id and by path."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._photos: dict[str, Photo] = {}
        self._paths: dict[str, StoredFile] = {}
        self._count = 0

    def add(self, kind: str, data: bytes, **about: object) -> StoredFile:
        """Keep a file; `about` takes name, mime, width, height, seconds."""
        name = about.get("name")
        suffix = str(name).rpartition(".")[2] if name and "." in str(name) else _suffix(kind)
        self._count += 1
        path = f"{_FOLDER[kind]}/file_{self._count}.{suffix}"
        stored = StoredFile(_unique_id(), kind, data, path, **about)  # type: ignore[arg-type]  # names as documented
        self._files[stored.unique_id] = self._paths[path] = stored
        return stored

    def add_photo(self, pictures: tuple[Picture, ...]) -> Photo:
        photo = Photo(
            tuple(
                self.add("photo", picture.data, mime="image/jpeg", width=picture.width, height=picture.height)
                for picture in pictures
            )
        )
        for size in photo.sizes:
            self._photos[size.unique_id] = photo
        return photo

    def everything(self) -> list[StoredFile]:
        """Every file, in the order in which they came."""
        return list(self._files.values())

    def photos(self) -> list[Photo]:
        """Every photo, once."""
        return list({photo.largest.unique_id: photo for photo in self._photos.values()}.values())

    def take_back(self, stored: StoredFile) -> None:
        """A file that was kept, under the ids that it had."""
        self._files[stored.unique_id] = self._paths[stored.path] = stored
        self._count += 1

    def take_back_photo(self, sizes: tuple[StoredFile, ...]) -> Photo:
        """A photo of files that were taken back."""
        photo = Photo(sizes)
        for size in sizes:
            self._photos[size.unique_id] = photo
        return photo

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        return self._files.get(unique_id)

    def by_path(self, path: str) -> StoredFile | None:
        return self._paths.get(path)

    def by_id(self, file_id: str, bot_id: int) -> StoredFile | None:
        """The file behind a `file_id`, if this bot was given that id."""
        body, _, owner = file_id.rpartition("-")
        stored = self._files.get(body[10:])
        return stored if stored is not None and stored.id_for(bot_id) == file_id and owner else None

    def photo_of(self, size: StoredFile) -> Photo:
        return self._photos[size.unique_id]


def file_shape(stored: StoredFile, bot_id: int) -> JsonDict:
    """The fields common to every file of the Bot API."""
    return {
        "file_id": stored.id_for(bot_id),
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
    }


def _suffix(kind: str) -> str:
    return {"photo": "jpg", "voice": "oga", "video": "mp4", "sticker": "webp"}.get(kind, "bin")


def _unique_id() -> str:
    return f"AQAD{secrets.token_hex(6)}"
