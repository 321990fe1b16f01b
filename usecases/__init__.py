"""One file for each thing that people ask for."""
