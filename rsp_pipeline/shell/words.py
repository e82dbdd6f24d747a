"""click's own words in Swedish.

click says everything through gettext, by the functions `_` and `ngettext` of each of its modules. They are given this
translation, which needs no catalogue on disk and no language in the environment.
"""

from __future__ import annotations

import sys
from gettext import NullTranslations

WORDS = {
    "Usage:": "Användning:",
    "Options": "Tillval",
    "Positional arguments": "Argument",
    "Commands": "Kommandon",
    "default: {default}": "annars {default}",
    "required": "måste anges",
    "env var: {var}": "miljövariabel: {var}",
    "(dynamic)": "(bestäms när det körs)",
    "deprecated": "utgår",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": "”{name}” utgår.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": "”{name}” utgår.{extra_message}",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Show the version and exit.": "Visa versionen.",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "Error: {message}": "Fel: {message}",
    "Try '{command} {option}' for help.": "Hjälp: {command} {option}",
    "Aborted!": "Avbrutet.",
    "unknown error": "okänt fel",
    "Missing command.": "Ange ett kommando.",
    "Missing argument": "Här saknas",
    "Missing option": "Här saknas",
    "Missing parameter": "Här saknas",
    "Missing {param_type}": "Här saknas",
    "Missing parameter: {param_name}": "Här saknas {param_name}",
    "No such command {name!r}.": "Kommandot ”{name}” finns inte.",
    "No such option {name!r}.": "Tillvalet ”{name}” finns inte.",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Menade du något av {possibilities}?",
    "Got unexpected extra argument ({args})": "Det här är ett argument för mycket: {args}",
    "Got unexpected extra arguments ({args})": "Det här är för många argument: {args}",
    "Option {name!r} does not take a value.": "Tillvalet ”{name}” har inget värde.",
    "Option {name!r} requires an argument.": "Tillvalet ”{name}” måste ha ett värde efter sig.",
    "Option {name!r} requires {nargs} arguments.": "Tillvalet ”{name}” måste ha {nargs} värden efter sig.",
    "Argument {name!r} takes {nargs} values.": "Argumentet ”{name}” har {nargs} värden.",
    "Takes {nargs} values but 1 was given.": "Det ska vara {nargs} värden, och här är ett.",
    "Takes {nargs} values but {len} were given.": "Det ska vara {nargs} värden, och här är {len}.",
    "{len_type} values are required, but {len_value} was given.": "Det ska vara {len_type} värden, inte {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Det ska vara {len_type} värden, inte {len_value}.",
    "Value must be an iterable.": "Det ska vara flera värden.",
    "Invalid value: {message}": "Värdet går inte att använda: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "”{value}” är inget heltal.",  # no command asks for another number
    "{value} is not in the range {range}.": "{value} är inte {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "”{value}” är inget av {states}.",
    "{value!r} is not a valid UUID.": "”{value}” är inget UUID.",
    "{value!r} is not {choice}.": "”{value}” är inte {choice}.",
    "{value!r} is not one of {choices}.": "”{value}” är inget av {choices}.",
    "{value!r} does not match the format {format}.": "”{value}” är inte skrivet som {format}.",
    "{value!r} does not match the formats {formats}.": "”{value}” är inte skrivet som något av {formats}.",
    "Choose from:\n\t{choices}": "Välj bland:\n\t{choices}",
    "Choice({choices})": "Ett av {choices}",
    "file": "filen",
    "directory": "mappen",
    "path": "sökvägen",
    "{name} {filename!r} does not exist.": "{filename} finns inte.",
    "{name} {filename!r} is a file.": "{filename} är en fil, och ska vara en mapp.",
    "{name} {filename!r} is a directory.": "{filename} är en mapp, och ska vara en fil.",
    "{name} {filename!r} is not readable.": "{filename} går inte att läsa: behörighet saknas.",
    "{name} {filename!r} is not writable.": "{filename} går inte att skriva: behörighet saknas.",
    "{name} {filename!r} is not executable.": "{filename} går inte att köra.",
    "Could not open file {filename!r}: {message}": "{filename} går inte att öppna: {message}",
    "Do you want to continue?": "Vill du fortsätta?",
    "Confirm the action without prompting.": "Gör det utan att fråga.",
    "Repeat for confirmation": "Skriv det en gång till",
    "Error: The two entered values do not match.": "Fel: det blev inte samma båda gångerna.",
    "Error: invalid input": "Fel: svaret går inte att använda",
    "Press any key to continue...": "Tryck på en tangent för att fortsätta …",
    "d": "d",  # days
}
"""What click says to people, and how it is said in Swedish."""

OF_PROGRAMMERS = {
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
    "Windows error: {error}",
    "Could not determine name for option with declarations {decls!r}",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean "
        "to pass '--{name}'?"
    ),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
}
"""What click says to those who write commands."""


class _Swedish(NullTranslations):
    def gettext(self, message: str) -> str:
        return WORDS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def speak_swedish() -> None:
    """Give every module of click the Swedish words; what click said while it was imported stands."""
    swedish = _Swedish()
    for name in [name for name in sys.modules if name.split(".")[0] == "click"]:
        for function, own in (("_", swedish.gettext), ("ngettext", swedish.ngettext)):
            if hasattr(sys.modules[name], function):
                setattr(sys.modules[name], function, own)
