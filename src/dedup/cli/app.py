"""The commands. Each imports what it needs when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import gc
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from dedup.cli.exits import READER_GONE, exits, leave, unwritten
from dedup.cli.gate import parse_share

_SCAN_EXAMPLES = """Examples:

\b
  dedup scan essays                      report in reports/essays/index.html
  dedup scan essays -o out --jobs 4      results elsewhere, on four cores
  dedup scan a b --exclude 'drafts/*'    two folders, without some files
  dedup scan essays --json > found.json  JSON only, no report
  dedup scan essays --fail-above 30%     exit code 1 if a text is reused more
"""
_JUDGE_EXAMPLES = """Examples:

\b
  dedup judge reports/essays                     with the settings of dedup.toml as they are now
  dedup judge reports/essays -o strict --config strict.toml
  dedup judge reports/essays/results.json --json > judged.json
"""
_REPORT_EXAMPLES = """Examples:

\b
  dedup report reports/essays --lang en                  the pages again, in English
  dedup report reports/essays --single-file notes/a.txt  one document in one file, for sending
  dedup report reports/essays -o out --anonymise         without the names of documents and authors
  dedup report reports/essays --pdf                      index and document pages as PDF files too
"""
_COMPARE_EXAMPLES = """Examples:

\b
  dedup compare draft.docx published.html
  dedup compare old.txt new.txt --json
"""
_INDEX_EXAMPLES = """Examples:

\b
  dedup index add archive.dedup essays        add a folder; what did not change is passed over
  dedup index update archive.dedup essays     and remove what is gone from it
  dedup index remove archive.dedup essays/old.txt
  dedup index info archive.dedup
"""
_CHECK_EXAMPLES = """Examples:

\b
  dedup check draft.docx --against archive.dedup
  dedup check drafts --against essays --preset journal --report out
  dedup check drafts --against essays --save results=check.json
  dedup check drafts --against essays --since check.json --only-new
  dedup check - --against archive.dedup --format json > verdict.json
  dedup check drafts --against archive.dedup --save sarif=dedup.sarif
"""
_SERVE_EXAMPLES = """Examples:

\b
  dedup serve --against archive.dedup --open
  dedup serve --against essays --preset journal --port 9000
  dedup serve --openapi > openapi.json
"""
_DISMISS_EXAMPLES = """Examples:

\b
  dedup dismiss 3f9a1c04be --reason permitted --note 'reprinted with leave' --results check.json
  dedup dismiss 12 14 --reason template
  dedup dismiss 3f9a1c04be --undo
  dedup dismiss --list
"""
_EXIT_CODES = """Exit codes: 0 done, 1 above what is allowed, 2 wrong usage, input or configuration, 3 failed."""

app = typer.Typer(
    name="dedup",
    help="Finds reused passages in texts, Chinese first, and says which borrow from which.",
    epilog=f"Example: dedup scan essays\n\n{_EXIT_CODES}",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Config = Annotated[
    Optional[Path],  # noqa: UP045 (typer evaluates it)
    typer.Option("--config", metavar="FILE", help="Configuration file, instead of the nearest dedup.toml."),
]
Common = Annotated[
    Optional[list[Path]],  # noqa: UP045
    typer.Option("--common", metavar="PATH", help="Laws, templates, set texts that any text may repeat; repeatable."),
]
Manifest = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option("--manifest", metavar="FILE", help="TOML or CSV that says who wrote which text, and when."),
]
DismissalFile = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--dismissals", metavar="FILE", help="Matches set aside, instead of the nearest dedup-dismissals.toml."
    ),
]
Jobs = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--jobs", metavar="N", min=1, help="Cores to use. [default: all]"),
]
Preset = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--preset", metavar="NAME", help="Policy: standard, journal, thesis or newsroom."),
]
MaxReuse = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option("--max-reuse", metavar="SHARE", parser=parse_share, help="Share reused above which a draft fails."),
]
MaxSource = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option(
        "--max-source", metavar="SHARE", parser=parse_share, help="Share from one source above which it fails."
    ),
]
MaxRun = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option("--max-run", metavar="WEIGHT", min=0, help="Run without acknowledgement above which it fails."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary, only errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the results as JSON and write nothing unless -o is given.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback where something fails.")]


def _policy(**flags: str | float | None) -> tuple[tuple[str, str | float], ...]:
    """The keys of ``[policy]`` that flags set."""
    return tuple((key, value) for key, value in flags.items() if value is not None)


def main() -> None:
    """Run the command line on the program's arguments, and end the process."""
    # what imports make stays, and the collector would look through it again and again: a tenth of a short command
    gc.set_threshold(300_000, 20, 20)
    try:
        app(prog_name="dedup")
    except SystemExit as ended:
        if isinstance(ended.code, int):
            leave(READER_GONE if isinstance(ended.__context__, BrokenPipeError) else ended.code)
        raise
    except OSError as error:  # a command explains its own: this is the help or the version
        leave(unwritten(error))


def _print_version(asked: bool) -> None:
    if asked:
        from dedup.cli.version import version

        typer.echo(f"dedup {version()}")
        raise typer.Exit


