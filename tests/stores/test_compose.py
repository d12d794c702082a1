"""compose.yaml: on this machine only, with health checks, volumes, and the very files that the tests run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pyoxigraph as ox
import pytest
import yaml

from pincite.cli import main
from tests.tools.maven import locked, programs

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
STORES = ("fuseki", "graphdb")


@pytest.mark.parametrize("name", STORES)
def test_a_store_is_reached_from_here_only_and_keeps_its_data(name: str) -> None:
    service = SERVICES[name]
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert "curl" in service["healthcheck"]["test"]
    assert [volume.partition(":")[0] for volume in service["volumes"]] == [name]
    assert name in COMPOSE["volumes"]


def test_nothing_else_has_a_port() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == set(STORES)
    assert all(len(service["profiles"]) == 1 for service in SERVICES.values())


@pytest.mark.parametrize("name", STORES)
def test_the_load_waits_for_the_store_and_is_a_command_that_there_is(name: str) -> None:
    service = SERVICES[f"{name}-load"]
    assert set(service["depends_on"]) <= set(SERVICES)
    command, *arguments = service["command"]
    with main.commands[command].make_context(command, arguments) as context:
        assert context.params["store"] == name
        assert context.params["replace"]
        assert context.params["root"] == Path("/publication")
    assert isinstance(main.commands[command], click.Command)
    # A login comes from the environment; no value of it stands in the file.
    assert service["environment"] == ["PINCITE_USER", "PINCITE_PASSWORD", "PINCITE_TOKEN"]


def test_images_have_versions_and_the_jar_is_the_one_that_is_tested() -> None:
    text = (ROOT / "compose" / "fuseki.Dockerfile").read_text(encoding="utf-8")
    images = [service["image"] for service in SERVICES.values() if "image" in service]
    for file in (ROOT / "compose").glob("*.Dockerfile"):
        images += re.findall(r"(?m)^FROM (\S+)", file.read_text(encoding="utf-8"))
    assert len(images) > 4
    assert all(re.search(r":\d", image) for image in images)
    assert f"SHA256={locked('fuseki')[0].sha256}" in text
    assert f"VERSION={programs()['fuseki'].artifact.rpartition(':')[2]}" in text


def test_files_that_are_named_are_there() -> None:
    for service in SERVICES.values():
        if build := service.get("build"):
            assert (ROOT / build["context"] / build["dockerfile"]).is_file()
    assert len(list(ox.parse(path=ROOT / "compose" / "graphdb.ttl"))) > 8
