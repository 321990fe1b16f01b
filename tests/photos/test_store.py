"""Photos come back whole, or the store says that it is away."""

import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from storage.photo_store import PhotoGone, PhotoStore, PhotoStoreAway

NAME = "2026/11/ab12cd.jpg"


class Shelf(BaseHTTPRequestHandler):
    """As much of S3 as photos need, over real HTTP."""

    def do_PUT(self) -> None:  # the names that http.server calls
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.path.startswith("/photos/"):
            return self.answer(404, b"<Error><Code>NoSuchBucket</Code></Error>")
        self.server.things[self.path] = data
        return self.answer(200)

    def do_GET(self) -> None:
        thing = self.server.things.get(self.path)
        self.answer(404 if thing is None else 200, thing or b"")

    def do_DELETE(self) -> None:
        self.server.things.pop(self.path, None)
        self.answer(204)

    def do_POST(self) -> None:  # S3 deletes many at a time
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = [part.split("</Key>")[0] for part in body.split("<Key>")[1:]]
        for key in keys:
            self.server.things.pop(f"/photos/{key}", None)
        deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self.answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Thu, 11 Jun 2026 01:12:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    server.things = {}
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PhotoStore:
    if request.param == "folder":
        return PhotoStore.open("photos", tmp_path)
    pytest.importorskip("obstore")
    request.getfixturevalue("shelf")
    return PhotoStore.open("s3://photos/nest", tmp_path)


def test_what_is_saved_comes_back_until_it_is_deleted(store: PhotoStore) -> None:
    store.check()
    store.save(NAME, b"first")
    store.save(NAME, b"second")
    assert store.load(NAME) == b"second"
    store.delete(NAME)
    store.delete(NAME)
    with pytest.raises(PhotoGone):
        store.load(NAME)


@pytest.mark.parametrize(
    "name",
    [
        "../x.jpg",
        "/etc/x.jpg",
        "a/../x.jpg",
        "a//x.jpg",
        "a\\x.jpg",
        ".x.jpg",
        "x",
        "",
        "a/x.jpg\n",
        "a b.jpg",
        "%2e.jpg",
    ],
)
def test_names_stay_inside(store: PhotoStore, name: str) -> None:
    for move in (store.load, store.delete, lambda given: store.save(given, b"")):
        with pytest.raises(ValueError, match="not a name of a photo"):
            move(name)


def test_folder_holds_nothing_but_whole_photos(tmp_path: Path) -> None:
    store = PhotoStore.open("photos", tmp_path)
    store.check()
    store.save(NAME, b"whole")
    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()] == [
        f"photos/{NAME}"
    ]


def test_folder_that_vanished_is_away_and_is_not_made_again(tmp_path: Path) -> None:
    store = PhotoStore.open("photos", tmp_path)
    (tmp_path / "photos").rename(tmp_path / "unmounted")
    for move in (store.check, lambda: store.load(NAME), lambda: store.delete(NAME), lambda: store.save(NAME, b"x")):
        with pytest.raises(PhotoStoreAway, match="is not there"):
            move()
    assert not (tmp_path / "photos").exists()
    (tmp_path / "unmounted").rename(tmp_path / "photos")
    store.check()


def test_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file in the way")
    with pytest.raises(PhotoStoreAway, match="cannot be used"):
        PhotoStore.open("photos", tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_away(tmp_path: Path) -> None:
    store = PhotoStore.open("photos", tmp_path)
    (tmp_path / "photos").chmod(0o500)
    with pytest.raises(PhotoStoreAway):
        store.check()


def test_full_disk_leaves_the_earlier_photo(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the write fails half-way through."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    store = PhotoStore.open("photos", tmp_path)
    store.save(NAME, b"earlier")
    limits, on_excess = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(PhotoStoreAway):
            store.save(NAME, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, on_excess)
    assert store.load(NAME) == b"earlier"
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 1


def test_bucket_keeps_photos_under_its_prefix(shelf: ThreadingHTTPServer, tmp_path: Path) -> None:
    pytest.importorskip("obstore")
    PhotoStore.open("s3://photos/nest", tmp_path).save(NAME, b"x")
    assert shelf.things == {f"/photos/nest/{NAME}": b"x"}


@pytest.mark.usefixtures("shelf")
def test_unreachable_bucket_is_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("obstore")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(PhotoStoreAway, match="s3://photos cannot be used"):
        PhotoStore.open("s3://photos", tmp_path).load(NAME)


@pytest.mark.usefixtures("shelf")
def test_bucket_that_does_not_exist_is_away(tmp_path: Path) -> None:
    pytest.importorskip("obstore")
    with pytest.raises(PhotoStoreAway, match="s3://other cannot be used"):
        PhotoStore.open("s3://other", tmp_path).check()


def test_missing_client_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(PhotoStoreAway, match="pip install obstore"):
        PhotoStore.open("s3://photos", tmp_path)


def test_what_a_kill_left_half_written_is_written_over(tmp_path: Path) -> None:
    """The next attempt has the same name; nothing stays beside the photo, and nothing of it after its deletion."""
    store = PhotoStore.open("photos", tmp_path)
    store.save("2026/11/a.jpg", b"whole")
    beside = tmp_path / "photos/2026/11/.b.jpg.part"
    beside.write_bytes(b"ha")
    store.save("2026/11/b.jpg", b"half no more")
    assert [one.name for one in sorted((tmp_path / "photos/2026/11").iterdir())] == ["a.jpg", "b.jpg"]
    assert (tmp_path / "photos/2026/11/a.jpg").stat().st_mode & 0o077 == 0
    beside.write_bytes(b"ha")
    store.delete("2026/11/b.jpg")
    assert [one.name for one in (tmp_path / "photos/2026/11").iterdir()] == ["a.jpg"]
