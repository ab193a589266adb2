"""How much of the reuse in a folder of known truth is found, and how much is found that is not there."""
