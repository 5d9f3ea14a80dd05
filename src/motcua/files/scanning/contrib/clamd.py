"""ClamAV's daemon, by its INSTREAM command over a local or network socket."""

from __future__ import annotations

import socket
import struct
from pathlib import Path

from motcua.files.scanning.base import ScannerAway, Verdict

_PIECE = 64 * 1024
_PATIENCE = 60.0  # seconds for one answer


class ClamdScanner:
    """`address` is the path of a socket or `host:port`."""

    def __init__(self, address: str) -> None:
        self.address = address

    def scan(self, path: Path) -> Verdict:
        """Send the content in pieces, read the verdict; raises `ScannerAway`."""
        try:
            with self._connected() as link, path.open("rb") as stream:
                link.sendall(b"zINSTREAM\0")
                while piece := stream.read(_PIECE):
                    link.sendall(struct.pack(">I", len(piece)) + piece)
                link.sendall(struct.pack(">I", 0))
                answer = self._answer(link)
        except OSError as error:
            raise ScannerAway(f"{self.address}: {error}") from error
        if answer.endswith(" OK"):
            return Verdict(clean=True, engine="clamd")
        if answer.endswith(" FOUND"):
            return Verdict(clean=False, engine="clamd", found=answer.removeprefix("stream: ").removesuffix(" FOUND"))
        raise ScannerAway(f"{self.address}: {answer[:100]}")

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            link.settimeout(_PATIENCE)
            link.connect(self.address)
            return link
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_PATIENCE)

    @staticmethod
    def _answer(link: socket.socket) -> str:
        received = b""
        while not received.endswith(b"\0"):
            piece = link.recv(4096)
            if not piece:
                break
            received += piece
        return received.rstrip(b"\0").decode("utf-8", errors="replace")
