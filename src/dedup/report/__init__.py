"""The report: a folder of static pages, written from a ``Result`` alone."""

from dedup.report.writing import ReportSummary, write_report

__all__ = ["ReportSummary", "write_report"]
