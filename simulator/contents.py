"""From what a person has at hand (words, bytes, places) to the content of a message."""

from dataclasses import dataclass

from simulator.entities import found_in
from simulator.messages import Content
from simulator.state import State


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sends: a text, or one thing with an optional caption."""

    text: str | None = None
    photo: bytes | None = None
    document: tuple[str, bytes] | None = None
    sticker: str | None = None
    voice: bytes | None = None
    video: bytes | None = None
    location: tuple[float, float] | None = None
    contact: tuple[str, str] | None = None
    caption: str | None = None


def said(state: State, sent: Sent) -> Content:
    """The content of a message; a photo is recompressed without its metadata, a document keeps its bytes."""
    caption = sent.caption or ""
    marks = tuple(found_in(caption))
    if sent.photo is not None:
        photo = state.files.add_photo(state.darkroom.develop(sent.photo))
        return Content("photo", caption, marks, photo=photo)
    if sent.document is not None:
        name, data = sent.document
        return Content("document", caption, marks, file=state.files.add("document", data, name=name))
    if sent.voice is not None:
        return Content("voice", caption, marks, file=state.files.add("voice", sent.voice, mime="audio/ogg", seconds=3))
    if sent.video is not None:
        video = state.files.add("video", sent.video, mime="video/mp4", width=1280, height=720, seconds=5)
        return Content("video", caption, marks, file=video)
    return _without_file(state, sent)


def _without_file(state: State, sent: Sent) -> Content:
    if sent.sticker is not None:
        sticker = state.files.add("sticker", sent.sticker.encode(), mime="image/webp", width=512, height=512)
        return Content("sticker", file=sticker, fields=(("sticker", {"emoji": sent.sticker}),))
    if sent.location is not None:
        latitude, longitude = sent.location
        return Content("location", fields=(("location", {"latitude": latitude, "longitude": longitude}),))
    if sent.contact is not None:
        phone, name = sent.contact
        return Content("contact", fields=(("contact", {"phone_number": phone, "first_name": name}),))
    if not sent.text:
        raise ValueError("nothing to send")
    return Content("text", sent.text, tuple(found_in(sent.text)))
