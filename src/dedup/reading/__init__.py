"""Reading: finds files, decodes them and extracts their text by format."""

from dedup.reading.discovery import Findings, FoundFile, find_files
from dedup.reading.document import read_document
from dedup.reading.everything import read_all

__all__ = ["Findings", "FoundFile", "find_files", "read_all", "read_document"]
