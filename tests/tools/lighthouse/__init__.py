"""Lighthouse, run on a few pages of a built site: see __main__.py."""
