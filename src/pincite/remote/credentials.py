"""Who asks: from the environment or the system's keyring, never from a command line.

PINCITE_USER with PINCITE_PASSWORD is Basic (RFC 7617), PINCITE_TOKEN is Bearer (RFC 6750). With neither password nor
token, the keyring is asked for the server's origin (`https://store.example.org:7200`), where the package keyring is
installed; an entry of the user `token` is a bearer token.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pincite.errors import usage_error
from pincite.remote.address import origin

_USER, _PASSWORD, _TOKEN = "PINCITE_USER", "PINCITE_PASSWORD", "PINCITE_TOKEN"
_BEARER = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_TOKEN_USER = "token"  # noqa: S105  # a user's name, by which an entry of the keyring is a token
_HIDDEN = "***"


@dataclass(frozen=True, repr=False)
class Credentials:
    """The value of an `Authorization` header, and the secrets in it; neither is ever printed."""

    header: str
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Credentials({_HIDDEN})"

    def hide(self, text: str) -> str:
        """Return a text, a server's answer say, without the secrets."""
        for secret in self.secrets:
            text = text.replace(secret, _HIDDEN)
        return text


def credentials_for(url: str, environment: Mapping[str, str] | None = None) -> Credentials | None:
    """Return the credentials for an address, None when there are none.

    Raises UsageError for a password without a user, for both a password and a token, and for a token that no header
    can hold.
    """
    found = os.environ if environment is None else environment
    user, password, token = found.get(_USER), found.get(_PASSWORD), found.get(_TOKEN)
    if token and password:
        raise usage_error(_TOKEN, f"is set, and so is {_PASSWORD}", "Unset one of them.")
    if token:
        return _bearer(token.strip())
    if password is not None:
        if not user:
            raise usage_error(_PASSWORD, f"is set without {_USER}", "Set both.")
        return _basic(user, password)
    return _from_keyring(origin(url), user or None)


def _bearer(token: str) -> Credentials:
    if not _BEARER.fullmatch(token):
        raise usage_error(_TOKEN, "holds no bearer token (RFC 6750)", "Set it to the token alone.")
    return Credentials(f"Bearer {token}", (token,))


def _basic(user: str, password: str) -> Credentials:
    if ":" in user:
        raise usage_error(_USER, "has a colon, which Basic authentication has no place for", "Use a token.")
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
    return Credentials(f"Basic {encoded}", tuple(filter(None, (encoded, password))))


def _from_keyring(service: str, user: str | None) -> Credentials | None:
    try:
        import keyring  # noqa: PLC0415  # an extra
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        found = keyring.get_credential(service, user)
    except KeyringError:  # no backend, or it stays locked
        return None
    if found is None or not found.password:
        return None
    return _bearer(found.password) if found.username == _TOKEN_USER else _basic(found.username, found.password)
