"""The command line: translates arguments into calls and results into words, and computes nothing."""
