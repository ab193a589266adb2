"""Benchmarks of quality and speed that anyone can run; README.md holds the tables."""
