"""The terminal command `motcua ROOM VERB …`.

Exit codes: 0 done, 1 the input or the data is at fault, 2 wrong usage, 3 the system is at fault.
"""

from __future__ import annotations

import os
import sys
import traceback
from io import StringIO
from pathlib import Path
from typing import TextIO

from django.apps import apps
from django.core.management import BaseCommand, CommandError, ManagementUtility, get_commands
from django.core.management.base import OutputWrapper

from motcua.config.environment import SettingsError

_HOUSE = Path(__file__).resolve().parents[1]
_UNNAMED = ("flush",)  # empties the database: nobody's daily work
_HEAD = "usage: motcua COMMAND …\n\nThe product's commands; `motcua COMMAND --help` says what each takes.\n"
_FOOT = "\nCommands of the framework: motcua help --commands"


class _Faults(StringIO):
    """The error stream of a command: what is wrong is told under the product's name, not under that of a class."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str, /) -> int:
        """Write `text`; returns how many characters went out."""
        return self._out.write(text.replace("CommandError: ", "motcua: ", 1))

    def isatty(self) -> bool:
        """Whether a person sees it directly."""
        return self._out.isatty()

    def flush(self) -> None:
        """Nothing waits here."""
        self._out.flush()


class Terminal(ManagementUtility):
    """The management utility as a person meets it: own commands with what they do, faults without names of classes."""

    def main_help_text(self, commands_only: bool = False) -> str:
        """The product's commands, one a line with what each is for; `commands_only` names every command there is."""
        if commands_only:
            return super().main_help_text(commands_only)
        own = [name for name, room in sorted(get_commands().items()) if name not in _UNNAMED and _is_own(room)]
        return "\n".join((_HEAD, *(f"  {name:<12}{self.fetch_command(name).help}" for name in own), _FOOT))

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command `subcommand`, its faults told as `_Faults` does."""
        command = super().fetch_command(subcommand)
        command.stderr = OutputWrapper(_Faults(sys.stderr))
        command.stderr.style_func = command.style.ERROR
        return command


def _is_own(room: str | BaseCommand) -> bool:
    return isinstance(room, str) and any(
        one.name == room and _HOUSE in Path(one.path).resolve().parents for one in apps.get_app_configs()
    )


def main(argv: list[str] | None = None) -> None:
    """Run one command and exit with its code; a fault of the system is told in one line, in full with `--traceback`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    arguments = ["motcua", *(sys.argv[1:] if argv is None else argv)]
    try:
        Terminal(arguments).execute()
    except CommandError as error:
        sys.stderr.write(f"motcua: {error}\n")
        sys.exit(error.returncode)
    except SettingsError as error:
        sys.stderr.write(f"motcua: settings: {error}\n")
        sys.exit(3)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if "--traceback" in arguments:
            traceback.print_exc()
        sys.stderr.write(f"motcua: {type(error).__name__}: {error}\n")
        sys.exit(3)
