"""Photos as Telegram keeps them: JPEG without metadata, at most 1280 pixels long, and smaller sizes."""

import hashlib
import io
from collections import OrderedDict
from dataclasses import dataclass, field

from simulator.refusals import bad

LONG_SIDES = (90, 320, 800, 1280)
MOST_PIXELS_ROUND = 10_000
STEEPEST = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """One encoded size in pixels."""

    width: int
    height: int
    data: bytes = field(repr=False)


class Darkroom:
    """Develops uploads into sizes; the same bytes are developed once while they are among the last few."""

    def __init__(self, keep: int = 64) -> None:
        self._keep = keep
        self._done: OrderedDict[bytes, tuple[Picture, ...]] = OrderedDict()

    def known(self, data: bytes) -> tuple[Picture, ...] | None:
        return self._done.get(hashlib.sha256(data).digest())

    def develop(self, data: bytes) -> tuple[Picture, ...]:
        """All sizes, smallest first; refuses what is no image or has impossible sides. Safe in a thread."""
        digest = hashlib.sha256(data).digest()
        done = self._done.get(digest)
        if done is None:
            done = _sizes(data)
            self._done[digest] = done
            while len(self._done) > self._keep:
                self._done.popitem(last=False)
        return done


def _sizes(data: bytes) -> tuple[Picture, ...]:
    from PIL import Image, ImageOps  # noqa: PLC0415 - heavy, and only needed once a photo is sent

    try:
        with Image.open(io.BytesIO(data)) as opened:
            _check_sides(*opened.size)
            # `draft` lets the JPEG decoder skip detail that the largest kept size has no room for.
            opened.draft("RGB", (LONG_SIDES[-1], LONG_SIDES[-1]))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise bad("IMAGE_PROCESS_FAILED") from error
    longest = max(image.size)
    sides = [side for side in LONG_SIDES if side < longest] + [min(longest, LONG_SIDES[-1])]
    pictures = []
    for side in sorted(set(sides), reverse=True):
        image.thumbnail((side, side), Image.Resampling.BILINEAR)
        encoded = io.BytesIO()
        image.save(encoded, "JPEG", quality=82)
        pictures.append(Picture(image.width, image.height, encoded.getvalue()))
    return tuple(reversed(pictures))


def _check_sides(width: int, height: int) -> None:
    if width + height > MOST_PIXELS_ROUND or max(width, height) > STEEPEST * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
