"""A process that writes to a SQLite file: `python sqlite_writer.py ENGINE PATH COUNT MODE`.

Prints how long each write took, in seconds, as JSON. MODE is `atomic` (two rows in a transaction), `single` (one
`INSERT … RETURNING` outside a transaction), `hold` (takes the lock, says so, and sleeps) or `create` (as `single`,
after making the table where it is missing).
"""

from __future__ import annotations

import json
import os
import sys
import time
import warnings

from django.conf import settings


def main(engine: str, path: str, count: int, mode: str) -> None:
    options = {"timeout": 20}
    if engine != "motcua.config.sqlite":
        options |= {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}
    warnings.simplefilter("ignore", RuntimeWarning)  # no applications here, so none are ready
    settings.configure(DATABASES={"default": {"ENGINE": engine, "NAME": path, "OPTIONS": options}}, USE_TZ=True)
    from django.db import connection, transaction

    def write(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO entry (writer, number) VALUES (%s, %s) RETURNING id", [os.getpid(), number])
            cursor.fetchone()

    if mode == "create":
        connection.cursor().execute(
            "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, writer INTEGER, number INTEGER)"
        )
    if mode == "hold":
        with transaction.atomic():
            write(0)
            sys.stdout.write("held\n")
            sys.stdout.flush()
            time.sleep(60)
    connection.ensure_connection()
    spent = []
    for number in range(count):
        start = time.perf_counter()
        if mode == "atomic":
            with transaction.atomic():
                write(number)
                write(number)
        else:
            write(number)
        spent.append(time.perf_counter() - start)
    sys.stdout.write(json.dumps(spent))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
