"""Puts the parts together and connects them to Telegram."""
