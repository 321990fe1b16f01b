"""Sample photos, drawn in code: seven troubles of a neighbourhood and their repairs. Loading this loads Pillow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from PIL import Image, ImageOps

from demo.photos.bins import bin_broken, bin_fixed
from demo.photos.brush import CANVAS, Brush
from demo.photos.corridor import corridor_cleared, corridor_cluttered
from demo.photos.ebikes import ebikes_blocking, ebikes_cleared
from demo.photos.lamp import lamp_broken, lamp_fixed
from demo.photos.manhole import manhole_fixed, manhole_open
from demo.photos.pipe import pipe_fixed, pipe_leaking
from demo.photos.stairwell import stairwell_dark, stairwell_lit

_SCENES: Mapping[str, tuple[Callable[[], Brush], Callable[[], Brush]]] = MappingProxyType(
    {
        scenes[0].__name__: scenes
        for scenes in (
            (bin_broken, bin_fixed),
            (manhole_open, manhole_fixed),
            (stairwell_dark, stairwell_lit),
            (ebikes_blocking, ebikes_cleared),
            (corridor_cluttered, corridor_cleared),
            (pipe_leaking, pipe_fixed),
            (lamp_broken, lamp_fixed),
        )
    }
)

UPRIGHT = (960, 1280)
"""What somebody else's phone makes of the same place."""


@dataclass(frozen=True)
class Sample:
    """A photo to choose from. `trouble` names the photo of what this one repairs, if it shows a repair."""

    name: str
    trouble: str | None = None

    @property
    def caption_key(self) -> str:
        """What a neighbour would write under it, in the catalogs."""
        return f"picture.sample.{self.name}"


SAMPLES: tuple[Sample, ...] = tuple(
    sample
    for name, (_, repaired) in _SCENES.items()
    for sample in (Sample(name), Sample(repaired.__name__, trouble=name))
)


def sample(name: str, *, size: tuple[int, int] = CANVAS) -> bytes:
    """The photo of that name as a JPEG of `size` pixels, always the same bytes. Raises KeyError for an unknown name."""
    draw = {scene.__name__: scene for scenes in _SCENES.values() for scene in scenes}[name]
    image = draw().photo()
    if image.size != size:
        image = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
