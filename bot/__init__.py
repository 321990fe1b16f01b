"""Puts the parts together and connects them to Telegram."""

import os

# The library warns at every 429 that a wait will be a timedelta with its next release; we ask for that now.
os.environ.setdefault("PTB_TIMEDELTA", "true")
