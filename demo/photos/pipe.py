"""A water pipe in the basement: spraying at its joint; then with a new joint, and dry."""

from demo.photos.brush import Brush

PIPE, PIPE_LIGHT, PIPE_DARK = "#9AA4A6", "#C3CBCC", "#737D80"
NEW, NEW_LIGHT, NEW_DARK = "#3F86B5", "#7FB4D6", "#2C678F"
WATER, FOAM = "#8FC1DB", "#E4F3FA"
JOINT = (640, 360)


def pipe_leaking() -> Brush:
    """Water everywhere, a bucket that is full already."""
    brush = _basement()
    brush.blob(
        [(530, 380), (610, 330), (720, 340), (760, 470), (740, 640), (690, 700), (560, 700), (500, 560)], "#A8A392", 0.8
    )
    brush.blob([(580, 400), (650, 380), (710, 420), (712, 600), (640, 690), (560, 640)], "#918D7D", 0.8)
    _puddle(brush)
    _pipes(brush)
    _rusty_joint(brush)
    _spray(brush)
    _bucket(brush.moved(640, 862))
    return brush


def pipe_fixed() -> Brush:
    """A new blue joint, a dry wall, the bucket put aside."""
    brush = _basement()
    brush.poly([(700, 0), (1120, 0), (980, 700), (620, 700)], "#FFF6DC", 0.2)
    brush.blob([(570, 400), (640, 390), (700, 430), (700, 600), (640, 660), (580, 610)], "#C7C3B3", 0.5)
    _pipes(brush)
    x, y = JOINT
    brush.rect((x - 40, y - 110, 80, 250), NEW)
    brush.rect((x - 28, y - 110, 14, 250), NEW_LIGHT)
    brush.rect((x + 22, y - 110, 18, 250), NEW_DARK)
    for top in (y - 128, y + 108):
        brush.slab((x - 54, top, 108, 44), 8, NEW)
        brush.rect((x - 34, top + 6, 14, 32), NEW_LIGHT)
        brush.rect((x + 26, top + 4, 22, 36), NEW_DARK)
    brush.slab((x - 32, y - 24, 64, 52), 6, "#F4F2EA")
    brush.word(x, y + 1, "已换", 26, "#1B6B55")
    return brush


def _basement() -> Brush:
    brush = Brush("#CBC7B7")
    for row, y in enumerate(range(0, 700, 88)):
        brush.line([(0, y), (1280, y)], 4, "#BBB7A6")
        for x in range(80 - row % 2 * 110, 1400, 220):
            brush.line([(x, y), (x, y + 88)], 4, "#BBB7A6")
    brush.rect((0, 700, 1280, 260), "#9C998D")
    brush.rect((0, 690, 1280, 14), "#7F7C71")
    brush.line([(0, 800), (1280, 800)], 3, "#8C897E")
    for x in (-200, 240, 640, 1040, 1480):
        brush.line([(640 + (x - 640) * 0.7, 704), (640 + (x - 640) * 1.15, 960)], 3, "#8C897E")
    brush.slab((930, 250, 140, 170), 8, "#DFDDD2")
    brush.disc(1000, 320, 50, "#F6F5EF")
    brush.ring(1000, 320, 50, 7, "#6E7679")
    brush.line([(1000, 320), (1026, 296)], 6, "#B0452F")
    brush.word(1000, 396, "水表", 26, "#55605D")
    return brush


