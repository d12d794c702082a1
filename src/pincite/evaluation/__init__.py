"""SPARQL queries in processes of their own, which can be ended: the engine itself cannot stop a query.

A *keeper* holds the loaded graph and forks *workers*, each of which answers one query at a time; the *pool*, in the
server's process, shares out the work and ends what takes too long.

pool = Pool(Source(dump, prefixes), Limits())
async with pool.running():
    answer = await pool.evaluate(Job("ASK { ?s ?p ?o }", "json"))
"""
