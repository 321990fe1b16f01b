"""Whether the same photo is found again, and others are not: 1000 distinct pictures, each in many copies.

    python -m bench.likeness [--folder PICTURES]

The pictures are drawn, in five manners; those of a folder (public-domain photos that a package ships, say) join them.
Copies that people's phones and chats make must be found; crops, rotations and bars are only told.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from demo.photos import SAMPLES, sample
from domain.sameness import PHOTO_DISTANCE
from storage.photos import likeness_of

PICTURES = 1000
SIZE = (640, 480)
FOUND, FALSE = 0.98, 1 / 10_000
Copy = Callable[[Image.Image], Image.Image]


def encoded(quality: int) -> Copy:
    """Saved again with less quality."""

    def again(image: Image.Image) -> Image.Image:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality)
        return Image.open(BytesIO(out.getvalue()))

    return again


def scaled(factor: float) -> Copy:
    """Made larger or smaller."""
    return lambda image: image.resize(
        (round(image.width * factor), round(image.height * factor)), Image.Resampling.BICUBIC
    )


def cut(share: float) -> Copy:
    """That share of each side cut off."""
    return lambda image: image.crop(
        (round(image.width * share), round(image.height * share),
         round(image.width * (1 - share)), round(image.height * (1 - share)))
    )  # fmt: skip


def barred(share: float) -> Copy:
    """Black bars above and below, as a phone's screenshot has them."""

    def with_bars(image: Image.Image) -> Image.Image:
        bar = round(image.height * share)
        framed = Image.new("RGB", (image.width, image.height + 2 * bar))
        framed.paste(image, (0, bar))
        return framed

    return with_bars


GATED: dict[str, Copy] = {
    "JPEG quality 70": encoded(70),
    "JPEG quality 30": encoded(30),
    "twice the size": scaled(2.0),
    "half the size": scaled(0.5),
    "a quarter of the size": scaled(0.25),
    "a thumbnail of 90 px": scaled(90 / SIZE[0]),
    "brighter by 30 %": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "darker by 30 %": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "smaller, darker, JPEG 50": lambda image: encoded(50)(ImageEnhance.Brightness(scaled(0.6)(image)).enhance(0.85)),
}
TOLD: dict[str, Copy] = {
    "grey": lambda image: image.convert("L").convert("RGB"),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    "cut by 1 % all round": cut(0.01),
    "cut by 3 % all round": cut(0.03),
    "cut by 10 % all round": cut(0.10),
    "turned by 2 degrees": lambda image: image.rotate(2, Image.Resampling.BICUBIC),
    "turned by 90 degrees": lambda image: image.transpose(Image.Transpose.ROTATE_90),
    "mirrored": ImageOps.mirror,
    "bars of 10 %": barred(0.10),
    "a white border": lambda image: ImageOps.expand(image, 8, "white"),
}


def pictures(folder: Path | None) -> Iterator[Image.Image]:
    """`PICTURES` different ones: those given, the demonstration's own, then drawn ones."""
    count = 0
    for path in sorted(folder.iterdir()) if folder else ():
        if path.suffix in (".png", ".jpg", ".jpeg"):
            count += 1
            yield ImageOps.fit(Image.open(path).convert("RGB"), SIZE)
    for one in SAMPLES:
        count += 1
        yield Image.open(BytesIO(sample(one.name))).convert("RGB").resize(SIZE)
    manners = (shapes, corridor, texture, notice, wall)
    for number in range(PICTURES - count):
        chance = random.Random(number)  # noqa: S311  pictures, not secrets
        yield manners[number % len(manners)](chance)


def shapes(chance: random.Random) -> Image.Image:
    """Soft light, some large things, some small ones."""
    image = Image.new("RGB", SIZE, (chance.randrange(90, 200),) * 3)
    pen = ImageDraw.Draw(image)
    for size in [250] * 5 + [110] * 14 + [30] * 30:
        x, y = chance.randrange(-100, SIZE[0]), chance.randrange(-100, SIZE[1])
        w, h = chance.randrange(size // 3, size), chance.randrange(size // 3, size)
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x, y, x + w, y + h), colour(chance))  # noqa: PLR2004
    return image


