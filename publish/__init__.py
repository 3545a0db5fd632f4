"""Records out: select -> coarsen -> build -> gate -> release -> downloads, descriptors.

Imports from `ingest` only what declares (schema, problems ...), never what acts. Each module imports only what
stands above it here; this is also the order in which to read them.
"""

LADDER = (
    "coarsen",  # a value to a coarser one
    "select",  # which columns and rows may be public as of a day
    "given",  # which columns each agency's records fill
    "tables",  # the public tables, filled from the register
    "counts",  # protected count tables
    "mapping",  # how each agency's words became codes
    "covered",  # what came of what agencies owe
    "waiting",  # rows and facts that wait for their day
    "withheld",  # is nothing there, or may it not be shown?
    "changes",  # what changed since the last release
    "describe",  # what each public column is
    "chapters",  # which public tables each chapter holds
    "words",  # _tables, _columns, _codes, _questions: what a release says of itself
    "downloads",  # whole tables as canonical CSV
    "manifest",  # hashes, content root, the chain
    "gate",  # what must hold before anything goes out
    "fulltext",  # search over public words
    "build",  # a release folder, from the register
    "expunge",  # records taken out of every release by order
    "release",  # numbered folders, the current one, staging
    "derive",  # docs/cli.md, docs/release.sql
    "cli",  # the commands
)
