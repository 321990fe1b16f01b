"""A brush for drawn photos: flat shapes on a canvas of 1280 × 960, turned and scaled as a thing stands in the scene."""

from collections.abc import Sequence
from math import cos, pi, radians, sin

from PIL import Image, ImageDraw

from views.pictures.lettering import font, width

Point = tuple[float, float]
Box = tuple[float, float, float, float]

CANVAS = (1280, 960)
_FINE = 2  # drawn twice as large, then averaged
_ROUND = 48  # corners of a polygon that passes for an ellipse


class Brush:
    """Paints on one canvas; `moved` gives a brush with its own origin, scale and turn on the same canvas."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (CANVAS[0] * _FINE, CANVAS[1] * _FINE), ground)
        self._draw = ImageDraw.Draw(self._image)
        self._origin: Point = (0.0, 0.0)
        self._scale = float(_FINE)
        self._turn = 0.0

    def moved(self, x: float, y: float, scale: float = 1.0, turn: float = 0.0) -> "Brush":
        """A brush whose (0, 0) is here at (x, y), `scale` times as large and turned clockwise by `turn` degrees."""
        other = Brush.__new__(Brush)
        other._image, other._draw = self._image, self._draw  # noqa: SLF001  # its own twin
        other._origin = self._at((x, y))  # noqa: SLF001
        other._scale, other._turn = self._scale * scale, self._turn + turn  # noqa: SLF001
        return other

    def poly(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        """A filled shape; below 1, `alpha` lets the ground through, as light, shade and glass do."""
        placed = [self._at(point) for point in points]
        if alpha >= 1:
            self._draw.polygon(placed, colour)
            return
        left, top = (int(min(values)) for values in zip(*placed, strict=True))
        right, bottom = (int(max(values)) + 2 for values in zip(*placed, strict=True))
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in placed], round(255 * alpha))
        self._image.paste(colour, (left, top, right, bottom), mask)

    def rect(self, box: Box, colour: str, alpha: float = 1.0) -> None:
        """A rectangle by its upper left corner, width and height."""
        x, y, width_, height = box
        self.poly([(x, y), (x + width_, y), (x + width_, y + height), (x, y + height)], colour, alpha)

    def slab(self, box: Box, radius: float, colour: str) -> None:
        """A rectangle with round corners."""
        x, y, width_, height = box
        right, low = x + width_ - radius, y + height - radius
        corners = ((right, low), (x + radius, low), (x + radius, y + radius), (right, y + radius))
        steps = [step * pi / 16 for step in range(9)]
        self.poly(
            [
                (cx + radius * cos(angle + quarter * pi / 2), cy + radius * sin(angle + quarter * pi / 2))
                for quarter, (cx, cy) in enumerate(corners)
                for angle in steps
            ],
            colour,
        )

    def oval(self, box: Box, colour: str, alpha: float = 1.0) -> None:
        """An ellipse by its middle and its two half-axes."""
        x, y, across, down = box
        angles = [2 * pi * step / _ROUND for step in range(_ROUND)]
        self.poly([(x + across * cos(angle), y + down * sin(angle)) for angle in angles], colour, alpha)

    def blob(self, points: Sequence[Point], colour: str, alpha: float = 1.0) -> None:
        """A soft closed shape through these points."""
        smooth: list[Point] = []
        for here, (x1, y1) in enumerate(points):
            (x0, y0), (x2, y2), (x3, y3) = (points[(here + step) % len(points)] for step in (-1, 1, 2))
            smooth += [(_spline((x0, x1, x2, x3), t), _spline((y0, y1, y2, y3), t)) for t in (0.0, 0.2, 0.4, 0.6, 0.8)]
        self.poly(smooth, colour, alpha)

    def disc(self, x: float, y: float, radius: float, colour: str, alpha: float = 1.0) -> None:
        """A circle."""
        self.oval((x, y, radius, radius), colour, alpha)

    def line(self, points: Sequence[Point], thick: float, colour: str) -> None:
        """A stroke with round ends and bends."""
        placed = [self._at(point) for point in points]
        half = thick * self._scale / 2
        self._draw.line(placed, colour, max(1, round(2 * half)))
        for x, y in placed if half > 1 else ():
            self._draw.ellipse((x - half, y - half, x + half, y + half), colour)

    def ring(self, x: float, y: float, radius: float, thick: float, colour: str) -> None:
        """A circle that is only a stroke."""
        angles = [2 * pi * step / _ROUND for step in range(_ROUND + 1)]
        self.line([(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles], thick, colour)

    def word(self, x: float, y: float, text: str, size: float, colour: str) -> None:
        """Bold text with its middle at (x, y), turned with the thing it stands on."""
        pixels = max(1, round(size * self._scale))
        room = round(width(text, pixels, bold=True)) + pixels
        label = Image.new("L", (room, 2 * pixels))
        ImageDraw.Draw(label).text((room / 2, pixels), text, 255, font(pixels, bold=True), anchor="mm")
        turned = label.rotate(-self._turn, Image.Resampling.BICUBIC, expand=True)
        middle = self._at((x, y))
        self._image.paste(colour, (round(middle[0] - turned.width / 2), round(middle[1] - turned.height / 2)), turned)

    def photo(self) -> Image.Image:
        """The finished canvas."""
        return self._image.reduce(_FINE)

    def _at(self, point: Point) -> Point:
        x, y = point[0] * self._scale, point[1] * self._scale
        angle = radians(self._turn)
        turned = (x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) if self._turn else (x, y)
        return self._origin[0] + turned[0], self._origin[1] + turned[1]


def _spline(values: tuple[float, float, float, float], t: float) -> float:
    """Catmull and Rom's curve between the two middle values."""
    a, b, c, d = values
    return b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))) / 2
