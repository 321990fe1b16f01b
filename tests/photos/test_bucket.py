"""The photo store against a real S3 server, wherever one is named; tests/photos/test_store.py plays the protocol itself.

`GRIDBEE_S3=http://127.0.0.1:9000` names the server, which must have a bucket `gridbee-test`; keys as usual in `AWS_…`.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import pytest

from storage.photo_store import PhotoGone, PhotoStore, PhotoStoreAway
from tests.street.scene import Street, open_street, picture
from usecases.keep_house import keep_house

SERVER = os.environ.get("GRIDBEE_S3", "")
BUCKET = f"s3://gridbee-test/{secrets.token_hex(4)}"

pytestmark = pytest.mark.skipif(not SERVER, reason="GRIDBEE_S3 names no S3 server")


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("obstore")
    usual = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}
    for name, value in {**usual, **os.environ, "AWS_ENDPOINT_URL": SERVER}.items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)


def test_what_is_saved_comes_back_until_it_is_deleted(tmp_path: Path) -> None:
    store = PhotoStore.open(BUCKET, tmp_path)
    store.check()
    large = secrets.token_bytes(6 * 1024 * 1024)
    for data in (b"first", large):
        store.save("2026/11/a.jpg", data)
        assert store.load("2026/11/a.jpg") == data
    assert PhotoStore.open(BUCKET, tmp_path).load("2026/11/a.jpg") == large
    store.delete("2026/11/a.jpg")
    store.delete("2026/11/a.jpg")
    with pytest.raises(PhotoGone):
        store.load("2026/11/a.jpg")


def test_a_bucket_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(PhotoStoreAway):
        PhotoStore.open("s3://gridbee-test-missing", tmp_path).check()


async def in_the_bucket(street: Street) -> None:
    """The bot runs again, with its photos in the bucket."""
    await street.stop_bot()
    storage = street.settings.storage.model_copy(update={"photos": BUCKET})
    street.settings = street.settings.model_copy(update={"storage": storage})
    await street.start_bot()


async def test_a_case_lives_with_its_photos_in_a_bucket(tmp_path: Path) -> None:
    """Before and after are drawn from there, and both are removed when they have expired."""
    async with open_street(tmp_path) as street:
        await in_the_bucket(street)
        number = await street.report()
        await street.press(street.chen, street.last(street.chen), "接单")
        await street.press(street.chen, street.card(street.chen, number), "办好了")
        await street.says(street.chen, street.bot, photo=picture("navy"))
        before, after = (await street.case(number)).photos
        result = street.last(street.group)
        assert result.photo
        stored = [one.path or "" for one in (before, after)]
        assert all(street.gridbee.store.load(path).startswith(b"\xff\xd8") for path in stored)
        assert not list((tmp_path / "photos").rglob("*.jpg"))
        await street.press(street.wang, result, "解决了")
        street.clock.shift(timedelta(days=200))
        await street.gridbee.database.run(keep_house, street.clock.now())
        await street.settled()
        assert {one.state for one in (await street.case(number)).photos} == {"expired"}
        for path in stored:
            with pytest.raises(PhotoGone):
                street.gridbee.store.load(path)
