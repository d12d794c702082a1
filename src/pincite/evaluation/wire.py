"""Messages between processes: the lengths of a JSON header and of a body, then both."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct("<II")


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(header).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Wait for a message. Raises EOFError when the other side has closed the connection."""
    head, rest = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size))
    header: dict[str, Any] = json.loads(_exactly(connection, head))
    return header, _exactly(connection, rest)


async def receive_soon(reader: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """Wait for a message. Raises EOFError when the other side has closed the connection."""
    try:
        head, rest = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
        header: dict[str, Any] = json.loads(await reader.readexactly(head))
        return header, await reader.readexactly(rest)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise EOFError from error


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
