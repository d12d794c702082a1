{# What the search looks through, for scripts (see scripts/lib/finder.js); loaded when somebody begins to search. #}
globalThis.pinciteFound = {{ {"kinds": kinds, "documents": documents, "modes": modes, "entities": entities, "sentences": sentences} | tojson }};
