"""JSON as it goes over the wire: compact, and Chinese stays Chinese."""

import json

# One encoder for all: json.dumps builds a new one for every call that asks for anything but its defaults.
written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
