"""Files in: read -> map -> clean -> check -> register.

The modules in the order in which they may import one another: each imports only what stands above it here.
This is also the order in which to read them.
"""

LADDER = (
    "language",  # in which one a person is spoken to
    "catalogue",  # everything that can be wrong, in words
    "problems",  # one that was found, and where
    "plain",  # strict YAML
    "codelist",  # codes and their spellings
    "asked",  # a saved question, as a kind declares it
    "schema",  # what a record is
    "codes",  # kinds/codes/ -> schema
    "families",  # kinds/families.yml -> schema
    "answers",  # kinds/answers.csv -> schema
    "lint",  # does a kind hold together?
    "shapes",  # words of a kind that have a shape of their own
    "declare",  # kinds/ -> schema
    "portal",  # portal.yml: the portal's own words
    "dates",  # date patterns
    "periods",  # months, quarters, years
    "personal",  # texts that look like somebody's
    "clean",  # one cell
    "memory",  # what became of the texts of a column so far
    "values",  # stored values as a person reads them
    "formats",  # what one agency's file means
    "labels",  # which files belong together
    "mending",  # rows that were set aside, as they come back
    "dialect",  # agencies/*/<table>.yml -> formats
    "owed",  # what an agency has to send, and when
    "agencies",  # who sends files
    "newfile",  # a new file where a person said
    "once",  # what a file was found to hold
    "archive",  # files inside files
    "markup",  # the XML inside workbooks
    "excel",  # what XLSX files hold and do not show
    "opendocument",  # the same of ODS
    "biff",  # the same of XLS
    "looks",  # what number formats make of numbers
    "shown",  # how cells look, where their values do not tell
    "weight",  # what a workbook would take in memory
    "book",  # workbooks -> rows of text
    "text",  # CSV and its cousins -> rows of text
    "objects",  # JSON -> rows of text
    "geo",  # GeoJSON -> rows of text
    "wrapped",  # where the records of a JSON file stand
    "tables",  # SQLite -> rows of text
    "feed",  # XML -> rows of text
    "convert",  # DBF, fixed widths -> rows of text
    "firstbytes",  # what a file is, whatever it is named
    "read",  # any of these -> rows of text
    "match",  # how well headers fit a format
    "recognise",  # which format is this file in?
    "beside",  # rows of other files, by their ids
    "hidden",  # workbooks that tell too much
    "spans",  # cells merged over several rows
    "keys",  # opaque names for records
    "seen",  # which keys have come before
    "fetch",  # one row's cells -> a column's text
    "plan",  # a file's plan for one table
    "identify",  # which record is this?
    "map",  # one row -> the records it makes
    "watch",  # the rows of a file, for such texts
    "check",  # a kind's rules
    "batch",  # many rows at once, column by column
    "rights",  # who may write in a folder
    "register",  # the private database
    "coverage",  # what came of what is owed
    "merge",  # two values of one fact
    "stage",  # a file merged with itself
    "unmapped",  # words without a code, and how many there may be
    "outcome",  # what became of every row
    "rows",  # a file's data rows, ready to be mapped
    "settle",  # stage -> register
    "progress",  # how far long work has come
    "examine",  # one whole file, every row with its outcome
    "meant",  # which records a row means, right or wrong
    "tomb",  # what was expunged stays out
    "aside",  # the rows that were set aside, one by one
    "told",  # which months a file told of
    "example",  # a format's own test
    "received",  # files as they came, and acts
    "intact",  # is that folder what it was?
    "room",  # one data folder
    "ledger",  # what a load writes down of itself
    "act",  # one act, written down beside its files
    "swap",  # a received folder in the place of another
    "reasons",  # why records change
    "load",  # check and load
    "delivery",  # files that come together
    "find",  # one record, as a person names it
    "correct",  # one record put right by hand
    "zero",  # nothing happened, and somebody says so
    "rebuild",  # the register again, from received/
    "undo",  # an act taken back
    "trace",  # which rows of received files tell of a record
    "cut",  # a received file without some rows
    "expunge",  # a record taken out by order
    "backup",  # the whole data folder in one file, and back
    "history",  # what became of one record
    "diff",  # what a file would change
    "deeds",  # what each act was about
    "status",  # what was loaded, what was set aside
    "fresh",  # what came of what is owed, and what comes next
    "mend",  # rows that were set aside, to be mended
    "template",  # a file for a clerk to fill in
    "days",  # which date patterns read a column
    "profile",  # what stands in a column that no format knows
    "survey",  # what stands in such a file
    "called",  # what agencies call our columns
    "fit",  # does what stands there fit one of ours?
    "suggest",  # which column may a header mean?
    "marks",  # columns of marks
    "ask",  # the questions of a draft, in words
    "draft",  # a first format, with its questions
    "page",  # the same as YAML
    "begin",  # what stands beside it
    "usage",  # what click says by itself
    "screen",  # how results and problems look in a terminal
    "commands",  # what every command is made of
    "report",  # how the register looks there
    "metadata",  # what Datasette shows, from kinds/ and portal.yml
    "sample",  # a plainly fictional town's files
    "dictionary",  # docs/dictionary/, a page for each table
    "contents",  # docs/dictionary/README.md: the pages as one book
    "translations",  # ingest/locale/: what is to be said in other languages
    "derive",  # metadata.yml, dictionary, DDL and other pages from kinds/
    "cli",  # the commands
)
