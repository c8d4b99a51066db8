"""Write the manual pages out of the command line's own grammar: `python installers/man_pages.py FOLDER`.

One page in English and one in Swedish, each with every command and option, so that none can be forgotten.
"""

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

WORDS = {
    "en": {
        "name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "commands": "COMMANDS",
        "options": "OPTIONS",
        "status": "EXIT STATUS", "environment": "ENVIRONMENT", "files": "FILES", "section": "FieldNotes manual",
        "what": "notes from home visits: offline, encrypted, signed",
        "text": "Without a command the window opens. The commands do the same acts from a terminal, for administrators,"
        " automation and whoever checks what the program promises.",
        "selftest": "Try this copy of the program in a throwaway folder; exit status 0 when it is whole.",
        "codes": (("0", "Done."), ("1", "Refused: a rule said no."), ("2", "The command line itself is wrong."),
                  ("3", "Unavailable (network, device, disk): safe to try again.")),
        "variables": (
            ("FIELDNOTES_PROFILE", "The profile's folder."), ("FIELDNOTES_HOME", "The program's data folder."),
            ("FIELDNOTES_PASSPHRASE_FILE", "A file whose first line is the passphrase."),
            ("FIELDNOTES_HUB_DATA", "The hub's data folder."), ("FIELDNOTES_LANGUAGE", "sv or en.")),
        "place": "A person's profiles, encrypted. Removing the program leaves them where they are.",
    },
    "sv": {
        "name": "NAMN", "synopsis": "ANVÄNDNING", "description": "BESKRIVNING", "commands": "KOMMANDON",
        "options": "FLAGGOR",
        "status": "SLUTSTATUS", "environment": "MILJÖ", "files": "FILER", "section": "Handbok för FieldNotes",
        "what": "anteckningar från hembesök: utan nät, krypterade, signerade",
        "text": "Utan kommando öppnas fönstret. Kommandona gör samma saker från en terminal, för administratörer, "
        "automatik och den som vill kontrollera vad programmet lovar.",
        "selftest": "Prova den här kopian av programmet i en tillfällig mapp; slutstatus 0 när den är hel.",
        "codes": (("0", "Gjort."), ("1", "Nekat: en regel sa nej."), ("2", "Kommandoraden är fel."),
                  ("3", "Går inte just nu (nät, enhet, disk): går bra att försöka igen.")),
        "variables": (
            ("FIELDNOTES_PROFILE", "Profilens mapp."), ("FIELDNOTES_HOME", "Programmets datamapp."),
            ("FIELDNOTES_PASSPHRASE_FILE", "En fil vars första rad är lösenfrasen."),
            ("FIELDNOTES_HUB_DATA", "Navets datamapp."), ("FIELDNOTES_LANGUAGE", "sv eller en.")),
        "place": "En persons profiler, krypterade. Tas programmet bort ligger de kvar.",
    },
}  # fmt: skip


def escaped(text):
    """Write a text so that troff sets it as it stands."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def page(language, version, date):
    """Give one manual page in troff."""
    from fieldnotes.boot import catalogues
    from fieldnotes.cli.command_line import program

    catalogues.speak(language)
    words, parser = WORDS[language], program()
    lines = [
        f'.TH FIELDNOTES 1 "{date}" "FieldNotes {version}" "{words["section"]}"',
        f".SH {words['name']}",
        f"fieldnotes \\- {escaped(words['what'])}",
        f".SH {words['synopsis']}",
        ".B fieldnotes", "[\\fIcommand\\fR [\\fIargument\\fR ...]]",
        f".SH {words['description']}", escaped(words["text"]),
        f".SH {words['options']}", *options(parser),
        ".TP", ".B \\-\\-selftest\\fR [\\fB\\-\\-json\\fR]", escaped(words["selftest"]),
        f".SH {words['commands']}", *commands(parser, (), names_of(parser)),
        f".SH {words['status']}", *pairs(words["codes"]),
        f".SH {words['environment']}", *pairs(words["variables"]),
        f".SH {words['files']}", *pairs([("~/.local/share/FieldNotes", words["place"])]),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def pairs(rows):
    """Give a list of terms and what they mean."""
    return [line for term, meaning in rows for line in (".TP", f".B {escaped(term)}", escaped(meaning))]


def options(parser, everywhere=frozenset()):
    """Give a parser's options and arguments, each once with its help; those that stand everywhere stand at the top."""
    lines = []
    for action in parser._actions:  # noqa: SLF001 - argparse shows them nowhere else
        names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        if isinstance(action, argparse._SubParsersAction) or not action.help or names in everywhere:  # noqa: SLF001
            continue
        value = f" \\fI{escaped(shown(action))}\\fR" if action.option_strings and action.nargs != 0 else ""
        lines += [".TP", f".B {escaped(names)}{value}", escaped(action.help % vars(action))]
    return lines


def names_of(parser):
    """Name the options that every command takes."""
    return frozenset(", ".join(action.option_strings) for action in parser._actions)  # noqa: SLF001 - see above


def shown(action):
    """Say what an option takes, as the help does."""
    return "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())


def commands(parser, path, everywhere):
    """Give every command under a parser, in the order of the help."""
    lines = []
    for action in parser._actions:  # noqa: SLF001 - see above
        if not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        told = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001
        for name, inner in action.choices.items():
            here = (*path, name)
            if any(isinstance(each, argparse._SubParsersAction) for each in inner._actions):  # noqa: SLF001
                lines += commands(inner, here, everywhere)
            else:
                lines += [
                    f".SS {escaped(' '.join(here))}",
                    escaped(told.get(name) or name),
                    *options(inner, everywhere),
                ]
    return lines


def main(arguments):
    """Write both pages under a folder, where `man` looks for them."""
    root = Path(__file__).resolve().parents[1]
    sys.path.insert(0, str(Path(__file__).parent))
    from bundle import version

    when = dt.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), dt.UTC)
    for language, inside in (("en", "man1"), ("sv", "sv/man1")):
        folder = Path(arguments[0]) / inside
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "fieldnotes.1").write_text(page(language, version(root), f"{when:%Y-%m-%d}"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
