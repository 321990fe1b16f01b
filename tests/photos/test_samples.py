"""The drawn photos are what a phone would send: real JPEGs that pass the intake, each unlike the others."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from demo.photos import sample
from demo.samples import SAMPLES
from storage.photos import distance, prepare
from views.catalog import Catalogs

NAMES = [each.name for each in SAMPLES]


@pytest.fixture(scope="module")
def photos() -> dict[str, bytes]:
    return {name: sample(name) for name in NAMES}


def test_every_trouble_has_its_repair() -> None:
    repaired = {each.trouble for each in SAMPLES if each.trouble}
    assert repaired == {each.name for each in SAMPLES if not each.trouble}
    assert len(repaired) == 7
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_photo_has_a_caption(language: str) -> None:
    words = Catalogs()(language)
    captions = [words.plain(each.caption_key) for each in SAMPLES]
    assert len(set(captions)) == len(captions)


def test_photos_pass_the_intake_and_differ(photos: dict[str, bytes]) -> None:
    prepared = {name: prepare(data) for name, data in photos.items()}
    assert {(photo.width, photo.height) for photo in prepared.values()} == {(1280, 960)}
    close = [(a, b) for a, b in combinations(NAMES, 2) if distance(prepared[a].likeness, prepared[b].likeness) <= 10]
    assert close == []


def test_photos_show_something(photos: dict[str, bytes]) -> None:
    """Many tones, and not the same picture in the middle, which is what the group will see of it."""
    for data in photos.values():
        middle = Image.open(BytesIO(data)).convert("L").crop((256, 0, 1024, 960))
        assert len(middle.getcolors(256) or []) > 60


def test_the_same_bytes_every_time_and_any_size() -> None:
    assert sample("bin_broken") == sample("bin_broken")
    assert Image.open(BytesIO(sample("pipe_fixed", size=(600, 800)))).size == (600, 800)
    with pytest.raises(KeyError):
        sample("nothing")
