"""A confusion matrix as a picture: a row for what people said, a column for what was understood."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw, ImageFont

CELL, LABEL, EDGE = 17, 210, 16
PAPER, INK, GRID, RIGHT, WRONG = "#ffffff", "#26323a", "#e6eaec", "#2f8f6b", "#d1495b"
NOTHING = "none"
HALF = 0.5  # from here on a cell is so dark that its number must be light


def draw(slugs: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Image.Image:
    """The picture for pairs of (said by people, understood); the diagonal is right, darker cells are fuller rows."""
    columns = [*slugs, NOTHING]
    counts = Counter(pairs)
    rows = Counter(said for (said, _), times in counts.items() for _ in range(times))
    width, height = LABEL + CELL * len(columns) + EDGE, LABEL + CELL * len(slugs) + EDGE
    picture = Image.new("RGB", (width, height), PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(size=11)
    for n, slug in enumerate(slugs):
        y = LABEL + n * CELL
        pen.text((LABEL - 6, y + CELL / 2), slug, INK, font, anchor="rm")
        pen.line((LABEL, y, width - EDGE, y), GRID)
    for n, slug in enumerate(columns):
        _upright(picture, slug, LABEL + n * CELL, font)
        pen.line((LABEL + n * CELL, LABEL, LABEL + n * CELL, height - EDGE), GRID)
    for (said, understood), times in counts.items():
        x, y = LABEL + columns.index(understood) * CELL, LABEL + list(slugs).index(said) * CELL
        full = times / rows[said]
        colour = _mixed(RIGHT if said == understood else WRONG, full)
        pen.rectangle((x + 1, y + 1, x + CELL - 1, y + CELL - 1), colour)
        pen.text((x + CELL / 2, y + CELL / 2), str(times), PAPER if full > HALF else INK, font, anchor="mm")
    return picture


def _upright(picture: Image.Image, text: str, x: int, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> None:
    """A column's name, reading upwards."""
    strip = Image.new("RGB", (LABEL - 6, CELL), PAPER)
    ImageDraw.Draw(strip).text((0, CELL / 2), text, INK, font, anchor="lm")
    picture.paste(strip.rotate(90, expand=True), (x, 0))


def _mixed(colour: str, share: float) -> tuple[int, int, int]:
    """`colour` on paper, at least a third of it so that a single slip shows."""
    share = 0.35 + 0.65 * share
    return tuple(round(255 + (int(colour[n : n + 2], 16) - 255) * share) for n in (1, 3, 5))  # type: ignore[return-value]
