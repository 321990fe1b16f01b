"""What the clock can start."""
