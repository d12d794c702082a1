"""What every call to somebody's server shares: the address, who asks, and how often it is tried again."""

from pincite.remote.address import checked, origin
from pincite.remote.credentials import Credentials, credentials_for
from pincite.remote.retries import AGAIN, again, pause

__all__ = ["AGAIN", "Credentials", "again", "checked", "credentials_for", "origin", "pause"]
