"""Read our YAML strictly: text stays text, nothing is said twice, and every word knows its line.

The one door to PyYAML. `no`, `12:30` and `0123` stay what was typed, because a clerk who writes them means them.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from ingest.language import Words, phrase
from ingest.problems import Problem, Stop, stop

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar is text; C where libyaml is there
_MARK = re.compile(r"(^|[\s\[{,:-])[&*!]\S", re.MULTILINE)  # an anchor, an alias or a tag, or what looks like one
_NO_BEGINNING = frozenset("@`%*&!|>,]}")  # marks that cannot begin a text without quotation marks
Plain = Any  # str | Map | list[Plain]; YAML is recursive and every use narrows it at once


class Map(dict[str, Plain]):
    """A mapping that remembers its file and the line of each of its words."""

    def __init__(self, where: str, line: int) -> None:
        super().__init__()
        self.where, self.line = where, line
        self.lines: dict[str, int] = {}

    def text(self, word: str, default: str = "") -> str:
        """The text under a word. Raises `Stop` (yaml-shape) when a list or a map stands there."""
        value = self.get(word, default)
        if not isinstance(value, str):
            raise self._misshapen(word, value, phrase("text"))
        return value

    def texts(self, word: str) -> tuple[str, ...]:
        """The texts under a word; one text counts as a list of one."""
        value = self.get(word, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._misshapen(word, value, phrase("a list of texts"))
        return tuple(value)

    def groups(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The items under a word, each a text or a list of texts; a text counts as a list of one."""
        value = self.get(word, [])
        items = [[item] if isinstance(item, str) else item for item in ([value] if isinstance(value, str) else value)]
        if not all(isinstance(item, list) and all(isinstance(text, str) for text in item) for item in items):
            raise self._misshapen(word, value, phrase("a list of texts, or of lists of them"))
        return tuple(tuple(str(text) for text in item) for item in items)

    def map(self, word: str) -> Map:
        """The map under a word, empty when the word is absent."""
        value = self.get(word)
        if value is None or value == "":
            return Map(self.where, self.lines.get(word, self.line))
        if not isinstance(value, Map):
            raise self._misshapen(word, value, phrase("a map of words"))
        return value

    def maps(self, word: str) -> tuple[Map, ...]:
        """The maps under a word; one map counts as a list of one."""
        value = self.get(word, [])
        value = [value] if isinstance(value, Map) else value
        if not isinstance(value, list) or not all(isinstance(item, Map) for item in value):
            raise self._misshapen(word, value, phrase("a list of maps"))
        return tuple(value)

    def _misshapen(self, word: str, value: object, expected: Words) -> Stop:
        """The slip that something of another shape stands under a word."""
        page = _page_of(self.where)
        return self.slip("yaml-shape", word, word=word, expected=expected, found=shape(value), page=page)

    def yes(self, word: str) -> bool:
        """A yes/no word; absent means no."""
        value = self.text(word, "no").lower()
        if value not in {"yes", "no", "true", "false"}:
            raise self.slip("word-value", word, word=word, found=value, expected=phrase("yes or no"))
        return value in {"yes", "true"}

    def known(self, words: set[str] | frozenset[str], page: str) -> None:
        """Raise `Stop` with every word of this map that is not among `words`."""
        wrong = [word for word in self if word not in words]
        if wrong:
            raise Stop(
                *(
                    Problem(
                        "word",
                        self.where,
                        self.lines[word],
                        fills={"word": word, "nearest": nearest(word, words), "page": page},
                    )
                    for word in wrong
                )
            )

    def need(self, *words: str, page: str) -> None:
        """Raise `Stop` (word-missing) for each of `words` that is absent or empty."""
        gone = [word for word in words if not self.get(word)]
        if gone:
            raise Stop(
                *(Problem("word-missing", self.where, self.line, fills={"word": word, "page": page}) for word in gone)
            )

    def slip(self, code: str, word: str = "", /, **fills: object) -> Stop:
        """A `Stop` at the line of one of this map's words."""
        return stop(code, self.where, self.lines.get(word, self.line), **fills)


