"""Is the direction that dedup states right, and as often as it says?"""
