"""The terminal command `motcua ROOM VERB …`.

Exit codes: 0 done, 1 the input or the data is at fault, 2 wrong usage, 3 the system is at fault.
"""

from __future__ import annotations

import os
import sys
import traceback

from django.core.management import CommandError, ManagementUtility

from motcua.config.environment import SettingsError


def main(argv: list[str] | None = None) -> None:
    """Run one command and exit with its code; a fault of the system is told in one line, in full with `--traceback`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    arguments = ["motcua", *(sys.argv[1:] if argv is None else argv)]
    try:
        ManagementUtility(arguments).execute()
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
