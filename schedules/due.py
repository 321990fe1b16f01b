"""What a durable job does when its time has come: one use case each, by the job's kind."""

from collections.abc import Callable
from datetime import datetime

from storage.unit import Unit
from usecases.answer_draft import close_album, drop_draft
from usecases.ask_reporter import end_waiting
from usecases.confirm_case import close_by_silence, remind_of_silence
from usecases.fair_play import look_for_unfairness
from usecases.keep_pace import rest_over
from usecases.own_data import forget_chat
from usecases.resolve_case import announce
from usecases.see_points import crown
from usecases.take_leave import end_leave
from usecases.tell_points import expire_points, tell_points

DueUse = Callable[[Unit, int, datetime], None]

ON_TIME: dict[str, DueUse] = {
    "close_album": close_album,
    "drop_draft": drop_draft,
    "end_waiting": end_waiting,
    "silence_reminder": remind_of_silence,
    "silence": close_by_silence,
    "announce": announce,
    "forget_chat": forget_chat,
    "leave_ends": end_leave,
    "points_line": tell_points,
    "points_expiry": expire_points,
    "champion": crown,
    "fair_play": look_for_unfairness,
    "rest_over": rest_over,
}
"""`fetch_photo`, `locate_photo` and `drop_photo` need the network and the photo store; bot/photo_jobs.py does them."""
