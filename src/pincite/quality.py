"""What the method page shows of a build: one statement followed from its sentence, and what the shapes found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from pincite.dump import Content
from pincite.files import read_text
from pincite.graph.statements import Statement, passage_iri
from pincite.graph.terms import iri
from pincite.pipeline import Made
from pincite.shapes import Finding, Severity
from pincite.site.inputs import Found, Verdict, Worked

_MOST_LINES = 14
_LONGEST = 240  # characters of a sentence that reads well as an example
_NAMES = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "remark"}


def verdict(made: Made, findings: Callable[[], Sequence[Finding]]) -> Callable[[], Verdict]:
    """Return what asks for the findings when a page needs them: the validation runs beside the build until then."""

    @cache
    def ask() -> Verdict:
        data_rules, term_rules = made.shapes
        found = tuple(
            Found(one.shape, one.label, _NAMES[one.severity], one.message, one.focus, one.value) for one in findings()
        )
        return Verdict(len(data_rules.rules) + len(term_rules.rules), len(made.checks), found)

    return ask


def worked(made: Made) -> Worked | None:
    """Return one statement with what it was written from and what became of it; None when no statement will do.

    The one that shows most: plainly stated in one short sentence that names both ends, used by a rule, and dated.
    """
    rows = made.graph.select("SELECT ?premise ?s WHERE { ?s pin:premise ?premise } ORDER BY ?premise DESC(?s)")
    used = {str(row["premise"]): str(row["s"]) for row in rows}
    prefixes = made.project.prefixes
    best, most = None, (False, False, False)
    for one in made.content.statements:
        # Cheap questions first: there are many statements, and one is wanted.
        if not _is_plain(one, made):
            continue
        shown = (_names_both(one, made), one.iri(prefixes) in used, one.when is not None)
        if best is None or shown > most:
            best, most = one, shown
        if all(most):
            break
    if best is None:
        return None
    name = best.iri(prefixes)
    file, line = best.place.file, best.place.line
    about = iri(prefixes.entity(best.about.id))
    node = iri(name)
    content = Content([quad for quad in made.quads if quad[0] == node], prefixes)
    writer = content.writer
    return Worked(
        statement=name,
        passage=passage_iri(best.passages[0], prefixes),
        file=file,
        line=line or 0,
        source=_entry(read_text(made.project.root / file, file), line or 1) if _is_text(file) else "",
        turtle=writer.block(node, content.nodes.flat[node]),
        derived=used.get(name),
        plain=f"{writer.term(about)}\n    {writer.term(best.predicate)} {writer.term(best.value)} .",
    )


def _is_plain(one: Statement, made: Made) -> bool:
    if one.rule or one.value[:1] != "<" or len(one.passages) != 1 or not one.is_fact:
        return False
    return len(_sentence(one, made)) <= _LONGEST


def _sentence(one: Statement, made: Made) -> str:
    passage = one.passages[0]
    document = made.content.documents[passage.document]
    sentence = document.sentences[passage.sentence - 1]
    return document.text[sentence.start : sentence.end]


def _names_both(one: Statement, made: Made) -> bool:
    """Whether the sentence has a name of the subject and one of the value, so that anybody sees what it says."""
    words, entities = _sentence(one, made), made.content.entities
    ends = (one.about.id, one.value[1:-1].removeprefix(made.project.prefixes.entity("")))
    known = [entities[end] for end in ends if end in entities]
    return len(known) == 2 and all(any(name in words for name in (end.label, *end.names)) for end in known)


def _is_text(file: str) -> bool:
    """Whether people wrote the file as text, and not a program as a table."""
    return not file.endswith(".parquet")


def _entry(text: str, line: int) -> str:
    """Return the list item of a YAML file that a line belongs to, from its quotation on; else the line itself."""
    lines = text.splitlines()
    at = min(line, len(lines)) - 1
    start = next((i for i in range(at, -1, -1) if lines[i].lstrip().startswith("- quote:")), at)
    depth = len(lines[start]) - len(lines[start].lstrip())
    taken = [lines[start]]
    for following in lines[start + 1 :]:
        if following.strip() and len(following) - len(following.lstrip()) <= depth:
            break
        taken.append(following)
    return "\n".join(one[depth:] for one in taken[:_MOST_LINES]).rstrip()
