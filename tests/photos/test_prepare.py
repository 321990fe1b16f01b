"""What strangers send becomes an upright, small, silent JPEG, or a refusal with its reason."""

import struct
import warnings
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw, ImageFile

from storage.photos import BrokenPhoto, prepare

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 210, 20)
CORNERS = [RED, GREEN, BLUE, YELLOW]  # upper left, upper right, lower left, lower right


def picture(width: int = 320, height: int = 240) -> Image.Image:
    """Four coloured quarters and a texture, so that no line is plain grey."""
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for place, colour in enumerate(CORNERS):
        x, y = place % 2 * width // 2, place // 2 * height // 2
        draw.rectangle((x, y, x + width // 2, y + height // 2), colour)
    for x in range(0, width, 16):
        draw.line((x, 0, width - x, height), "white", 2)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",)).convert("RGB")


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The nearest of the four colours near each corner."""
    right, low = image.width - 1 - image.width // 4, image.height - 1 - image.height // 4
    left, high = image.width // 4, image.height // 4
    patches = [
        image.crop((x - 20, y - 20, x + 20, y + 20)).resize((1, 1), Image.Resampling.BOX)
        for x, y in ((left, high), (right, high), (left, low), (right, low))
    ]
    seen = [patch.getpixel((0, 0)) for patch in patches]
    return [
        min(CORNERS, key=lambda known: sum((a - b) ** 2 for a, b in zip(known, pixel, strict=True))) for pixel in seen
    ]


def reason(data: bytes) -> str:
    with pytest.raises(BrokenPhoto) as refused:
        prepare(data)
    return refused.value.reason


def png_header(width: int, height: int, body: bytes = b"not compressed data") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_five_kinds_become_a_progressive_jpeg(kind: str) -> None:
    photo = prepare(encoded(picture(), kind))
    with Image.open(BytesIO(photo.jpeg)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (photo.width, photo.height))
        assert image.info["progressive"]
    assert (photo.width, photo.height) == (320, 240)
    assert corners(opened(photo.jpeg)) == CORNERS


@pytest.mark.parametrize(
    ("given_size", "kept"),
    [((4000, 3000), (1600, 1200)), ((900, 3200), (450, 1600)), ((1600, 9), (1600, 9)), ((5000, 1), (1600, 1))],
)
def test_long_side_is_at_most_1600(given_size: tuple[int, int], kept: tuple[int, int]) -> None:
    photo = prepare(encoded(Image.new("RGB", given_size, RED)))
    assert (photo.width, photo.height) == kept


@pytest.mark.parametrize(
    ("orientation", "turned_by"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_photo_stands_upright(orientation: int, turned_by: Image.Transpose | None) -> None:
    """The camera held like this stored the scene `turned_by`; whoever looks sees the scene."""
    stored = picture() if turned_by is None else picture().transpose(turned_by)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    photo = prepare(encoded(stored, exif=exif))
    assert (photo.width, photo.height) == (320, 240)
    assert corners(opened(photo.jpeg)) == CORNERS


def with_gps(lat: object, lon: object, refs: str = "NE") -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "A camera"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = refs
    gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLongitude] = lat, lon
    return encoded(picture(), exif=exif, icc_profile=b"a profile", comment=b"from my phone")


def test_place_is_told_once_and_nothing_of_it_is_kept() -> None:
    data = with_gps((31.0, 14.0, 6.0), (121.0, 28.0, 30.0))
    photo = prepare(data)
    assert photo.gps == (31.235, 121.475)
    for trace in (b"Exif", b"A camera", b"a profile", b"from my phone", b"ICC"):
        assert trace not in photo.jpeg
    with Image.open(BytesIO(photo.jpeg)) as image:
        assert not image.getexif()


@pytest.mark.parametrize(
    ("lat", "lon", "refs", "place"),
    [
        ((33.0, 51.0, 0.0), (151.0, 12.0, 0.0), "SE", (-33.85, 151.2)),
        ((22.0, 54.0, 0.0), (43.0, 12.0, 0.0), "SW", (-22.9, -43.2)),
        ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "NE", None),  # a camera without a fix
        ((91.0, 0.0, 0.0), (10.0, 0.0, 0.0), "NE", None),
        ((31.0, 14.0), (121.0, 28.0, 30.0), "NE", None),
    ],
)
def test_only_a_place_on_earth_counts(lat: object, lon: object, refs: str, place: object) -> None:
    assert prepare(with_gps(lat, lon, refs)).gps == place


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_does_not_cost_the_photo() -> None:
    photo = prepare(encoded(picture(), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x88" * 40))
    assert (photo.gps, photo.width) == (None, 320)


def test_transparent_is_white_and_palettes_are_colours() -> None:
    clear = Image.new("RGBA", (60, 40), (255, 0, 0, 0))
    for kind in ("PNG", "WEBP", "GIF"):
        assert min(opened(prepare(encoded(clear, kind)).jpeg).getpixel((30, 20))) > 250
    paletted = picture().convert("P", palette=Image.Palette.ADAPTIVE)
    assert corners(opened(prepare(encoded(paletted, "PNG")).jpeg)) == CORNERS
    assert corners(opened(prepare(encoded(picture().convert("CMYK"))).jpeg)) == CORNERS


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    deep = Image.new("I;16", (40, 40), 0x8000)
    assert abs(opened(prepare(encoded(deep, "PNG")).jpeg).getpixel((20, 20))[0] - 128) <= 2


def test_first_frame_of_a_moving_picture() -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in (BLUE, RED)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    pixel = opened(prepare(data).jpeg).getpixel((25, 25))
    assert pixel[2] > 150 > pixel[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not_a_picture"),
        (b"%PDF-1.7 some pages", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 64, "not_a_picture"),  # a video
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, "unsupported"),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 64, "unsupported"),
        (encoded(picture(), "TIFF"), "unsupported"),
        (b"\xff\xd8\xff", "damaged"),
        (encoded(picture(), "PNG")[:-300], "damaged"),
        (encoded(picture(), "WEBP")[:-300], "damaged"),
        (b"\0" * (20 * 1024 * 1024 + 1), "too_big"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals_say_why(data: bytes, why: str) -> None:
    assert reason(data) == why


@pytest.mark.parametrize("side", [7100, 10_000, 14_000, 60_000])
def test_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    """The body is no image data: decoding it would be "damaged". Pillow itself warns at 10 000 and raises at 14 000."""
    assert reason(png_header(side, side)) == "too_many_pixels"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in production, where a warning does not raise
        assert reason(png_header(side, side)) == "too_many_pixels"
    assert reason(png_header(100, 100)) == "damaged"


def test_photo_that_breaks_off_near_its_end_is_kept_without_the_hole() -> None:
    data = encoded(picture(800, 600), quality=90)
    photo = prepare(data[: len(data) * 9 // 10])
    assert 600 * 0.75 <= photo.height < 600
    seen = opened(photo.jpeg)
    assert corners(seen)[:2] == CORNERS[:2]
    bottom = seen.crop((0, seen.height - 1, seen.width, seen.height)).convert("L").getextrema()
    assert bottom[1] - bottom[0] > 40, "the last line is a line of the scene, not the decoder's grey"


def test_photo_that_is_half_missing_is_refused() -> None:
    data = encoded(picture(800, 600), quality=90)
    assert reason(data[: len(data) // 2]) == "damaged"
    assert reason(data[:700]) == "damaged"


def test_pillow_is_left_as_it_was() -> None:
    before = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES)
    data = encoded(picture(800, 600), quality=90)
    prepare(data[: len(data) * 9 // 10])
    reason(png_header(60_000, 60_000))
    assert (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES) == before == (before[0], False)


SMALL = {kind: encoded(picture(48, 40), kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP")}
SMALL["EXIF"] = with_gps((31.0, 14.0, 6.0), (121.0, 28.0, 30.0))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(SMALL)),
    st.lists(st.tuples(st.integers(0, 4000), st.binary(max_size=6)), max_size=6),
    st.integers(0, 400),
)
def test_broken_bytes_end_in_a_photo_or_a_refusal(kind: str, damage: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(SMALL[kind])
    for place, patch in damage:
        at = place % len(data)
        data[at : at + len(patch)] = patch
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of corrupt EXIF and goes on
        try:
            photo = prepare(bytes(data[: len(data) - cut]))
        except BrokenPhoto:
            return
    assert opened(photo.jpeg).size == (photo.width, photo.height)
