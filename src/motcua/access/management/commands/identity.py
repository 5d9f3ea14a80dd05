"""`motcua identity serve`: the local stand-in for the outside identity."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser, Namespace

from motcua.access.commands import RoomCommand
from motcua.access.contrib.oidc_local.server import serve


class Command(RoomCommand):
    help = "An OpenID Connect provider on this machine, for trials."
    verbs = {"serve": "answer until stopped; set MOTCUA_OIDC_URL to the printed address"}

    def arguments_serve(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8300)
        parser.add_argument("--client", default="motcua", help="as in MOTCUA_OIDC_CLIENT")
        parser.add_argument("--secret", default="motcua-trial", help="as in MOTCUA_OIDC_SECRET")

    def verb_serve(self, given: Namespace) -> None:
        server = serve(given.port, given.client, given.secret)
        self.say(f"MOTCUA_OIDC_URL=http://127.0.0.1:{server.server_address[1]}")
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
        server.server_close()
