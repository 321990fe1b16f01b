"""What many of the drawn photos share: the wall with its green dado, the paving, the door, the plate, rubbish bags."""

from demo.photos.brush import Brush

WALL, DADO, DADO_LINE, SKIRTING = "#E4E1D5", "#9CBDA8", "#4F8268", "#7C8B80"
PAVING, JOINT = "#A9A79C", "#95938A"
HORIZON = 640  # where the wall meets the floor


def entrance(*, sun: bool, plate: str = "3栋") -> Brush:
    """The wall beside a building's door, seen from the path; with `sun` a stripe of light falls in from the right."""
    brush = Brush(WALL)
    if sun:
        brush.poly([(760, 0), (1120, 0), (1020, 400), (900, 400)], "#F3EFDD")
    brush.rect((0, 400, 1280, HORIZON - 400), DADO)
    if sun:
        brush.poly([(900, 400), (1020, 400), (960, HORIZON), (560, HORIZON)], "#B6D2BE")
    brush.rect((0, 394, 1280, 10), DADO_LINE)
    _paving(brush)
    if sun:
        brush.poly([(560, HORIZON), (960, HORIZON), (760, 960), (60, 960)], "#FFF6DC", 0.22)
    brush.rect((0, HORIZON - 10, 1280, 12), SKIRTING)
    _notice(brush.moved(300, 120))
    _door(brush)
    name_plate(brush.moved(690, 190), plate)
    return brush


def _paving(brush: Brush) -> None:
    brush.rect((0, HORIZON, 1280, 960 - HORIZON), PAVING)
    for y in (690, 762, 868):
        brush.line([(0, y), (1280, y)], 3, JOINT)
    for x in range(-1100, 2500, 200):
        brush.line([(640 + (x - 640) * 0.62, HORIZON), (640 + (x - 640) * 1.1, 960)], 3, JOINT)


def _notice(brush: Brush) -> None:
    """A sheet of announcements that nobody reads."""
    brush.rect((0, 0, 190, 140), "#D5D1C0")
    brush.rect((16, 16, 110, 10), "#B3AF9D")
    for row, wide in enumerate((156, 142, 150, 90)):
        brush.rect((16, 42 + row * 22, wide, 7), "#C2BEAD")


def _door(brush: Brush) -> None:
    brush.rect((936, 110, 220, HORIZON - 110), "#6B5849")
    brush.rect((956, 130, 180, HORIZON - 130), "#836F5E")
    for y in (160, 400):
        brush.rect((978, y, 136, 200), "#76634F")
        brush.rect((986, y + 8, 120, 184), "#8A7664")
    brush.disc(972, 388, 11, "#DCC681")


def name_plate(brush: Brush, text: str) -> None:
    """The blue enamel plate, its middle at the brush's origin."""
    half = 66 if len(text) <= 2 else 84  # noqa: PLR2004  # two characters fit the small one
    brush.slab((-half, -38, 2 * half, 76), 12, "#1F4E92")
    brush.slab((-half + 6, -32, 2 * half - 12, 64), 9, "#C7D3E4")
    brush.slab((-half + 9, -29, 2 * half - 18, 58), 7, "#1F4E92")
    brush.word(0, 0, text, 42, "#FFFFFF")


def rubbish_bag(brush: Brush, colour: str = "#2C2F31") -> None:
    """A tied bag standing on the brush's origin, 130 wide and 120 high."""
    brush.blob(
        [(-56, -2), (-70, -36), (-54, -76), (-16, -98), (16, -98), (54, -72), (68, -32), (56, -2), (0, 2)], colour
    )
    brush.poly([(-24, -122), (24, -122), (10, -94), (-10, -94)], colour)
    brush.line([(-32, -22), (-36, -50), (-14, -78)], 7, "#565B5E")
    brush.line([(10, -90), (24, -64)], 4, "#44494B")


def shadow(brush: Brush, x: float, y: float, across: float, down: float) -> None:
    """What a thing takes from the light around its foot."""
    brush.oval((x, y, across, down), "#2B2A26", 0.28)
