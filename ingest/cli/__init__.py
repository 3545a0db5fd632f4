"""The clerk's commands. Thin: every command finds the data folder and hands over to one module above.

Each module here adds its commands to the one group; this is also the order in which `ingest --help` lists them.
"""

from ingest.cli import desk, files, drafting, records, keeping  # noqa: I001  # the order in which the commands are listed

LADDER = (
    "desk",  # the group itself, and what every command begins with
    "files",  # what comes in: template, check, diff, load, rejects
    "drafting",  # a new agency: draft
    "records",  # one record: correct, zero, history
    "keeping",  # the whole: status, undo, rebuild, formats, sample, explain
)

main = desk.main
__all__ = ["drafting", "files", "keeping", "main", "records"]
