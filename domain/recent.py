"""How much of what people said is at hand: the same words are asked about several times, and nobody's stay for long."""

RECENT = 64
"""So many texts of late, as many as are taken in together (`storage.sqlite_writer.BATCH`)."""
