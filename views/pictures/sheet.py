"""A sheet to draw on: flat shapes with smooth edges, text on a baseline, in pixels of the finished picture."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw

from views.pictures.lettering import drawable, font
from views.pictures.palette import INK, WALL

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Corners = tuple[bool, bool, bool, bool]  # upper left, upper right, lower right, lower left

ALL: Corners = (True, True, True, True)
UPPER: Corners = (True, True, False, False)
LOWER: Corners = (False, False, True, True)
_FINE = 4  # edges are drawn this much larger, then averaged
Side = Literal["left", "middle", "right"]
_SIDES: dict[Side, Literal["ls", "ms", "rs"]] = {"left": "ls", "middle": "ms", "right": "rs"}


class Sheet:
    """A picture in the making. Shapes are painted in order, each over what was there."""

    def __init__(self, width: int, height: int, colour: str = WALL) -> None:
        self.image = Image.new("RGB", (width, height), colour)
        self._draw = ImageDraw.Draw(self.image)

    def text(
        self, at: Point, text: str, size: int, colour: str = INK, *, bold: bool = False, side: Side = "left"
    ) -> float:
        """Write `text` with its baseline at `at` and its `side` (left, middle, right) there. Returns where it ends."""
        line, face = drawable(text), font(size, bold)
        advance = face.getlength(line)
        self._draw.text(at, line, fill=colour, font=face, anchor=_SIDES[side])
        return at[0] + advance * {"left": 1.0, "middle": 0.5, "right": 0.0}[side]

    def rect(self, box: Box, colour: str) -> None:
        """A rectangle from box's upper left to, not including, its lower right; edges fall on whole pixels."""
        left, top, right, bottom = (round(edge) for edge in box)
        if right > left and bottom > top:
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def rounded(self, box: Box, radius: float, colour: str, corners: Corners = ALL) -> None:
        """A rectangle with some of its corners rounded."""
        self._painted(
            box, colour, lambda draw, fine: draw.rounded_rectangle(fine(box), radius * _FINE, 255, corners=corners)
        )

    def framed(self, box: Box, radius: float, colour: str, *, edge: str, width: float, corners: Corners = ALL) -> None:
        """The same with an edge of `width` pixels inside the box."""
        self.rounded(box, radius, edge, corners)
        left, top, right, bottom = box
        self.rounded(
            (left + width, top + width, right - width, bottom - width), max(0, radius - width), colour, corners
        )

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        """A filled shape."""
        box = _around(points, 1)
        self._painted(box, colour, lambda draw, fine: draw.polygon(_flat(points, fine), 255))

    def ellipse(self, box: Box, colour: str) -> None:
        """A filled ellipse inside the box."""
        self._painted(box, colour, lambda draw, fine: draw.ellipse(fine(box), 255))

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        """A filled circle."""
        x, y = centre
        self.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def ring(self, centre: Point, radius: float, width: float, colour: str) -> None:
        """A circle drawn with a stroke of `width` pixels, `radius` to the middle of it."""
        (x, y), outer, inner = centre, radius + width / 2, radius - width / 2

        def stroke(draw: ImageDraw.ImageDraw, fine: "Fine") -> None:
            draw.ellipse(fine((x - outer, y - outer, x + outer, y + outer)), 255)
            draw.ellipse(fine((x - inner, y - inner, x + inner, y + inner)), 0)

        self._painted((x - outer, y - outer, x + outer, y + outer), colour, stroke)

    def line(self, points: Sequence[Point], width: float, colour: str, *, closed: bool = False) -> None:
        """A stroke with round ends and round bends."""
        path = [*points, points[0]] if closed else list(points)

        def stroke(draw: ImageDraw.ImageDraw, fine: "Fine") -> None:
            draw.line(_flat(path, fine), 255, round(width * _FINE))
            for x, y in path:
                draw.ellipse(fine((x - width / 2, y - width / 2, x + width / 2, y + width / 2)), 255)

        self._painted(_around(path, width), colour, stroke)

    def paste(self, image: Image.Image, at: tuple[int, int], radius: float = 0, corners: Corners = ALL) -> None:
        """Lay a picture down, with rounded corners."""
        box = (0, 0, image.width, image.height)
        mask = Image.new("L", (image.width * _FINE, image.height * _FINE))
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, box[2] * _FINE - 1, box[3] * _FINE - 1), radius * _FINE, 255, corners=corners
        )
        self.image.paste(image, at, mask.reduce(_FINE))

    def jpeg(self, height: int) -> bytes:
        """The upper `height` lines as a JPEG with full colour resolution, as small red and green text needs."""
        return _encoded(
            self.image.crop((0, 0, self.image.width, height)), "JPEG", quality=88, subsampling=0, progressive=True
        )

    def png(self, height: int) -> bytes:
        """The upper `height` lines as a PNG, which suits flat colour and small text."""
        return _encoded(
            self.image.crop((0, 0, self.image.width, height)), "PNG", compress_level=6
        )  # the highest takes four times as long for 3 %

    def _painted(self, box: Box, colour: str, paint: Callable[[ImageDraw.ImageDraw, "Fine"], None]) -> None:
        left, top = int(box[0] // 1), int(box[1] // 1)
        right, bottom = int(-(-box[2] // 1)), int(-(-box[3] // 1))
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", ((right - left) * _FINE, (bottom - top) * _FINE))
        paint(ImageDraw.Draw(mask), Fine(left, top))
        self.image.paste(colour, (left, top, right, bottom), mask.reduce(_FINE))


class Fine:
    """Coordinates of a sheet as coordinates of a finely drawn mask that begins at (left, top)."""

    def __init__(self, left: int, top: int) -> None:
        self._left, self._top = left, top

    def __call__(self, box: Box) -> Box:
        """The box with its far edges drawn in: Pillow's boxes include them."""
        left, top, right, bottom = box
        x, y = self.point((left, top))
        far_x, far_y = self.point((right, bottom))
        return x, y, max(x, far_x - 1), max(y, far_y - 1)

    def point(self, at: Point) -> Point:
        """One point."""
        return (at[0] - self._left) * _FINE, (at[1] - self._top) * _FINE


def _flat(points: Sequence[Point], fine: Fine) -> list[float]:
    return [coordinate for point in points for coordinate in fine.point(point)]


def _around(points: Sequence[Point], reach: float) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
