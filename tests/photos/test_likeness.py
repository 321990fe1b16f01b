"""The same photo is found again; another photo is not."""

from io import BytesIO
from itertools import combinations
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from storage.photos import distance, prepare

SAME = 10


def scene(seed: int) -> Image.Image:
    """A made-up photo: soft light, some large things, some small ones."""
    random = Random(seed)  # noqa: S311  # a drawing, not a secret
    image = Image.new("RGB", (1280, 960), (random.randrange(90, 200),) * 3)
    draw = ImageDraw.Draw(image)
    for size in [500] * 5 + [220] * 14 + [60] * 30:
        x, y = random.randrange(-200, 1280), random.randrange(-200, 960)
        w, h = random.randrange(size // 3, size), random.randrange(size // 3, size)
        colour = tuple(random.randrange(20, 235) for _ in range(3))
        (draw.ellipse if random.random() < 0.5 else draw.rectangle)((x, y, x + w, y + h), colour)
    return image


def likeness(image: Image.Image, quality: int = 90) -> int:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return prepare(out.getvalue()).likeness


COPIES = {
    "encoded again": lambda image: Image.open(BytesIO(shrunk(image, 25))),
    "half the size": lambda image: image.resize((640, 480)),
    "a thumbnail": lambda image: image.resize((160, 120)),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    "grey": lambda image: image.convert("L"),
    "cut by 1 % all round": lambda image: image.crop((13, 10, 1267, 950)),
    "with a white border": lambda image: ImageOps.expand(image, 8, "white"),
}


def shrunk(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
def test_copies_stay_close(copy) -> None:
    for seed in range(3):
        original = scene(seed)
        assert distance(likeness(original), likeness(copy(original))) <= SAME


def test_other_photos_are_far() -> None:
    marks = [likeness(scene(seed)) for seed in range(12)]
    assert min(distance(a, b) for a, b in combinations(marks, 2)) > SAME


def test_upside_down_is_another_photo_and_orientation_is_not() -> None:
    """Turned by EXIF it is the same scene; turned for good it is not."""
    original, turned = scene(1), scene(1).transpose(Image.Transpose.ROTATE_180)
    exif = Image.Exif()
    exif[0x0112] = 3
    out = BytesIO()
    turned.save(out, "JPEG", exif=exif)
    assert distance(likeness(original), prepare(out.getvalue()).likeness) <= 4
    assert distance(likeness(original), likeness(turned)) > SAME


def test_mark_fits_a_database_column() -> None:
    marks = [likeness(scene(seed)) for seed in range(6)]
    assert all(-(2**63) <= mark < 2**63 for mark in marks)
    assert min(marks) < 0 < max(marks)
    assert distance(-1, 0) == 64
    assert distance(marks[0], marks[0]) == 0
