"""The commands of `pincite`, a module for each kind; `cli.py` gathers them."""
