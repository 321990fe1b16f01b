"""The sample photos (demo/samples.py), drawn in code. Loading this loads Pillow."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageOps

from demo.photos.bins import bin_broken, bin_fixed
from demo.photos.brush import CANVAS, Brush
from demo.photos.corridor import corridor_cleared, corridor_cluttered
from demo.photos.ebikes import ebikes_blocking, ebikes_cleared
from demo.photos.lamp import lamp_broken, lamp_fixed
from demo.photos.manhole import manhole_fixed, manhole_open
from demo.photos.pipe import pipe_fixed, pipe_leaking
from demo.photos.stairwell import stairwell_dark, stairwell_lit

_SCENES: tuple[Callable[[], Brush], ...] = (
    bin_broken, bin_fixed, manhole_open, manhole_fixed, stairwell_dark, stairwell_lit, ebikes_blocking, ebikes_cleared,
    corridor_cluttered, corridor_cleared, pipe_leaking, pipe_fixed, lamp_broken, lamp_fixed,
)  # fmt: skip


def sample(name: str, *, size: tuple[int, int] = CANVAS) -> bytes:
    """The photo of that name as a JPEG of `size` pixels, always the same bytes. Raises KeyError for an unknown name."""
    draw = {scene.__name__: scene for scene in _SCENES}[name]
    image = draw().photo()
    if image.size != size:
        image = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
