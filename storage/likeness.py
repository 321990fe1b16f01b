"""How alike two photos look, in 64 bits: re-encoded, resized or brightened copies stay close."""

from collections.abc import Sequence
from math import cos, pi
from statistics import median

SIDE = 32  # the grey thumbnail that is compared is SIDE × SIDE pixels
_BITS = 64
_WAVES = tuple(
    tuple(cos(pi * frequency * (2 * place + 1) / (2 * SIDE)) for place in range(SIDE)) for frequency in range(1, 9)
)


def fingerprint(grey: bytes) -> int:
    """A signed 64-bit perceptual hash of SIDE × SIDE grey bytes: which of the low cosine frequencies are strong.

    Signed, because that is what a database column of 64 bits holds. Frequency 0 is left out in both directions: neither
    brightness nor an even gradient of light is what a photo shows.
    """
    rows = [_waves_of(grey[start : start + SIDE]) for start in range(0, SIDE * SIDE, SIDE)]
    heights = [height for column in zip(*rows, strict=True) for height in _waves_of(column)]
    middle = median(heights)
    bits = sum(1 << place for place, height in enumerate(heights) if height > middle)
    return bits - (1 << _BITS) if bits >> (_BITS - 1) else bits


def distance(a: int, b: int) -> int:
    """How many of the 64 bits differ: up to 8 is the same photo, unrelated photos lie around 32."""
    return ((a ^ b) & ((1 << _BITS) - 1)).bit_count()


def _waves_of(values: Sequence[float]) -> list[float]:
    return [sum(value * height for value, height in zip(values, wave, strict=True)) for wave in _WAVES]