def corridor(chance: random.Random) -> Image.Image:
    """A corridor of always the same build: doors, a lamp and clutter in other places. Alike on purpose."""
    image = Image.new("RGB", SIZE, "#b8b4a8")
    pen = ImageDraw.Draw(image)
    left, top = chance.randrange(180, 260), chance.randrange(120, 180)
    pen.polygon([(0, 480), (left, 300), (640 - left, 300), (640, 480)], "#8d8577")
    pen.rectangle((left, top, 640 - left, 300), "#d9d5c9")
    for _ in range(chance.randrange(4, 10)):
        x, size = chance.randrange(0, 600), chance.randrange(30, 170)
        pen.rectangle((x, 460 - size, x + size, 460), colour(chance))
    for x in (chance.randrange(20, 120), chance.randrange(480, 560)):
        pen.rectangle((x, chance.randrange(120, 200), x + 70, 420), colour(chance))
    return image.filter(ImageFilter.GaussianBlur(1))


def texture(chance: random.Random) -> Image.Image:
    """A blurred ground: asphalt, grass, water."""
    small = Image.new("RGB", (16, 12))
    small.putdata([colour(chance) for _ in range(16 * 12)])
    ground = small.resize(SIZE, Image.Resampling.BICUBIC)
    return Image.blend(ground, Image.effect_noise(SIZE, 40).convert("RGB"), 0.2)


def notice(chance: random.Random) -> Image.Image:
    """A paper on a wall: lines of writing, the hardest kind."""
    image = Image.new("RGB", SIZE, (chance.randrange(60, 140),) * 3)
    pen = ImageDraw.Draw(image)
    x, y = chance.randrange(40, 160), chance.randrange(20, 80)
    pen.rectangle((x, y, x + chance.randrange(260, 420), y + chance.randrange(300, 400)), "#f4f1e6")
    for line in range(y + 30, y + 290, chance.randrange(20, 44)):
        pen.line((x + 20, line, x + chance.randrange(80, 250), line), "#333333", chance.randrange(4, 12))
    return image


def wall(chance: random.Random) -> Image.Image:
    """A front of windows, some lit."""
    image = Image.new("RGB", SIZE, colour(chance))
    pen = ImageDraw.Draw(image)
    across, down = chance.randrange(4, 9), chance.randrange(3, 7)
    for n in range(across * down):
        x, y = n % across * SIZE[0] // across, n // across * SIZE[1] // down
        pen.rectangle((x + 12, y + 12, x + SIZE[0] // across - 12, y + SIZE[1] // down - 12), colour(chance))
    return image


def colour(chance: random.Random) -> tuple[int, int, int]:
    """Any colour but the extremes."""
    return chance.randrange(20, 235), chance.randrange(20, 235), chance.randrange(20, 235)


def far(one: int, other: int) -> int:
    """In how many bits two marks differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def main() -> None:
    """Print how much of each kind of copy was found, and how many pairs of strangers were taken for the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="more pictures, to be taken first")
    every = list(pictures(parser.parse_args().folder))
    marks = [likeness_of(one) for one in every]
    apart = [far(a, b) for n, a in enumerate(marks) for b in marks[n + 1 :]]
    false = sum(one <= PHOTO_DISTANCE for one in apart)
    print(f"{len(every)} pictures, {len(apart)} pairs: {false} false at {PHOTO_DISTANCE} bits or less, "
          f"{false / len(apart) * 10_000:.2f} in 10 000 (gate 1); the nearest two lie {min(apart)} bits apart")
    for copies, gate in ((GATED, f"gate {FOUND}"), (TOLD, "told")):
        for name, copy in copies.items():
            away = [far(mark, likeness_of(copy(one))) for one, mark in zip(every, marks, strict=True)]
            print(f"  {name:28}{sum(one <= PHOTO_DISTANCE for one in away) / len(away):.3f}  {gate}")


if __name__ == "__main__":
    main()
