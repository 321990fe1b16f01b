"""Photos with something else in them: what we keep is a plain JPEG that says nothing but what it shows."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from storage.photos import BrokenPhoto, prepare

CANARY = b"canary-30.7501-121.3301"
FIRST, LAST = b"\xff\xd8", b"\xff\xd9"


def picture() -> Image.Image:
    """A picture that is not of one colour."""
    image = Image.new("RGB", (64, 48), "seagreen")
    image.paste("white", (8, 8, 40, 30))
    return image


def encoded(kind: str, **more: Any) -> bytes:
    """The picture in a file format."""
    out = BytesIO()
    picture().save(out, kind, **more)
    return out.getvalue()


def exif() -> Image.Exif:
    """A note of a camera, in several of its fields."""
    noted = Image.Exif()
    for field in (0x010E, 0x010F, 0x0131, 0x013B, 0x8298, 0x9286):
        noted[field] = CANARY.decode()
    return noted


def png_with_chunks() -> bytes:
    """Text, compressed text, international text, and a chunk of one's own."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", CANARY.decode())
    notes.add_text("Author", CANARY.decode(), zip=True)
    notes.add_itxt("Location", CANARY.decode(), lang="zh")
    notes.add(b"prVt", CANARY)
    return encoded("PNG", pnginfo=notes, exif=exif(), icc_profile=CANARY)


def zip_in_a_jpeg() -> bytes:
    """A picture and an archive in one file: both programs open it."""
    out = BytesIO(encoded("JPEG"))
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("run.sh", CANARY)
    return out.getvalue()


def page_in_a_picture() -> bytes:
    """A picture that some browsers would take for a page."""
    return encoded("BMP") + b"<html><script>" + CANARY + b"</script>"


CARRIERS = {
    "JPEG with notes, a profile and a comment": lambda: encoded("JPEG", exif=exif(), icc_profile=CANARY, comment=CANARY),
    "JPEG with an archive behind it": zip_in_a_jpeg,
    "PNG with chunks": png_with_chunks,
    "WebP with notes, XMP and a profile": lambda: encoded("WEBP", exif=exif(), xmp=b"<x>" + CANARY + b"</x>", icc_profile=CANARY),
    "GIF with a comment": lambda: encoded("GIF", comment=CANARY),
    "BMP with a page behind it": page_in_a_picture,
}


@pytest.mark.parametrize("kind", CARRIERS)
def test_nothing_comes_along(kind: str) -> None:
    """Neither as it was nor compressed; the file begins and ends as a JPEG does, with no segment for notes."""
    data = CARRIERS[kind]()
    assert CANARY in data or zlib.compress(CANARY)[2:8] in data or kind.startswith("PNG")
    kept = prepare(data).jpeg
    assert kept.startswith(FIRST)
    assert kept.endswith(LAST)
    assert CANARY not in kept
    assert {marker for marker in _segments(kept) if 0xE1 <= marker <= 0xEF or marker == 0xFE} == set()
    with Image.open(BytesIO(kept)) as image:
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert image.size == (64, 48)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.4\n", b"PK\x03\x04", b"MZ", b"#!/bin/sh\n", b"", b"\x00" * 64,
        b"II*\x00" + b"\x00" * 64, b"GIF89a" + b"\xff" * 32, b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)  # fmt: skip
def test_what_is_no_picture_of_ours_is_refused(data: bytes) -> None:
    """Programs, documents, drawings that can run: none of their decoders is ever asked."""
    with pytest.raises(BrokenPhoto):
        prepare(data)


def _segments(jpeg: bytes) -> list[int]:
    """The markers before the picture's own data."""
    found, at = [], 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return found
