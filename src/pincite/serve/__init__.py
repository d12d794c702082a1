"""A built site over HTTP: content negotiation, and pages that reload when the site is built anew."""

from pincite.serve.app import app
from pincite.serve.live import Changes
from pincite.serve.run import run

__all__ = ["Changes", "app", "run"]