@app.callback()
def _every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None: ...


@app.command(epilog=f"{_SCAN_EXAMPLES}\n{_EXIT_CODES}")
def scan(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Folders and files to scan.")],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help="Folder for the results. [default: reports/<name of PATH>]"),
    ] = None,
    jobs: Jobs = None,
    config: Config = None,
    include: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--include", metavar="GLOB", help="Read only files that match; may be repeated."),
    ] = None,
    exclude: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--exclude", metavar="GLOB", help="Pass over files and folders that match; may be repeated."),
    ] = None,
    common: Common = None,
    manifest: Manifest = None,
    dismissals: DismissalFile = None,
    json: Json = False,
    fail_above: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(
            "--fail-above",
            metavar="SHARE",
            parser=parse_share,
            help="Exit with 1 if more than SHARE (0.3 or 30%) of a document is reused.",
        ),
    ] = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Find reused passages in folders of texts and write a report."""
    with exits(debug=debug):
        from dedup.cli.scanning import Request, run_scan

        run_scan(
            Request(
                paths=tuple(paths),
                output=output,
                jobs=jobs,
                config=config,
                include=tuple(include or ()),
                exclude=tuple(exclude or ()),
                common=tuple(common or ()),
                manifest=manifest,
                dismissals=dismissals,
                json=json,
                fail_above=fail_above,
                quiet=quiet,
            )
        )


@app.command(epilog=f"{_JUDGE_EXAMPLES}\n{_EXIT_CODES}")
def judge(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder of a scan, or its results.json.")],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help="Folder for the new results. [default: in place]"),
    ] = None,
    config: Config = None,
    common: Common = None,
    manifest: Manifest = None,
    dismissals: DismissalFile = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Judge stored results again with other settings of judgement and report, without a new scan."""
    with exits(debug=debug):
        from dedup.cli.judging import JudgeRequest, run_judge

        run_judge(
            JudgeRequest(
                results=results,
                output=output,
                config=config,
                common=tuple(common or ()),
                manifest=manifest,
                dismissals=dismissals,
                json=json,
                quiet=quiet,
            )
        )


@app.command(epilog=f"{_REPORT_EXAMPLES}\n{_EXIT_CODES}")
def report(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder of a scan, or its results.json.")],
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("-o", "--output", metavar="DIR", help="Folder for the report. [default: in place]"),
    ] = None,
    single_file: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--single-file", metavar="DOCUMENT", help="One HTML file on the document with this path or id."),
    ] = None,
    lang: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--lang", metavar="zh|en", help="Language of the report. [default: that of most texts]"),
    ] = None,
    anonymise: Annotated[
        bool,
        typer.Option("--anonymise", help="Replace the names of documents and authors; the texts stay as they are."),
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print the first page and those of documents with an installed Chromium too.")
    ] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write the tables as Parquet files too.")] = False,
    config: Config = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was written and left out as JSON.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Write the report of stored results again: in one language, without names, as PDF, or on one document."""
    with exits(debug=debug):
        from dedup.cli.reporting import ReportRequest, run_report

        run_report(
            ReportRequest(
                results=results,
                output=output,
                document=single_file,
                lang=lang,
                anonymise=anonymise,
                pdf=pdf,
                parquet=parquet,
                config=config,
                json=json,
                quiet=quiet,
            )
        )


@app.command(epilog=_COMPARE_EXAMPLES)
def compare(
    left: Annotated[Path, typer.Argument(metavar="A", help="A text file of any readable format.")],
    right: Annotated[Path, typer.Argument(metavar="B", help="The other.")],
    config: Config = None,
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    debug: Debug = False,
) -> None:
    """Show the passages that two files share."""
    with exits(debug=debug):
        from dedup.cli.comparing import run_compare

        run_compare(left, right, config=config, json=json)


class Action(StrEnum):
    """What ``dedup index`` does."""

    ADD = "add"
    REMOVE = "remove"
    UPDATE = "update"
    LIST = "list"
    INFO = "info"
    VERIFY = "verify"


class Format(StrEnum):
    """How ``dedup check`` tells its verdict."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    MARKDOWN = "markdown"


