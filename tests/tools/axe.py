"""Runs axe on a page in the browser: the npm package `axe-core` of the site's lock file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "site_templates" / "node_modules" / "axe-core" / "axe.min.js"
# All rules but the experimental ones; rules of best practice are among them, and that for the size of targets.
_RUN = """async within => {
  // A file may not read another by XMLHttpRequest, which axe's preloading would do.
  const found = await axe.run(document.querySelector(within), {
    preload: false, resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
  const why = node => [...node.any, ...node.all, ...node.none][0]?.message ?? "";
  const told = one => one.nodes.map(node => `${one.id}: ${node.target.flat().join(" ")}: ${why(node)}`);
  return {rules: found.passes.length, violations: found.violations.flatMap(told)};
}"""


def violations(page: Page, within: str = "html") -> list[str]:
    """Return what axe finds wrong on the page that is open: rule, element, words. Nothing means no fault.

    `within` is a selector for the part to look at. Raises AssertionError when axe looked at nothing.
    """
    # By the debugger, which no content security policy stops.
    page.evaluate(SCRIPT.read_text(encoding="utf-8") + ";undefined")
    found = page.evaluate(_RUN, within)
    assert found["rules"] > 5, found
    return [str(one) for one in found["violations"]]
