"""A pretend Telegram: a strict local Bot API and a chat page. It knows nothing of Gridbee."""
