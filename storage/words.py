"""Where people's own words and numbers stand in the schema without pointing to a person, and how they go.

Every column of text, and every number that is no key, must be named here: a test walks the schema and fails for one
that is not. storage/personal.py does what is said here.
"""

PEOPLE = "tombstone"
"""The person's own row: blanked when it becomes a tombstone."""
CASE = "title"
"""What the first reporter called it: blanked with the case's first report."""
ENDED = "ended"
"""What a message was about to say: forgotten by itself once it was sent or dropped."""
PARKED = "parked"
"""An update as it came: forgotten once it was dealt with; a parked one is erased for whoever it is from."""
PICTURE = "picture"
"""Telegram's names of a photo, and ours: forgotten by the job that removes the picture from the store."""

WORDS: dict[tuple[str, str], str] = {
    ("people", "name"): PEOPLE,
    ("people", "staff_name"): PEOPLE,
    ("people", "language"): PEOPLE,
    ("people", "own_language"): PEOPLE,
    ("cases", "title"): CASE,
    ("outbox", "facts"): ENDED,
    ("inbox", "raw"): PARKED,
    ("inbox", "error"): PARKED,
    ("photos", "file_id"): PICTURE,
    ("photos", "unique_id"): PICTURE,
    ("photos", "path"): PICTURE,
    # from here on: the column that points to whose words they are, which personal.HANDLED blanks or drops them by
    ("reports", "text"): "person_id",
    ("reports", "spoken"): "person_id",
    ("reports", "on_behalf"): "person_id",
    ("reports", "album"): "person_id",
    ("drafts", "text"): "person_id",
    ("drafts", "spoken"): "person_id",
    ("drafts", "on_behalf"): "person_id",
    ("drafts", "album"): "person_id",
    ("events", "note"): "actor_id",
    ("invites", "staff_name"): "used_by",
    ("rests", "note"): "person_id",
    ("accounts", "paused_why"): "person_id",
    ("movements", "note"): "person_id",
    ("proposals", "reason"): "person_id",
    ("flags", "evidence"): "person_id",
    ("plots", "photo"): "person_id",
}

PLAIN: dict[str, str] = {
    "areas": "code name level path outline",
    "rooms": "room",
    "grants": "role",
    "rests": "why",
    "invites": "token_hash role",
    "chats": "kind title purpose mode language",  # a private chat has no title
    "cases": "kind category urgency status role level closed_how outside former_status",
    "events": "kind facts",  # numbers of people, cases and areas, and slugs
    "photos": "purpose state",
    "drafts": "purpose stage",
    "prompts": "kind",
    "messages": "view card",
    "inbox": "state",
    "outbox": "view card once state error",
    "jobs": "kind state error",
    "runs": "kind subject",
    "working_hours": "periods",
    "accounts": "shown",
    "movements": "kind board rule cause",
    "lots": "board",
    "proposals": "state",
    "flags": "kind once",
    "rewards": "name partner photo",  # what the shop offers
    "redemptions": "code state",
    "activities": "kind title place code state",  # what the neighbourhood is invited to
    "sign_ups": "state",
    "plots": "name",
    "leases": "owner",  # processes of ours, and machines
    "lanes": "owner",
    "check_points": "name state",
}
"""Text that the program writes, or that names things and places; nobody's own words are in it."""

TELEGRAM_IDS: dict[tuple[str, str], str] = {
    ("people", "telegram_id"): PEOPLE,
    ("chats", "telegram_id"): "chat",  # forgotten with the private chat, ten minutes after the last word
    ("inbox", "lane"): PARKED,
    ("reports", "message_id"): "person_id",
    ("drafts", "message_id"): "person_id",
    ("outbox", "reply_to"): "person_id",
    ("photos", "likeness"): PICTURE,
}
"""Numbers by which somebody could be found."""

NUMBERS: dict[str, str] = {
    "inbox": "update_id",
    "jobs": "subject tries update_id epoch",
    "outbox": "priority tries update_id epoch",
    "leases": "epoch",
    "lanes": "epoch",  # the lane itself is a chat's number: forgotten when nobody serves it, and with the chat
    "messages": "message_id",  # the bot's own
    "cases": "version round",
    "ratings": "stars",
    "photos": "round width height",
    "accounts": "balance reported served spent told_id",
    "rewards": "price stock per_person",
    "activities": "seats points",
    "proposals": "points",
    "redemptions": "price",
    "movements": "points balance again short minutes",
    "sign_ups": "minutes",
    "lots": "points left",
    "takings": "points",
    "rests": "held",
}
"""Counts and numbers of ours."""
