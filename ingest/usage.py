"""Click's own words, of usage and of help, in the language that is spoken: it asks gettext, so it is given ours to ask.

What is not listed here stays in English, as help texts do (docs/decisions/0013).
"""

from __future__ import annotations

import sys

import click

from ingest.language import LANGUAGES, Phrase, bare, counted, phrase, translated

WORDS: tuple[Phrase, ...] = (  # also as earlier versions of click say them
    phrase("Usage:"),
    phrase("Options"),
    phrase("Commands"),
    phrase("Show this message and exit."),
    phrase("default: {default}"),
    phrase("Error: {message}"),
    phrase("Try '{command} {option}' for help."),
    phrase("Invalid value: {message}"),
    phrase("Invalid value for {param_hint}: {message}"),
    phrase("Missing argument"),
    phrase("Missing option"),
    phrase("Missing command."),
    phrase("No such option {name!r}."),
    phrase("No such option: {name}"),
    phrase("No such command {name!r}."),
    phrase("{value!r} is not a valid {number_type}."),
    phrase("Option {name!r} does not take a value."),
    phrase("Aborted!"),
    counted(1, "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    counted(1, "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    counted(1, "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    counted(1, "{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
_YES, _NO = frozenset(("y", "yes", "s", "si", "sí")), frozenset(("n", "no", ""))


class Language(click.Choice[str]):
    """One of our languages, also as a machine spells it: `ES`, `es_MX`, `es-MX.UTF-8`."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(bare(value) if bare(value) in LANGUAGES else value, param, ctx)


def speak() -> None:
    """From now on click says its words in the language that is spoken."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "click":
            vars(module).update({word: translated for word in ("_", "ngettext") if word in vars(module)})


def confirmed(question: str) -> bool:
    """Whether a person says yes, in either language; nothing means no."""
    while True:
        said = click.prompt(str(phrase("{question} [y/N]", question=question)), "", show_default=False, err=True)
        if (word := said.strip().casefold()) in _YES | _NO:
            return word in _YES
        click.echo(phrase("Type y for yes or n for no."), err=True)
