"""The dump: the graph in every common syntax, its description, and the data beside each entity's page.

content = Content(quads, prefixes)
write_dump(build / "dump", content, Description(...), ontology_text)
write_entities(build / "site", content)
"""

from pincite.dump.content import Content
from pincite.dump.entities import entity_tasks, write_entities
from pincite.dump.files import Beside, write_dump
from pincite.dump.void import Description, File

__all__ = ["Beside", "Content", "Description", "File", "entity_tasks", "write_dump", "write_entities"]