def shape(value: Plain) -> Words:
    """What a value is, for a message."""
    if isinstance(value, Map):
        return phrase("a map of words")
    return phrase("a list") if isinstance(value, list) else f'"{value}"'


def nearest(word: str, words: Any) -> Words:
    """` Did you mean x?` or nothing."""
    close = get_close_matches(word.lower(), list(words), 1, 0.6)
    return phrase(" Did you mean {close}?", close=close[0]) if close else ""


def _page_of(where: str) -> str:
    """The page that shows how a file of ours is written, by where it stands; `portal.yml` shows it by itself."""
    path = Path(where)
    if path.name == "portal.yml":
        return path.name
    return "docs/add-a-kind.md" if "kinds" in path.parent.parts else "docs/add-an-agency.md"


def load(path: Path, root: Path | None = None) -> Map:
    """The map in a YAML file; `root` shortens the name that messages show. Raises `Stop`."""
    where = path.relative_to(root).as_posix() if root and path.is_relative_to(root) else str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise stop("no-file", where) from None
    except UnicodeDecodeError as error:
        raise stop("bad-bytes", where, byte=hex(text_byte(error)), position=error.start) from None
    except OSError as error:
        raise stop("unreadable-file", where, reason=error.strerror or error) from None
    try:
        for event in yaml.parse(text, Loader=_LOADER) if _MARK.search(text) else ():
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise stop("yaml-alias", where, getattr(event.start_mark, "line", 0) + 1)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _slip(error, text.splitlines(), where) from None
    except yaml.YAMLError as error:
        raise stop("yaml", where, reason=str(error).splitlines()[0]) from None
    if node is None:
        raise stop("empty-yaml", where, page=_page_of(where))
    if not isinstance(node, yaml.MappingNode):
        words, other = phrase("a map of words"), phrase("something else")
        raise stop("yaml-shape", where, 1, word=phrase("the file"), expected=words, found=other, page=_page_of(where))
    return _map(node, where)


def _slip(error: yaml.MarkedYAMLError, lines: list[str], where: str) -> Stop:
    """What is wrong where the reader of YAML could not go on: a tab, a mark that begins a text, or what it says."""
    mark = error.problem_mark or error.context_mark
    at, place = getattr(mark, "line", -1), getattr(mark, "column", 0)
    line = lines[at] if 0 <= at < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[place : place + 1] == "\t":
        return stop("yaml-tab", where, at + 1)
    before = line[:place].rstrip()
    for found, ahead in ((line[place : place + 1], before), (before[-1:], before[:-1].rstrip())):
        if found and found in _NO_BEGINNING and (not ahead or ahead[-1] in ":,[{-"):
            return stop("yaml-mark", where, at + 1, mark=found)
    return stop("yaml", where, at + 1, reason=error.problem or phrase("it ends too early"))


def text_byte(error: UnicodeDecodeError) -> int:
    """The byte that could not be read."""
    return error.object[error.start]


def _value(node: yaml.Node, where: str) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return _map(node, where)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, where) for item in node.value]
    return str(node.value)


def _map(node: yaml.MappingNode, where: str) -> Map:
    made = Map(where, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line + 1
        if not isinstance(key, str):
            text, found = phrase("text"), phrase("a list")
            raise stop(
                "yaml-shape", where, line, word=phrase("a word"), expected=text, found=found, page=_page_of(where)
            )
        if key in made:
            raise stop("yaml-twice", where, line, word=key, first=made.lines[key])
        made.lines[key] = line
        made[key] = _value(value_node, where)
    return made


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, which read and diff better than one quoted line."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)


def dump(value: Plain) -> str:
    """Plain lists, maps and texts as YAML that `load` reads back as it was, words in the order given."""
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))
