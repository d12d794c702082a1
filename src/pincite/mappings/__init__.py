"""From quotations to statements: entities, facts, fact tables and the scripts that read them."""
