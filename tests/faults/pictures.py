"""Photos for reports that need not show anything."""

from io import BytesIO

from PIL import Image


def snapshot(number: int) -> bytes:
    """A small JPEG that is not like the others."""
    image = Image.new("RGB", (160, 120), (number * 37 % 256, number * 91 % 256, number * 53 % 256))
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
