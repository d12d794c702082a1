{# A document's sentences, for scripts that show more than a page quotes (see scripts/lib/texts.js). #}
(globalThis.pinciteTexts ??= {})[{{ name | tojson }}] = {{ sentences | tojson }};
