"""The portal: what Datasette needs to serve a release as pages. It reads the release it serves and nothing else.

In reading order:

* `hooks`      the mark of a Datasette hook
* `described`  tables, columns, codes and questions, as a release tells of them
* `release`    the words of the release being served
* `guard`      what a query may touch and how much it may take
* `errors`     what a page says when it cannot be shown
* `doors`      which addresses answer at all
* `headers`    the same strict headers on every response
* `typed`      what a person types into a search box, as words
* `choices`    `?district=2&district=3` becomes SQL: or within a column, and between columns
* `cells`      one value becomes words: labels, dates, marks for what is not there
* `labels`     the names of records that other records point to
* `facets`     counts per value, exact and labelled
* `coverage`   what agencies owe and whether it came
* `chart`, `timeline`   bars per month or year; the days that one record names
* `sentences`  what a page says first
* `which`      the records of a table that a story counts
* `story`      what all tables have of one election, or of one agency, chapter by chapter
* `likely`     the likely range of a share or a rate
* `answers`    the rows of an answer in words
* `behind`     what a question can be asked for, and the records behind its answer
* `reports`    which reports an answer stands on
* `tables`, `records`, `queries`   the three stock views, with our words added
* `home`, `dictionary`, `search`, `pages`   pages of our own
* `files`      whole files, as they are in the release
* `words`      what every template may use
* `serve`      `python -m plugins.serve`
"""
