"""A local web page and an HTTP API over ``dedup.checking``: drafts in, verdict and report out, the archive to browse.

Its web framework is optional (``dedup[serve]``), so nothing but ``dedup serve`` imports this package.
"""
