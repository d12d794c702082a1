{# What the console completes, and where IRIs lead (see scripts/console.js). #}
globalThis.pinciteTerms = {{ {"base": base, "prologue": prologue, "prefixes": prefixes, "places": places, "terms": terms} | tojson }};
