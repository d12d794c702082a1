"""Loading a graph into a store: Fuseki, RDF4J, GraphDB, Oxigraph, and whatever speaks SPARQL 1.1 UPDATE.

load("http://localhost:3030/lights", Job((Path("build/dump/graph.nt.gz"),)), report)
"""

from pincite.stores.digest import Digest, digest_of, digest_query
from pincite.stores.load import BATCH, Job, Loaded, load
from pincite.stores.service import AUTO, KINDS

__all__ = ["AUTO", "BATCH", "KINDS", "Digest", "Job", "Loaded", "digest_of", "digest_query", "load"]
