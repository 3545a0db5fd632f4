"""The catalogue of everything that can be wrong, and the words a person reads.

Said once: `docs/problems.md` and `ingest explain CODE` are made from this page. A problem has a level:

* `stop`: nothing of the file is loaded (exit code 2);
* `row`: the row is set aside, the rest is loaded (exit code 1);
* `note`: the row is loaded; a person should know.

`says` names what was found and what was expected; `do` is the next step. The braces are filled by the caller,
words among the fillings by a `phrase`, so that they are said in the reader's language (`ingest.language`).
A value that may be private is never among the fillings: the caller passes `problems.HIDDEN` instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.language import phrase

Level = Literal["stop", "row", "note"]


@dataclass(frozen=True)
class Entry:
    """One entry of the catalogue: a code, how grave it is, what it says and what to do."""

    code: str
    level: Level
    says: str
    do: str


def _entries(*rows: tuple[str, Level, str, str]) -> dict[str, Entry]:
    return {row[0]: Entry(*row) for row in rows}


# fmt: off
CATALOGUE: dict[str, Entry] = _entries(
    # The command line and the folder
    ("no-file", "stop", "There is no such file.", "Check the name. Drag the file onto the window to get its full path."),
    ("no-ending", "stop", "There is no such file, and no table of that name. There is {files}.", "Type the whole name of the file, its ending too. Windows hides it."),
    ("no-files", "stop", "There is no file in it that is read here.", "Put {known} files into it, or name a file."),
    ("no-recipes", "stop", "No agency here has a recipe for made-up records.", "Run it in Record Room's own folder. To try one table of yours, fill in its form: ingest template use-of-force"),
    ("empty-file", "stop", "The file is empty.", "Export it again and look at it in a spreadsheet before you send it."),
    ("unreadable-file", "stop", "The file cannot be read: {reason}.", "Close it in other programs, or export it again as CSV or XLSX."),
    ("several-lists", "stop", "It holds several lists of records: {lists}.", "Save the one that is wanted as a file by itself, as JSON or CSV."),
    ("misnamed", "stop", "It is {what} named {ending}.", "{do}"),
    ("locked", "stop", "The workbook is locked with a password.", "Open it, take the password off, save it, and run the command again."),
    ("no-member", "stop", 'There is no "{member}" in it.', "Name one of: {members}."),
    ("two-members", "stop", "It holds several files that could be read: {members}.", "Name one, like this: {example}. Or unpack it and load the folder."),
    ("unknown-input", "stop", 'The kind of file "{suffix}" is not read here.', "Save it as {known}."),
    ("no-folder", "stop", "The folder cannot be written to: {reason}.", "Choose another folder with --data, or ask for the right to write there."),
    ("no-write", "stop", "You may not write in this folder. It belongs to {owner}.", "Ask {owner} for that right, or choose another folder with --data."),
    ("no-right", "stop", "You may not read it. It belongs to {owner}.", "Ask {owner} for that right, or choose another folder with --data."),
    ("only-read", "stop", "You may only read this folder, and another run is at work in it or was cut off. It belongs to {owner}.", "Run the command again later, or ask {owner} for the right to write in it."),
    ("read-changed", "stop", "Somebody wrote to it while it was read, so what was read may be wrong.", "Run the command again."),
    ("no-table", "stop", 'There is no table "{table}".{nearest}', "Name one of: {known}."),
    ("no-agency", "stop", 'There is no agency "{agency}".{nearest}', "Name a folder under agencies/ that has an agency.yml, or make one: docs/add-an-agency.md."),
    ("which-agency", "stop", "The file is one of our templates, and a template does not say whose it is.", "Add --agency NAME. Agencies here: {known}."),
    ("no-load", "stop", "There is no load number {load}.", "See the loads with: ingest status"),
    ("no-record", "stop", "There is no such record in {table}{agency}.", "Check the number. It is the agency's own number, or the last part of the record's address in the portal."),
    ("which-record", "stop", "{count} records in {table} have this number: {keys}.", "Name one of them by its key, or add --agency NAME."),
    ("not-correctable", "stop", "{column} of {table} makes the record what it is, or follows from others, and cannot be corrected by hand.", "Load a corrected file. A record under a wrong number: undo its load, mend the file, load it again."),
    ("correct-column", "stop", '{table} has no column "{column}".{nearest}', "Name one of its columns: {known}."),
    ("correct-code", "stop", "{value} is not in the code list {list}. Nearest: {nearest}.", "Write a code or a label of kinds/codes/{list}.csv."),
    ("reason-needed", "stop", "{what}, and no reason was given.", "See what would change: ingest diff {file}. Then load it with --reason and one of: {known}."),
    ("no-value", "stop", '"{found}" does not say which column gets which value, or says it twice.', "Write COLUMN=VALUE, for example: district=North. Put it in quotation marks if it holds a blank."),
    ("whose-zero", "stop", "No agency was named, and it cannot be told which one it is.", "Add --agency NAME. Agencies here: {known}."),
    ("no-reason", "stop", '"{reason}" is not a reason why a record changes.{nearest}', "Add --reason and one of: {known}."),
    ("reason-missing", "stop", "A correction needs a reason, and none was given.", "Add --reason and one of: {known}."),
    ("correction-holds", "note", "What was put right here by hand still holds ({corrections}): the file says what it said before that.", "Nothing. When the source says something else, that will stand."),
    ("file-there", "stop", "There is a file of this name already.", "Name another with --out, or move the old one away first. Nothing is ever replaced."),
    ("no-place", "stop", "There is no folder {folder}.", "Make it first, or name another place with --out."),
    ("out-refused", "stop", "The file cannot be written there: {reason}.", "Name another place with --out, or ask for the right to write in that folder."),
    ("no-backup", "stop", "This is no backup of a data folder: it has no list of what it holds, backup.json. Nothing was put back.", "Name a file that ingest backup wrote."),
    ("backup-damaged", "stop", "The backup is damaged: {reason}. Nothing was put back.", "Take another copy of it."),
    ("backup-kinds", "stop", "The register in it was made by other kinds/ than these. Nothing was put back.", "Unpack declared/kinds from it, name that folder, then run: ingest --kinds FOLDER restore FILE, and ingest rebuild"),
    ("not-empty", "stop", "The folder is not empty.", "Name an empty or a new folder. Nothing is ever replaced."),
    ("expunged", "stop", "The row tells of a record that was expunged by order on {day}, or points to it. Nothing was loaded.", "Take the row out of the file, or empty the cell that points to it, and load it again. If the order was lifted, ask whoever keeps this records room."),
    ("expunge-blind", "stop", "The kept file of load {act} cannot be looked into: {reason} Nothing was changed.", "Mend its format, or put received/ back from a backup, then run the command again."),
    ("expunge-pending", "stop", "Records were expunged, and not yet out of releases: {releases}. Whatever is staged may hold them too.", "Run: publish expunge. Then stage again."),
    ("no-order", "stop", "The order says nothing, and it is all that will tell why the record is gone. Nothing was changed.", "Name the court or the law, the day and the number of the case with --order."),
    ("order-names", "stop", "The words of the order hold the record's number, and they are kept. Nothing was changed.", "Name the court or the law, the day and the number of the case there, and not the record."),
    ("expunge-rests", "stop", "Without the record, {what} cannot be done again: {reason} Nothing was changed.", "Expunge first what rests on it, or load a file that tells of that without it, then run the command again."),
    ("expunge-others", "stop", "Other records would go or change with it: {what}. They need it, or are told only by rows that tell of this one too. Nothing was changed.", "Load a file that tells of them without it, then run the command again."),
    ("expunge-stale", "stop", "Kinds or formats have changed since the register was made, so it cannot be told whether other records stay as they are. Nothing was changed.", "Run: ingest rebuild. Then run the command again."),
    ("expunge-ending", "stop", "An expungement is about to end, or was cut off.", "Run the command again: that finishes it."),
    ("expunge-half", "note", "An expungement was cut off between two steps. It is finished now.", "Then run publish expunge, so that no release holds it."),
    ("no-act", "stop", "There is no load, correction or zero report with the number {act}.", "See them with: ingest status"),
    ("undone-before", "stop", "Number {act} was undone before, by {by} on {at}.", "Nothing. To have it back, do it once more: load the file, or give the correction or the zero report again."),
    ("built-upon", "stop", "After number {act} came {later}, and they may rest on it.", "Undo those first, beginning with: ingest undo {last}. Or add --again to do them all again without it."),
    ("undo-changes", "stop", "Without number {act}, load {load} would change records, and it was given no reason, as it changed none. Nothing was changed.", "Undo load {load} too, before number {act}. Then load its file again with --reason."),
    ("undo-needed", "stop", "Number {act} ({what}) cannot be done without number {number}. Nothing was changed.", "Take it back first: {how}. Then run the command again."),
    ("bad-act", "stop", "The file of act {act} in received/acts cannot be read.", "Put back that file from a backup, then run the command again."),
    ("stray-act", "stop", "This file is no act, or the copy of one: each act has one file, named like 000012-load.json.", "Move it out of received/acts, then run the command again. Nothing was changed."),
    ("act-gone", "stop", "The file of act {act} is not there.", "Put it back from a backup: unpack received/acts from the backup, and copy the file whose name begins with this number. Then run the command again."),
    ("act-altered", "stop", "The file of act {act} was changed after act {next} was written, or that of act {next} was.", "Put both files back from a backup: unpack received/acts from it. Then run the command again."),
    ("act-differs", "stop", "The file of act {act} does not say what the register says of it.", "Put the file back from a backup: unpack received/acts from it. Then run the command again."),
    ("register-lacks", "stop", "The register does not have act {act}, which stands in received/acts. Nothing was changed.", "Run: ingest rebuild"),
    ("received-altered", "stop", 'The bytes of "{file}", which act {act} read, are not those that came.', "Put this file back from a backup: unpack received/ from it. Then run the command again."),
    ("received-gone", "stop", "The file that act {act} loaded is not in received/ any more.", "Put back received/ from a backup, then run the command again. The register was left as it is."),
    ("no-secret", "stop", "The secret of this folder is not there, or cannot be read. With a new one all records would come a second time, under other public numbers.", "Put secret.key back from a backup, then run the command again. Do not make one by hand."),
    ("other-secret", "stop", "It is not the secret with which the records here were named. With it all would come a second time, under other public numbers.", "Put back the secret.key of this very folder, from its own backup. Then run the command again."),
    ("no-period", "stop", '"{period}" is not a month, a quarter or a year.', "Write it as 2024-05, 2024-Q2 or 2024."),
    ("period-open", "stop", "{period} is not over yet.", "Send the zero report when it is."),
    ("no-day", "stop", "{table} has no date by which a month could be told.", "Nothing. Zero reports are for records that happen on a day."),
    ("not-zero", "stop", "{agency} has {count} in {period}.", "A zero report is for a period without any. If they are wrong, take back what brought them: {how}"),
    ("zero-before", "stop", "{agency} reported zero for all of {period} before: {acts}.", "Nothing."),
    ("zero-not-owed", "stop", "{agency} does not owe {table}. It owes: {owed}.", "Name one of those. Or say that it owes this too, under reports in agencies/{agency}/agency.yml: {example}"),
    ("zero-early", "stop", "{agency} owes {table} from {since} on, and {period} was before that.", "Check the period. If it is owed, write an earlier since under reports in agencies/{agency}/agency.yml."),
    ("zero-unowed", "note", "{agency} does not say yet what it owes, so no calendar shows this zero report.", "Say it under reports in agencies/{agency}/agency.yml: {example}"),
    ("zero-part", "note", "{table} is owed for all of {whole}, and zero is said for a part of it only.", "Say it of the rest, or of the whole: {how}"),
    ("zero-withheld", "note", "{period} is declared as withheld in agencies/{agency}/agency.yml, so the calendar says withheld and not zero.", "Take it out under withheld there, if zero may be told."),
    ("zero-said", "note", "{agency} reported zero for {period} (number {act}), and the file has records of it: one is wrong.", "If the zero report is, take it back: ingest undo {act} --again. If the file is, undo its load, mend the file and load it again."),
    ("no-such-problem", "stop", 'There is no problem called "{name}".{nearest}', "See docs/problems.md for the whole list."),
    ("no-letters", "stop", "This name, or another word of the command, holds bytes that are no letters (they are not UTF-8).", "Rename the file, or type the word again. Nothing was changed."),
    ("no-operator", "stop", "Every act has a name beside it, and none was given.", 'Add --by "Your Name" once. It is remembered in this data folder.'),
    ("busy", "stop", "Another load is writing to the register. It did not finish within {seconds} seconds.", "Wait until it is done, then run the command again. Nothing was changed."),
    ("disk", "stop", "The disk refused to write: {reason}.", "Make room on the disk, or have it looked at, then run the command again. No file is ever kept by half."),
    ("stopped", "stop", "Stopped. Whatever was not finished is taken back.", "See what stands with: ingest status"),
    ("cut-off", "note", "The load of {file} by {by} on {at} was cut off before it finished. Nothing of it was kept.", "Load the file again."),
    ("cut-off-act", "note", "Another act ({kind}) by {by} on {at} was cut off before it finished. Nothing was changed.", "Run the command again."),
    # What is declared: kinds, agencies, formats, portal.yml
    ("yaml", "stop", "This is not valid YAML: {reason}.", "Compare the line with the one above it; look for a missing colon, quote or blank."),
    ("yaml-tab", "stop", "A tab stands at the beginning of the line or before a word, and YAML does not take it there.", "Put blanks in place of the tab, as many as the lines beside it have."),
    ("yaml-mark", "stop", 'A text begins with "{mark}", which means something else in YAML.', "Put the text in quotation marks."),
    ("yaml-empty", "stop", "Nothing stands after {word}.", "Write there what belongs to it, or take it out. A text that begins with # or that holds a comma needs quotation marks."),
    ("empty-yaml", "stop", "The file is empty.", "Write it as {page} shows, or delete it."),
    ("yaml-twice", "stop", "{word} is said twice (also line {first}).", "Keep one of the two."),
    ("yaml-alias", "stop", "Anchors, aliases and tags are not used in these files.", "Write the text out in full."),
    ("yaml-shape", "stop", "{word} should be {expected}, and is {found}.", "See {page} for an example."),
    ("word", "stop", '"{word}" is not a word here.{nearest}', "See {page} for the words that are."),
    ("word-missing", "stop", "{word} is missing.", "Add it. See {page} for an example."),
    ("word-value", "stop", '{word} is "{found}"; expected {expected}.', "Write one of those."),
    ("unknown-column", "stop", '{table} has no column "{column}".{nearest}', "Name a column of docs/dictionary/{table}.md."),
    ("derived-column", "stop", "{table}.{column} is worked out by us and cannot be filled from a file.", "Take the line out."),
    ("never-column", "stop", "{table}.{column} is never stored.", "List its source header under ignore with a reason."),
    ("unknown-code", "stop", '"{code}" is not in the code list {list}.{nearest}', "Use a code of kinds/codes/{list}.csv."),
    ("date-pattern", "stop", 'The date pattern "{pattern}" {wrong}.', "Build it from these words: {words}. 5-Jan-24 is DD-Mon-YY, January 5, 2024 is Month DD, YYYY."),
    ("two-dates", "stop", 'The date patterns "{one}" and "{other}" read the same cell as different days.', "Keep the one that the agency uses."),
    ("bad-example", "stop", 'Example {number}: {column} is "{found}", expected "{expected}".', "Mend the format or the example."),
    # Which format?
    ("no-format", "stop", "No format fits. Closest is {closest} ({known} of {total} headers). Not known there: {headers}.", "Map or ignore those headers in that format, or write one: docs/add-an-agency.md."),
    ("no-header", "stop", "No line of the first {lines} looks like a header of a known format or template.", "Put the column names in the first row, or name the table: ingest load TABLE FILE --agency NAME."),
    ("two-templates", "stop", "The file fits the templates of {tables}.", "Name the table: ingest load {table} {file}"),
    ("two-formats", "stop", "The file fits {formats}.", "Name one: --agency {agency}"),
    ("few-headers", "stop", "The file has only {count} headers, too few to tell whose it is.", "Name the agency: --agency NAME"),
    ("draft-table", "stop", "The headers fit {one} and {other} about equally well.", "Say what its rows are: ingest draft FILE --agency NAME --table {one}"),
    ("draft-exists", "stop", "There is a file of that name, and a draft replaces nothing.", "Choose another place with --out, or move the old file away first."),
    ("draft-folder", "stop", "It is a folder, and a draft is made from one file.", "Name one file of it. Files that belong together share a format: the word files in docs/add-an-agency.md."),
    ("draft-encoding", "stop", "Its letters are not in {encoding}.", "Ask the sender how it was saved. Then name that: ingest draft FILE --agency NAME --encoding cp437. Or save it as UTF-8."),
    ("agency-name", "stop", '"{agency}" cannot be the short name of an agency.', "Use letters, digits and hyphens, as in sample-county-so."),
    ("new-header", "stop", 'Header "{header}" is neither mapped nor ignored.{nearest}', "Add it to a column of {format}, or under ignore with a reason."),
    ("template-header", "stop", 'Header "{header}" is not one of our form.{nearest}', "Name it as the form does, or take the column out of the file. The form's columns: ingest template {table}"),
    ("header-twice", "stop", 'The header "{header}" stands {count} times.', "Keep one of these columns, or give each its own name."),
    ("header-gone", "note", "No header for {column} (looked for {looked}), so no row will have it.", "If the agency renamed it, add the new name to the list."),
    ("required-gone", "stop", "No header for {column} (looked for {looked}), and every record needs one.", "Add the column to the file, or its new name to the format."),
    ("extra-cells", "row", "The row has {found} cells; the header has {expected}.", "Look for a comma or quote that does not belong, and mend the row."),
    ("unnamed-cell", "row", "A cell has something in it, and its column has no name.", 'Name the column in the first row, or empty the cell. A format may map or ignore the column as "{header}".'),
    ("short-row", "row", "The row has only {found} of {expected} cells.", "Look for a line break or missing comma, and mend the row."),
    ("idle-file", "stop", 'The file "{label}" fills no table, and no other file looks anything up in it.', "Name it under rows: file of a table, or say under it why it is left out: ignore: REASON."),
    ("lookup-gone", "stop", "It looks things up in the file {label}, and none beside it is called {pattern}.", "Put that file into the same folder, then run the command again."),
    ("lookup-two", "stop", "It looks things up in the file {label}, and more than one beside it could be that: {files}.", "Keep one of them in this folder."),
    ("lookup-header", "stop", 'There is no header "{header}", and a lookup of the format needs it.', "If the agency renamed it, mend lookup in the format."),
    ("lookup-twice", "stop", "Other files look rows up here by this column, and the row has the id of line {first}.", "Give each row its own id, or take one of the two out."),
    ("lookup", "row", "{key} has no {value}.", "Mend the id, or add its row to the other file. Look whether both files are of the same day."),
    ("left-out", "note", "The file is left out: {reason}.", "Nothing."),
    ("only-beside", "note", "The file makes no records by itself. Other files look things up in it: {files}.", "Nothing. Keep it in the same folder as those."),
    ("open-quote", "stop", "A quotation mark is opened and never closed, so the rest of the file reads as one cell.", "Find the mark at or after this line and close or remove it."),
    ("bad-bytes", "stop", "Byte {byte} at position {position} is not UTF-8.", "Save the file as UTF-8, or name its encoding in the format."),
    ("two-sheets", "stop", "The headers stand on more than one sheet: {sheets}.", "Save each sheet that should be loaded as a file by itself."),
    ("wide-row", "stop", "The row has {count} cells. A table may have {limit} columns.", "Look for separators that do not belong, or save the right columns as a file by themselves."),
    ("long-line", "stop", "The line has more than {limit} characters.", "Look for a line break that is missing, or take that line out and send it by itself."),
    ("long-cell", "stop", "A cell is longer than {limit} characters.", "Look for a quotation mark that is never closed."),
    # What a workbook holds and does not show
    ("hidden-sheet", "stop", 'The sheet "{sheet}" is hidden{how}.', 'Unhide it and look at it. Delete it, or name it in the format with a reason: hidden: {{sheets: {{{sheet}: REASON}}}}'),
    ("hidden-rows", "stop", 'The sheet "{sheet}" has {count} with content that cannot be seen (hidden or filtered out).', "Clear the filters, unhide all rows and look. Delete them, or give a reason in the format: hidden: {{rows: REASON}}"),
    ("hidden-columns", "stop", 'The sheet "{sheet}" has {count} with content that cannot be seen: {place}.', "Unhide all columns and look. Delete them, or give a reason in the format: hidden: {{columns: REASON}}"),
    ("hidden-merged", "stop", 'On the sheet "{sheet}", {count} something that cannot be seen; the first is {place}.', "Unmerge the cells and look. Empty what should not be there, or give a reason in the format: hidden: {{merged: REASON}}"),
    ("merged-cells", "note", 'On the sheet "{sheet}", {count} merged down over several rows: {ranges}. The value stands in the first of these rows alone; the others have none.', "If it is true of those rows too, add to the format: same_as_above: [{headers}]. Else unmerge the cells and fill in each row."),
    ("hidden-comments", "stop", 'On the sheet "{sheet}", {count}.', "Read them. Delete them, or give a reason in the format: hidden: {{comments: REASON}}"),
    ("hidden-pivots", "stop", "Pivot tables keep {count} of the rows that they were made from, even of rows since deleted.", "Delete the pivot tables and save, or give a reason in the format: hidden: {{pivots: REASON}}"),
    ("hidden-links", "stop", "It has {count} to other files or data, and may keep a copy of what stands there.", "Break the links and delete the connections, or give a reason in the format: hidden: {{links: REASON}}"),
    ("no-result", "stop", 'On the sheet "{sheet}", {count} without a stored result; the first is in {place}.', "Open it in a spreadsheet program, let it calculate, look at the results, and save it."),
    ("shown-zeros", "stop", 'On the sheet "{sheet}", the number in {place} has zeros before it that only the number format "{code}" shows. They would be lost.', "Write the zeros into the cells of that column: make it a text column. Or give it a number format of zeros alone, such as 00000."),
    # Cells
    ("personal", "note", "Looks like {what} in {count}, and the column may be public. First: {lines}.", "Look at each before a release. If it is a person's, have it taken out at the source and load the file again."),
    ("times", "note", "Times of day stand beside the days and are not kept.", "Map the same header to the column for the time, too. Nothing, if these are no times of the event."),
    ("nul", "note", "A NUL character (an invisible zero) was removed.", "Nothing, or mend the source."),
    ("surrogate", "row", "The text holds half a character (a lone surrogate) that cannot be stored.", "Type the text again."),
    ("date", "row", "{value} fits none of the date pattern(s): {patterns}.", "Mend the date, or add a pattern or a correction to the format."),
    ("no-such-day", "row", "{value} is not a day in the calendar. Expected {patterns}.", "Mend the date."),
    ("no-such-time", "row", "{value} names no time of day. Hours go from 0 to 23, and with AM or PM from 1 to 12.", "Mend the time. 24:00 is 00:00 of the next day."),
    ("time", "row", "{value} is not a time. Expected {patterns}.", "Mend the time, or add a pattern to the format."),
    ("number", "row", "{value} is not a number.", "Write digits only, with a point before decimals."),
    ("whole-number", "row", "{value} is not a whole number.", "Write digits only."),
    ("thousands", "row", "{value} may be a few or as many thousands: nobody can tell what the point in it means.", "Write digits only, without a point."),
    ("range", "row", "{value} is outside {low} to {high}.", "Mend the number."),
    ("yes-no", "row", "{value} is neither yes nor no.", "Write Yes or No, or leave the cell empty."),
    ("required", "row", "The cell is empty, and every record needs one.", "Fill it in."),
    ("reason-ahead", "note", "{what}, so a load asks for the reason.", "See what would change: ingest diff {file}. Then load it with --reason and one of: {known}."),
    ("mended-before", "note", "This row came back before, in load {load}, and is passed over.", "Nothing. To change its record once more: ingest correct."),
    ("not-mended", "row", "Nobody has mended this row: it came with {found} of {expected} cells.", "Put each value under its header, and nothing beyond the last of them. If the empty cells are right, type a blank into one."),
    ("mend-unknown", "row", "Our column “{column}” does not say any more which row this was.", "Leave the first words of that cell as they were: write the file again with ingest rejects, and mend the row there."),
    ("required-nowhere", "row", "No header fills {column}, and every {unit} needs one.", "Map a header to it in the format. If another file says it, load that one first."),
    ("lone-cell", "row", "Only the first cell of the row has something in it, and it is words.", "If it is a note below the table, take the line out of the file. Else fill the row in."),
    ("total-row", "row", "The row is a total, and no record.", "Take the line out of the file."),
    ("no-number", "row", "The record has no {column}.", "Give the record its number. Without one it cannot be told from others."),
    ("unmapped", "note", "{value} ({rows}): no code in the list {list}. Nearest: {nearest}.", "Add it under values in the format, or leave it unmapped. It is kept as written and shown as not yet sorted."),
    ("mark", "row", "{value} is neither yes nor no.", "Write Yes or No, or leave the cell empty."),
    ("unmapped-limit", "stop", "{without} of {total} values have no code yet ({share}). This column allows {limit}.", "Add the words above under values in the format: each with its code, or with unmapped when it is known to have none."),
    ("lists", "note", "{longest} has {many} parts, {shortest} has {few}. The last ones are kept without it.", "Look whether a separator is missing."),
    # Records
    ("rule", "row", "{says}", "{do}"),
    ("no-parent", "row", "There is no {table} with this number.", "Load its file first, or mend the number."),
    ("conflict", "note", "The same {unit} has two values: one on line {first}, another on line {second}. Kept {kept}. {count} of these.", "Look at both lines. If they are not one {unit}, give each its own number. If it happens often, the column belongs to another table."),
    ("repeats", "stop", "{table}: {count} rows repeat.", "Say repeats: keep (each is a record) or repeats: once."),
    ("expect", "stop", "Expected {expected} {what}, made {made}. Nothing was loaded.", "If the agency's file has changed, mend expect in the format."),
    ("partly", "stop", "Of {total} files {done} are loaded: {loaded}. Not loaded: {rest}.", "Mend {file} as said above, then run the same command again. The loaded files stay as they are."),
    ("sum", "stop", "{rows} rows were read and {outcomes} outcomes counted. Nothing was loaded.", "This is a fault of ours. Please report it."),
    ("stale-correction", "note", "Correction {number} matches no row. Has the agency mended it?", "Remove it from the format."),
    ("too-many", "stop", "{wrong}. That is too many to set aside. Nothing of the file was loaded.", "Mend what the list says. Most often one wrong column explains it."),
    ("known-file", "note", "This very file was loaded before, as load {load}. Nothing to do.", "Nothing."),
    # Releases
    ("no-register", "stop", "There is no register here yet.", "Load a file first: ingest load FILE. If there was one, name its folder with --data. If received/ is there and register.db is not, run: ingest rebuild"),
    ("bad-register", "stop", "The register cannot be read: {reason}.", "Run: ingest rebuild. It makes the register again from the files as they were received."),
    ("old-register", "stop", "The register does not have {what}, which kinds/ declares now.", "Run: ingest rebuild"),
    ("no-releases", "stop", "There is no release here yet.", "Make one: publish stage, then publish release"),
    ("no-release", "stop", "There is no release {release}.", "Make one: publish stage, then publish release"),
    ("not-staged", "stop", "Nothing is staged.", "Run publish stage first, look at the pages, then run publish release."),
    ("stage-stale", "stop", "The register has changed since it was staged.", "Run publish stage again and look at the pages again."),
    ("second-person", "stop", "{by} staged this release. A second person releases it.", "Ask a colleague to run it with --by, or add --solo. That is written into the manifest."),
    ("gate", "stop", "{what}", "Nothing was released. The last release is still served. {do}"),
    ("tampered", "stop", "{file} is not what the manifest says.", "Take the file from another copy of this release."),
    ("bad-day", "stop", '"{value}" is not a day.', "Write it as YYYY-MM-DD."),
)

# fmt: on
# The next step where the file is one of our forms: nobody who fills one in has a format, so the cell is to be mended.
OF_FORM = {
    "date": phrase("Write the day as 2024-03-09."),
    "no-such-day": phrase("Write the day as 2024-03-09."),
    "time": phrase("Write the time as 22:50."),
    "unmapped": phrase("Use a word of the drop-down list, or leave it: it is kept as written, as not yet sorted."),
    "unmapped-limit": phrase("Use words of the drop-down list in that column."),
    "unnamed-cell": phrase("Name the column in the first row, or empty the cell."),
    "merged-cells": phrase("Unmerge the cells and write the value into each row."),
    "required-gone": phrase("Add the column to the file, as the form has it."),
}
