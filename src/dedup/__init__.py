"""dedup: finds reused passages and says which texts borrow from which."""
