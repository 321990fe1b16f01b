"""Photos from strangers, decoded with care: what comes out is upright, small, and says nothing but what it shows."""

from dataclasses import dataclass
from io import BytesIO
from math import isfinite

from PIL import ExifTags, Image

from storage.likeness import SIDE, distance, fingerprint

__all__ = ["BrokenPhoto", "PreparedPhoto", "distance", "position_of", "prepare"]

MAX_BYTES = 20 * 1024 * 1024  # Telegram gives a bot no larger file
MAX_PIXELS = 50_000_000
LONG_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MOSTLY = 0.75  # a cut-off photo is kept when this much of its height is there
_GAP = 4.0  # shrunk in whole steps down to four times the thumbnail, then smoothly: other sizes look the same
_GREY = (126, 130)  # what a JPEG decoder leaves where no data came
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, OverflowError)
# Pillow's decoders answer broken bytes with any of these; none of them can be a bug of ours at those two calls.
_OTHER_PICTURES = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class BrokenPhoto(Exception):  # a refusal, said to the sender by its reason
    """A file that cannot become a photo.

    `reason` is "too_big", "too_many_pixels", "unsupported" (a picture, but of a kind such as HEIC), "damaged" or
    "not_a_picture".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class PreparedPhoto:
    """A photo as it is kept: JPEG without metadata. `gps` is what the camera noted, to be used once and not stored."""

    jpeg: bytes
    width: int
    height: int
    gps: tuple[float, float] | None
    likeness: int


def prepare(data: bytes) -> PreparedPhoto:
    """The photo in `data`: decoded, upright, at most 1600 px long, stripped. Raises BrokenPhoto.

    Costs tens of milliseconds of CPU, so call it in a thread. Size and pixels are checked before anything is decoded.
    """
    if len(data) > MAX_BYTES:
        raise BrokenPhoto("too_big")
    image = _opened(data)
    if image.width * image.height > MAX_PIXELS:
        raise BrokenPhoto("too_many_pixels")
    pixels = _decoded(image, data)
    exif = _exif(image)
    small = _opaque(_small(_in_colour(pixels)))
    turn = _UPRIGHT.get(exif.get(ExifTags.Base.Orientation, 1))
    upright = small if turn is None else small.transpose(turn)
    return PreparedPhoto(_jpeg(upright), upright.width, upright.height, _position(exif), likeness_of(upright))


def position_of(data: bytes) -> tuple[float, float] | None:
    """Where the photo in `data` was taken, as its camera noted; nothing of it is decoded. Raises BrokenPhoto."""
    return _position(_exif(_opened(data)))


def likeness_of(image: Image.Image) -> int:
    """The fingerprint that finds the same photo again, see storage/likeness.py."""
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=_GAP)
    return fingerprint(grey.tobytes())


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BrokenPhoto("too_many_pixels") from None
    except _UNREADABLE:
        raise BrokenPhoto(_unread(data)) from None


def _unread(data: bytes) -> str:
    """Why nothing could be made of it: HEIC, AVIF and TIFF are pictures, only not ours."""
    is_ours = data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM")) or data[8:12] == b"WEBP"
    is_other = data[4:8] == b"ftyp" and data[8:12] in _OTHER_PICTURES
    if is_other or data.startswith((b"II*\0", b"MM\0*")):
        return "unsupported"
    return "damaged" if is_ours else "not_a_picture"


def _decoded(image: Image.Image, data: bytes) -> Image.Image:
    """The pixels of the first frame; a JPEG is decoded no larger than needed, and may lack its end."""
    try:
        _ask_for_less(image)
        image.load()
    except _UNREADABLE:
        if image.format != "JPEG":
            raise BrokenPhoto("damaged") from None
        return _what_is_there(data)
    return image


def _ask_for_less(image: Image.Image) -> None:
    image.draft(None, _fitting(image.size))


def _what_is_there(data: bytes) -> Image.Image:
    """A JPEG that breaks off, without its empty part. An end mark by hand spares Pillow's process-wide tolerance."""
    try:
        image = Image.open(BytesIO(data + b"\xff\xd9"), formats=("JPEG",))
        _ask_for_less(image)
        image.load()
    except _UNREADABLE:
        raise BrokenPhoto("damaged") from None
    lines = _lines_with_content(image)
    if lines < image.height * MOSTLY:
        raise BrokenPhoto("damaged")
    return image.crop((0, 0, image.width, lines))


def _lines_with_content(image: Image.Image) -> int:
    """How many lines are left when the plain grey ones at the bottom are cut."""
    grey = image.convert("L")
    low, high = _GREY
    differs = grey.point(lambda value: 0 if low <= value <= high else 255)
    box = differs.getbbox()
    return box[3] if box else 0


def _exif(image: Image.Image) -> Image.Exif:
    try:
        exif = image.getexif()
        exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # noqa: BLE001  # parsers of EXIF raise anything, and a broken note must not cost the photo
        return Image.Exif()
    return exif


def _position(exif: Image.Exif) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the camera noted them and they are a place on Earth."""
    noted = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(noted[ExifTags.GPS.GPSLatitude], noted[ExifTags.GPS.GPSLatitudeRef], "S")
        lon = _degrees(noted[ExifTags.GPS.GPSLongitude], noted[ExifTags.GPS.GPSLongitudeRef], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    known = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180  # noqa: PLR2004  # the Earth
    return (lat, lon) if known and (lat, lon) != (0, 0) else None


def _degrees(parts: tuple[float, float, float], side: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if side == negative else value, 6)


def _in_colour(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something may be transparent."""
    if image.mode == "I;16":
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _opaque(image: Image.Image) -> Image.Image:
    """RGB; what was transparent is white."""
    if image.mode == "RGB":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _small(image: Image.Image) -> Image.Image:
    size = _fitting(image.size)
    return image if size == image.size else image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1, LONG_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _jpeg(image: Image.Image) -> bytes:
    image.info.clear()  # a comment or profile of the original would be written along
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()
