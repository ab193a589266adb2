"""Lets ``python -m dedup`` stand for ``dedup``."""

from dedup.cli.app import main

if __name__ == "__main__":
    main()
