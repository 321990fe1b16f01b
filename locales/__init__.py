"""Words for people: one folder per language, read by views.catalog."""
