"""What a person can press, send or write."""
