"""`python -m bot` is `gridbee`."""

from bot.cli import main

main()
