"""Where a text quotes, where it names a source, and how far each reaches: the parts that zones are made from."""
