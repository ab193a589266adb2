"""Which version runs."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """The installed version, or a word where the source tree runs without being installed."""
    try:
        return installed_version("dedup")
    except PackageNotFoundError:
        return "(not installed)"
