"""What changed between an earlier result and a check of now: new, changed and gone matches, and why.

``dedup.changes.since`` compares; here are the values, which a verdict carries.
"""

from dedup.changes.values import CAUSES, Cause, Change, Changes, State, Status

__all__ = ["CAUSES", "Cause", "Change", "Changes", "State", "Status"]