def _pipes(brush: Brush) -> None:
    x, _ = JOINT
    brush.rect((0, 120, 1280, 54), PIPE)
    brush.rect((0, 130, 1280, 10), PIPE_LIGHT)
    brush.rect((0, 158, 1280, 16), PIPE_DARK)
    brush.rect((x - 36, 150, 72, 556), PIPE)
    brush.rect((x - 24, 174, 12, 532), PIPE_LIGHT)
    brush.rect((x + 18, 174, 18, 532), PIPE_DARK)
    brush.slab((x - 60, 102, 120, 92), 14, PIPE_DARK)
    brush.slab((x - 50, 110, 92, 70), 12, PIPE)
    brush.slab((x - 50, 640, 100, 40), 8, PIPE_DARK)
    for at in (260, 1140):
        brush.slab((at - 22, 104, 44, 86), 6, PIPE_DARK)
    brush.line([(420, 174), (420, 690)], 26, "#B8793F")
    brush.line([(414, 180), (414, 690)], 6, "#D59A61")


def _rusty_joint(brush: Brush) -> None:
    x, y = JOINT
    brush.slab((x - 52, y - 46, 104, 92), 10, "#8A5A3A")
    brush.slab((x - 44, y - 38, 60, 76), 8, "#A56E48")
    brush.blob(
        [(x - 44, y + 20), (x - 10, y - 6), (x + 40, y + 10), (x + 48, y + 70), (x, y + 110), (x - 36, y + 80)],
        "#7B4A2C",
        0.75,
    )
    brush.line([(x - 8, y - 26), (x + 12, y + 2), (x + 2, y + 26)], 7, "#2E1F16")


def _spray(brush: Brush) -> None:
    x, y = JOINT[0] + 6, JOINT[1]
    brush.poly([(x, y - 10), (x + 240, y - 120), (x + 262, y - 30), (x, y + 12)], FOAM, 0.5)
    brush.poly([(x, y - 10), (x - 220, y - 60), (x - 226, y + 40), (x, y + 12)], FOAM, 0.42)
    for dx, dy in (
        (250, -104),
        (276, -54),
        (228, -20),
        (196, -86),
        (300, -92),
        (260, 20),
        (316, -20),
        (290, 60),
        (322, 120),
    ):
        brush.moved(x + dx, y + dy, 1, 24).oval((0, 0, 13, 6), FOAM)
    for dx, dy in ((-226, -40), (-250, 0), (-206, 36), (-274, 54), (-232, 96), (-290, 130)):
        brush.moved(x + dx, y + dy, 1, -30).oval((0, 0, 12, 6), FOAM)
    brush.blob(
        [(x - 20, y + 20), (x + 26, y + 18), (x + 30, y + 240), (x + 36, 800), (x - 26, 800), (x - 22, y + 240)],
        WATER,
        0.72,
    )
    brush.line([(x - 4, y + 30), (x, 790)], 7, FOAM)
    brush.line([(x + 16, y + 60), (x + 20, 780)], 4, FOAM)


def _puddle(brush: Brush) -> None:
    brush.blob(
        [(180, 850), (360, 772), (640, 760), (940, 776), (1130, 850), (960, 930), (620, 950), (300, 926)],
        "#6E8C98",
        0.75,
    )
    brush.blob([(330, 842), (460, 800), (560, 806), (480, 850), (380, 862)], FOAM, 0.5)
    brush.blob([(780, 872), (900, 836), (1000, 846), (930, 886), (840, 896)], FOAM, 0.45)


def _bucket(brush: Brush) -> None:
    """A red bucket on the brush's origin, running over."""
    brush.poly([(-104, -150), (104, -150), (78, 20), (-78, 20)], "#C4473B")
    brush.poly([(44, -150), (104, -150), (78, 20), (36, 20)], "#A1362C")
    brush.oval((0, -150, 104, 28), "#A1362C")
    brush.oval((0, -150, 92, 22), WATER)
    brush.oval((6, -152, 44, 10), FOAM)
    brush.blob([(-100, -144), (-84, -150), (-78, -40), (-88, 20), (-98, -40)], WATER, 0.8)
    brush.blob([(84, -150), (100, -144), (94, -60), (84, 10), (78, -70)], WATER, 0.8)
    for dx, dy in ((-50, -196), (46, -200), (74, -176), (-78, -172), (10, -212)):
        brush.oval((dx, dy, 6, 9), FOAM)
