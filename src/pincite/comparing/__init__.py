"""`pincite diff`: what changed between two builds, dumps, publications or revisions, told to people and programs."""
