"""The only SQL and files."""