@app.command(epilog=f"{_INDEX_EXAMPLES}\n{_EXIT_CODES}")
def index(
    action: Annotated[Action, typer.Argument(metavar="add|remove|update|list|info|verify", help="What to do.")],
    index: Annotated[Path, typer.Argument(metavar="INDEX", help="The index, one file; made where there is none.")],
    paths: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Argument(metavar="PATH", help="Files and folders, for add, update and remove."),
    ] = None,
    jobs: Jobs = None,
    no_text: Annotated[
        bool,
        typer.Option("--no-text", help="Make an index that keeps no texts: passages are told by their places only."),
    ] = False,
    config: Config = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was done, or is there, as JSON.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Keep texts in an index that drafts are checked against."""
    with exits(debug=debug):
        from dedup.cli.indexing import IndexRequest, run_index

        run_index(
            IndexRequest(
                action=action.value,
                index=index,
                paths=tuple(paths or ()),
                config=config,
                jobs=jobs,
                json=json,
                quiet=quiet,
                text=not no_text,
            )
        )


@app.command(epilog=f"{_CHECK_EXAMPLES}\n{_EXIT_CODES}")
def check(
    drafts: Annotated[list[Path], typer.Argument(metavar="DRAFT", help="Files and folders to check; - reads stdin.")],
    against: Annotated[
        list[Path], typer.Option("--against", metavar="PATH", help="An index, or files and folders; repeatable.")
    ],
    format: Annotated[Format, typer.Option("--format", help="How to tell the verdict.")] = Format.TEXT,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    save: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--save", metavar="FORMAT=FILE", help="Write it in this format too, or results for --since; repeatable."
        ),
    ] = None,
    report: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--report", metavar="DIR", help="Write results and report pages of the drafts there."),
    ] = None,
    since: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--since", metavar="RESULTS", help="Say what is new, gone or changed since these results."),
    ] = None,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="With --since: only new and changed matches count in the policy.")
    ] = False,
    preset: Preset = None,
    max_reuse: MaxReuse = None,
    max_source: MaxSource = None,
    max_run: MaxRun = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for a review too.")] = False,
    common: Common = None,
    manifest: Manifest = None,
    dismissals: DismissalFile = None,
    config: Config = None,
    jobs: Jobs = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check drafts against an archive: pass, review or fail, with each rule that fired."""
    with exits(debug=debug):
        from dedup.cli.checking import CheckRequest, run_check

        run_check(
            CheckRequest(
                drafts=tuple(drafts),
                against=tuple(against),
                format="json" if json else format.value,
                save=tuple(save or ()),
                report=report,
                since=since,
                only_new=only_new,
                config=config,
                common=tuple(common or ()),
                manifest=manifest,
                dismissals=dismissals,
                policy=_policy(preset=preset, max_reuse=max_reuse, max_source=max_source, max_run=max_run),
                strict=strict,
                jobs=jobs,
                quiet=quiet,
            )
        )


@app.command(epilog=f"{_SERVE_EXAMPLES}\n{_EXIT_CODES}")
def serve(
    against: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--against", metavar="PATH", help="An index, or files and folders; repeatable."),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; others than this machine may come then.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")] = 8765,
    max_megabytes: Annotated[
        float, typer.Option("--max-megabytes", metavar="MB", help="What a request may be at most.")
    ] = 10.0,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="How long a request may come, and a check may take.")
    ] = 120.0,
    keep: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--keep", metavar="DIR", help="Keep drafts and reports there; without it none are kept."),
    ] = None,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    openapi: Annotated[
        bool, typer.Option("--openapi", help="Print the OpenAPI description of the API and end.")
    ] = False,
    preset: Preset = None,
    max_reuse: MaxReuse = None,
    max_source: MaxSource = None,
    max_run: MaxRun = None,
    common: Common = None,
    manifest: Manifest = None,
    dismissals: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--dismissals", metavar="FILE", help="Matches set aside; without it none are."),
    ] = None,
    config: Config = None,
    jobs: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--jobs", metavar="N", min=1, help="Checks at a time, a process each. [default: 2 at most]"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the address as JSON once the page is there.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check drafts at a web page on this machine, and browse the archive; with an HTTP API."""
    with exits(debug=debug):
        from dedup.cli.serving import ServeRequest, run_serve

        run_serve(
            ServeRequest(
                against=tuple(against or ()),
                host=host,
                port=port,
                max_megabytes=max_megabytes,
                timeout_seconds=timeout,
                keep=keep,
                open=open,
                openapi=openapi,
                config=config,
                common=tuple(common or ()),
                manifest=manifest,
                dismissals=dismissals,
                policy=_policy(preset=preset, max_reuse=max_reuse, max_source=max_source, max_run=max_run),
                jobs=jobs,
                json=json,
                quiet=quiet,
                debug=debug,
            )
        )


class Reason(StrEnum):
    """Why a match is set aside."""

    TEMPLATE = "template"
    QUOTED = "quoted"
    PERMITTED = "permitted"
    COMMON = "common"
    OTHER = "other"


@app.command(epilog=f"{_DISMISS_EXAMPLES}\n{_EXIT_CODES}")
def dismiss(
    matches: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="MATCH", help="Matches: the digits that check and the report show, or ids."),
    ] = None,
    reason: Annotated[Optional[Reason], typer.Option("--reason", help="Why they are set aside.")] = None,  # noqa: UP045
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="The same in your own words.")] = "",
    results: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--results", metavar="RESULTS", help="What they are in: a folder of a scan or check, or a file."),
    ] = None,
    dismissals: DismissalFile = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take dismissals back.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List what is dismissed.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was done, or is there, as JSON.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Set matches aside with a reason, in a text file beside the drafts that holds until the passage changes."""
    with exits(debug=debug):
        from dedup.cli.dismissing import DismissRequest, run_dismiss

        run_dismiss(
            DismissRequest(
                matches=tuple(matches or ()),
                reason=reason.value if reason else None,
                note=note,
                results=results,
                dismissals=dismissals,
                undo=undo,
                listed=listed,
                json=json,
                quiet=quiet,
            )
        )
