"""A small made-up neighbourhood and its story, played on the simulator."""
