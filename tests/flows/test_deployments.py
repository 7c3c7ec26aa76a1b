"""``prefect.yaml``: every entrypoint imports, and its parameters are the flow's."""

import inspect
from importlib import import_module
from typing import Any

import pytest
import yaml

from flows.server import DEPLOYMENT, POOL, prefect_file

DECLARED: dict[str, Any] = yaml.safe_load(prefect_file().read_text())


@pytest.mark.parametrize(
    "deployment", DECLARED["deployments"], ids=lambda deployment: str(deployment["name"])
)
def test_a_deployment_can_run(deployment: dict[str, Any]) -> None:
    module, name = deployment["entrypoint"].rsplit(".", 1)
    flow = getattr(import_module(module), name)
    inspect.signature(flow.fn).bind(**deployment["parameters"])
    flow.validate_parameters(deployment["parameters"])
    assert deployment["work_pool"]["name"] == POOL
    assert deployment["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_the_deployment_that_up_starts_is_declared() -> None:
    flow_name, name = DEPLOYMENT.split("/")
    ingest = import_module("flows.ingest").ingest
    assert flow_name == ingest.name
    (declared,) = [one for one in DECLARED["deployments"] if one["name"] == name]
    assert declared["schedules"][0]["interval"] == 15 * 60


def test_the_stories_are_told_anew_only_when_that_is_asked_for() -> None:
    (declared,) = [one for one in DECLARED["deployments"] if one["name"] == "recluster"]
    assert declared["schedules"] == []
    assert declared["parameters"]["apply"] is False


def test_every_stage_of_the_flow_is_a_task_with_the_plain_stage_inside() -> None:
    from dataclasses import fields

    from flows.ingest import STAGES
    from flows.stages import PLAIN

    for field in fields(PLAIN):
        plain, wrapped = getattr(PLAIN, field.name), getattr(STAGES, field.name)
        if callable(plain) and field.name not in ("record_failure", "mark_failed"):
            assert wrapped.fn is plain, f"{field.name} is not a task"
