"""Where photos are kept: a folder, or a bucket that speaks S3. The same four moves for both, all of them blocking."""

import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

_NAME = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]+")
_PROBE = "writable.txt"


class PhotoStoreAway(Exception):  # a state of the world, and the job tries again later
    """The store cannot be used: unmounted, full, read-only, unreachable, not set up. The operator reads the text."""


class PhotoGone(Exception):
    """The store is there, and the photo is not: it expired or was deleted."""


class PhotoStore(ABC):
    """Named bytes. A name is like `2026/11/ab12.jpg`; the caller makes it up, and anything else raises ValueError."""

    @staticmethod
    def open(where: str, base: Path) -> "PhotoStore":
        """The store at `where`: a folder (relative to `base`, made if missing) or `s3://bucket/prefix`.

        Raises PhotoStoreAway if the folder cannot be made or the S3 client is not installed.
        """
        return _Bucket(where) if where.startswith("s3://") else _Folder(base / where)

    def save(self, name: str, data: bytes) -> None:
        """Keep `data`, whole or not at all; an earlier photo of that name is replaced. Raises PhotoStoreAway."""
        self._save(_checked(name), data)

    def load(self, name: str) -> bytes:
        """The bytes that were saved. Raises PhotoGone or PhotoStoreAway."""
        return self._load(_checked(name))

    def delete(self, name: str) -> None:
        """Forget the photo; fine if it was gone already. Raises PhotoStoreAway."""
        self._delete(_checked(name))

    def check(self) -> None:
        """Raises PhotoStoreAway unless a file can be written, read and deleted."""
        self._save(_PROBE, b"ok")
        if self._load(_PROBE) != b"ok":
            raise PhotoStoreAway("what was written to the photo store did not come back")
        self._delete(_PROBE)

    @abstractmethod
    def _save(self, name: str, data: bytes) -> None: ...

    @abstractmethod
    def _load(self, name: str) -> bytes: ...

    @abstractmethod
    def _delete(self, name: str) -> None: ...


def is_name(name: str) -> bool:
    """Whether a photo may be called so: no way out of its folder, nothing hidden."""
    return _NAME.fullmatch(name) is not None


def _checked(name: str) -> str:
    if not is_name(name):
        raise ValueError(f"not a name of a photo: {name!r}")
    return name


class _Folder(PhotoStore):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with self._or_away():
            folder.mkdir(parents=True, exist_ok=True)

    def _save(self, name: str, data: bytes) -> None:
        with self._or_away():
            self._still_there()
            target = self._folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, data)

    def _load(self, name: str) -> bytes:
        with self._or_away():
            self._still_there()
            try:
                return (self._folder / name).read_bytes()
            except FileNotFoundError:
                raise PhotoGone(name) from None

    def _delete(self, name: str) -> None:
        with self._or_away():
            self._still_there()
            target = self._folder / name
            target.unlink(missing_ok=True)
            _beside(target).unlink(missing_ok=True)

    def _still_there(self) -> None:
        """A folder that vanished is an unmounted disk; making it anew would hide photos under the mount point."""
        if not self._folder.is_dir():
            raise PhotoStoreAway(f"the photo folder {self._folder} is not there")

    @contextmanager
    def _or_away(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PhotoStoreAway(f"the photo folder {self._folder} cannot be used: {error.strerror}") from error


def _write_whole(target: Path, data: bytes) -> None:
    """Written beside it, flushed, then moved into place: neither a reader nor a power cut ever meets half a photo."""
    beside = _beside(target)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _beside(target: Path) -> Path:
    """The half-written photo, under one name: what a kill leaves of it, the next attempt writes over."""
    return target.with_name(f".{target.name}.part")


class _Bucket(PhotoStore):
    """An object store over obstore. Keys, region and endpoint come from the usual AWS_… variables."""

    def __init__(self, url: str) -> None:
        try:
            self._client: Any = import_module("obstore")  # an optional extra, loaded only where photos live in a bucket
            stores: Any = import_module("obstore.store")
        except ImportError as error:
            raise PhotoStoreAway("photos in s3:// need one more package: pip install obstore") from error
        self._url = url
        self._gone = (FileNotFoundError, self._client.exceptions.NotFoundError)
        patience = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}  # the job itself retries, for days
        # Plain HTTP only happens where the operator's own endpoint says http://, as a store on the same machine does.
        client = {"timeout": "20s", "connect_timeout": "5s", "allow_http": True}
        with self._or_away():
            self._store: Any = stores.from_url(url, retry_config=patience, client_options=client)

    def _save(self, name: str, data: bytes) -> None:
        with self._or_away():
            self._client.put(self._store, name, data)

    def _load(self, name: str) -> bytes:
        with self._or_away():
            try:
                return bytes(self._client.get(self._store, name).bytes())
            except self._gone:
                raise PhotoGone(name) from None

    def _delete(self, name: str) -> None:
        with self._or_away(), suppress(*self._gone):
            self._client.delete(self._store, name)

    @contextmanager
    def _or_away(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, self._client.exceptions.BaseError) as error:
            raise PhotoStoreAway(f"{self._url} cannot be used: {str(error).splitlines()[0]}") from error
