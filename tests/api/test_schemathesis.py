"""Whatever is sent, the running server answers as its OpenAPI document says, and never breaks.

Bounded and the same every time: eight good and eight bad cases an operation, from fixed seeds; half of them are about
records that are there, half of them begin with the example of the document. API_CASES asks for more.
"""

import os
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.api.stage import Stage

CASES = int(os.environ.get("API_CASES", "8"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
BOUNDED = settings(
    max_examples=CASES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def prober(live_server: Any, monday: None, wide_open: None) -> Iterator["Prober"]:
    stage = Stage.build().fill()
    document = requests.get(f"{live_server.url}/api/v1/schema/?format=json", timeout=60).json()
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {stage.partner.secret}"
        schema = schemathesis.openapi.from_dict(document)
        schema.config.generation.with_security_parameters = False
        yield Prober(live_server.url, stage, session, schema)


class Prober:
    """Sends generated cases of every operation, and keeps what did not fit the document."""

    def __init__(self, url: str, stage: Stage, session: requests.Session, schema: Any) -> None:
        self.url, self.stage, self.session, self.schema = url, stage, session, schema
        self.sent: dict[str, set[int]] = {}
        self.wrong: dict[str, str] = {}

    def probe(self) -> None:
        operations = [found.ok() for found in self.schema.get_all_operations()]
        for operation in sorted(operations, key=lambda one: one.method.upper() == "DELETE"):
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                self.probe_operation(operation, mode)

    def probe_operation(self, operation: Any, mode: GenerationMode) -> None:
        turns = iter(range(10_000))

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            turn = next(turns)
            if turn % 2:
                self.aim(case, turn)
            if turn % 4 > 1:
                spoil_example(case, turn)
            self.send(operation, case)

        send()

    def aim(self, case: Any, turn: int) -> None:
        """Send it to a record that is there."""
        for name in case.path_parameters or {}:
            values = self.stage.values_for(case.path, name)
            if values:
                case.path_parameters[name] = values[turn % len(values)]

    def send(self, operation: Any, case: Any) -> None:
        answer = case.call(base_url=self.url, session=self.session)
        self.sent.setdefault(operation.label, set()).add(answer.status_code)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            said = "; ".join(f"{one.title}: {one.message}" for one in failures.exceptions)
            self.wrong.setdefault(f"{operation.label} {answer.status_code}", f"{said}\n{case.as_curl_command()}")


def spoil_example(case: Any, turn: int) -> None:
    """Send the example of the document, with one of its members as it was generated; in turn, with none."""
    contents = case.operation.definition.raw.get("requestBody", {}).get("content", {})
    example = contents.get("application/json", {}).get("example")
    if isinstance(case.body, dict) and isinstance(example, dict):
        members = [None, *sorted(case.body)]
        spoilt = members[turn // 4 % len(members)]
        case.body = example | ({} if spoilt is None else {spoilt: case.body[spoilt]})
        case.media_type = "application/json"


def test_the_server_answers_everything_as_its_document_says(prober: Prober) -> None:
    prober.probe()
    assert prober.wrong == {}
    operations = sum(len(methods) for methods in prober.schema.raw_schema["paths"].values())
    assert len(prober.sent) == operations, "every operation was tried"
    seen = set(chain.from_iterable(prober.sent.values()))
    assert {200, 201, 404, 409, 422} <= seen, "it went deep enough to find records, and their states"


def test_it_would_see_an_answer_that_the_document_does_not_know(prober: Prober) -> None:
    address = "/api/v1/port-outs/{id}/"
    del prober.schema.raw_schema["paths"][address]["get"]["responses"]["404"]
    prober.probe_operation(prober.schema[address]["GET"], GenerationMode.POSITIVE)
    assert list(prober.wrong) == [f"GET {address} 404"]
