"""How much the way of a photo costs: decoded, upright, stripped, shrunk, fingerprinted and saved.

    python -m bench.photos

A drawn photo of 12 million pixels, turned by EXIF as phones do; processor time, the best of several runs.
"""


import random
import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageFilter

from storage.photos import likeness_of, prepare

WIDE, HIGH = 4000, 3000
SMALL = 1280
RUNS = 9
SIDEWAYS = 6
GATE, HASH_GATE = 3.2, 0.05


def photo() -> bytes:
    """A JPEG as a phone's camera writes it: large things, fine grain, a position, lying on its side."""
    chance = random.Random(12)  # noqa: S311  a picture, not a secret
    coarse = Image.frombytes("RGB", (250, 188), bytes(chance.randrange(60, 220) for _ in range(250 * 188 * 3)))
    large = coarse.filter(ImageFilter.GaussianBlur(3)).resize((WIDE, HIGH), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((WIDE, HIGH), 18).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    out = BytesIO()
    Image.blend(large, grain, 0.15).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


def bare(data: bytes) -> None:
    """The least that anybody has to do to see something of it."""
    image = Image.open(BytesIO(data))
    image.draft("RGB", (SMALL, SMALL * HIGH // WIDE))
    image.load()


def seconds(work: Callable[[], object]) -> float:
    """The processor time of one run, the best of several."""
    spent = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent)


def main() -> None:
    """Print the times and their ratios."""
    data = photo()
    ready = Image.open(BytesIO(prepare(data).jpeg)).convert("RGB")
    decode, whole = seconds(lambda: bare(data)), seconds(lambda: prepare(data))
    hashed = seconds(lambda: [likeness_of(ready) for _ in range(20)]) / 20
    print(f"{WIDE} x {HIGH}, {len(data) / 1e6:.1f} MB -> {ready.width} x {ready.height}")
    print(f"bare draft decode {decode * 1000:.0f} ms, the whole way {whole * 1000:.0f} ms: "
          f"{whole / decode:.2f} times (gate {GATE})")
    print(f"fingerprint {hashed * 1000:.1f} ms: {hashed / whole:.3f} of the way (gate {HASH_GATE})")


if __name__ == "__main__":
    main()
