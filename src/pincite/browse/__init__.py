"""A site of any RDF: read files or an endpoint, and write a page for every thing, without a publication's folder.

built = build_from(["data.ttl"], Path("build"))     # in pincite.browse.build
"""
