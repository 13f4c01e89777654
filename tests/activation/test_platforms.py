"""Platforms are told what is wanted: over HTTP, in a folder, or not at all."""

import asyncio
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from activation import provisioning
from activation.models import Allocation, AllocationStatus, Lease, Problem, Service
from activation.provisioning import platforms
from activation.provisioning.platforms import SILENCES, Wanted, tell_all
from activation.provisioning.working import CLAIM, DELAYS
from bascule.sealing import unseal
from tests.activation.factories import OfferFactory
from tests.activation.lines import NOW, line, pools, resource, stock, values, wanted
from tests.activation.platform_server import DRIP, HANG_UP, STALL, PlatformServer, serving

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-platform"


@pytest.fixture
def server(settings) -> Iterator[PlatformServer]:
    """The platform of DHCP and VoIP; the rest is kept in our books."""
    with serving() as state:
        said = {"url": state.url, "token": TOKEN}
        settings.PROVISIONING = settings.PROVISIONING | {"dhcp": said, "voip": said}
        yield state


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platforms, "TIME_OUT", 0.5)


def one_with(*services: Service):
    pools()
    stock()
    one = line()
    wanted(one, services=services)
    return one


def path(row: Allocation) -> str:
    return f"/bascule/allocations/{row.pk}"


def test_a_platform_is_told_the_whole_state_and_every_change_of_it(server: PlatformServer) -> None:
    one = one_with(Service.VOIP)
    assert provisioning.work(NOW).reached == 1
    row = resource(one, Service.VOIP)
    told = server.kept[path(row)]
    assert told == {
        "id": row.pk,
        "kind": "voip",
        "state": "allocated",
        "subscription": one.reference,
        "offer": one.offer.code,
        "line": {
            "number": one.line_number,
            "technology": "copper",
            "exchange": one.exchange.code,
            "place": "",
        },
        "values": row.values,
        "secret": unseal(row.sealed),
    }
    assert server.tokens == {f"Bearer {TOKEN}"}
    provisioning.suspend([one], now=NOW)
    provisioning.work(NOW)
    assert server.kept[path(row)] == told | {"state": "suspended"}
    provisioning.resume([one], now=NOW)
    provisioning.work(NOW)
    assert server.kept[path(row)] == told
    provisioning.release([one], now=NOW)
    provisioning.work(NOW)
    assert server.kept == {}
    assert [method for method, _path in server.heard] == ["PUT", "PUT", "PUT", "DELETE"]
    assert resource(one, Service.VOIP).status == AllocationStatus.RELEASED


def test_a_platform_that_fails_is_told_again_and_the_line_keeps_what_it_took(server: PlatformServer) -> None:
    one = one_with(Service.DHCP)
    server.answers = [503, (500, "out of order"), 429]
    moment = NOW
    for delay, words in zip(DELAYS, ("503", "500 out of order", "429"), strict=False):
        assert provisioning.work(moment).failed == 1
        row = resource(one, Service.DHCP)
        assert (row.problem, row.problem_text, row.status) == (Problem.PLATFORM_FAILED, words, "pending")
        assert provisioning.work(moment) == provisioning.Done()
        moment += delay
    assert provisioning.work(moment).reached == 1
    assert values(one, Service.DHCP)["address"] == "198.18.0.10"
    assert Lease.objects.count() == 1
    assert server.kept[path(row)]["values"]["address"] == "198.18.0.10"


@pytest.mark.parametrize("answer", [STALL, HANG_UP, DRIP])
def test_a_platform_that_says_nothing_is_down_and_told_again(server: PlatformServer, answer: str) -> None:
    one = one_with(Service.DHCP)
    server.answers = [answer]
    assert provisioning.work(NOW).failed == 1
    assert resource(one, Service.DHCP).problem == Problem.PLATFORM_DOWN
    assert not Allocation.objects.in_trouble()
    assert provisioning.work(NOW + DELAYS[0]).reached == 1
    assert list(server.kept) == [path(resource(one, Service.DHCP))]


def test_nobody_waits_long_for_a_platform_that_is_down(server: PlatformServer) -> None:
    pools()
    lines = [line(offer=OfferFactory(voip=False)) for _ in range(6)]
    wanted(*lines)
    server.answers = [HANG_UP] * 20
    done = provisioning.work(NOW)
    assert done == provisioning.Done(reached=6, failed=SILENCES, left=6 - SILENCES)
    assert len(server.heard) == SILENCES
    assert Allocation.objects.filter(kind="dhcp", tries=0, claim=None).count() == 6 - SILENCES
    server.answers = []
    assert provisioning.work(NOW + DELAYS[0]).finished == 6


def test_platforms_are_told_beside_a_running_event_loop_too(server: PlatformServer) -> None:
    async def within() -> dict:
        return tell_all([("dhcp", [Wanted(7, {"id": 7})])], seconds=5)

    assert asyncio.run(within()) == {7: None}
    assert server.kept == {"/bascule/allocations/7": {"id": 7}}


@pytest.mark.parametrize("status", [400, 401, 404, 409, 422, 302])
def test_what_a_platform_refuses_waits_for_somebody(server: PlatformServer, status: int) -> None:
    one = one_with(Service.DHCP)
    server.answers = [(status, '{"detail": "no such circuit", "type": "about:blank"}')]
    provisioning.work(NOW)
    row = Allocation.objects.in_trouble().get()
    assert (row.problem, row.problem_text) == (Problem.PLATFORM_REFUSED, f"{status} no such circuit")
    assert provisioning.work(NOW + timedelta(days=30)) == provisioning.Done()
    assert provisioning.retry([row], NOW).reached == 1
    assert resource(one, Service.DHCP).problem == ""


def test_a_refusal_that_quotes_the_secret_is_kept_without_it(server: PlatformServer) -> None:
    one = one_with(Service.VOIP)
    server.answers = [(422, "ECHO")]
    provisioning.work(NOW)
    row = resource(one, Service.VOIP)
    assert unseal(row.sealed) not in row.problem_text
    assert '"kind":"voip"' in row.problem_text.replace(" ", "")


def test_what_a_platform_never_had_is_released(server: PlatformServer) -> None:
    one = one_with(Service.DHCP)
    provisioning.release([one], now=NOW)
    assert provisioning.work(NOW).reached == 1
    assert server.heard == [("DELETE", path(resource(one, Service.DHCP)))]


def test_who_is_killed_after_telling_tells_the_same_again(
    server: PlatformServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = one_with(Service.VOIP)

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("activation.provisioning.working.note", die)
        with pytest.raises(KeyboardInterrupt):
            provisioning.work(NOW)
    told = dict(server.kept)
    assert provisioning.work(NOW + CLAIM).reached == 1
    assert server.kept == told
    assert [method for method, _path in server.heard] == ["PUT", "PUT"]
    assert resource(one, Service.VOIP).status == AllocationStatus.ALLOCATED


def test_a_folder_holds_a_file_for_each_allocation(settings, tmp_path: Path) -> None:
    folder = tmp_path / "with a space"
    url = f"file://{folder}".replace(" ", "%20")
    settings.PROVISIONING = settings.PROVISIONING | {"voip": {"url": url, "token": ""}}
    one = one_with(Service.VOIP)
    provisioning.work(NOW)
    row = resource(one, Service.VOIP)
    [file] = folder.iterdir()
    assert file.name == f"{row.pk}.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text()) == {
        **json.loads(file.read_text()),
        "state": "allocated",
        "values": row.values,
        "secret": unseal(row.sealed),
    }
    provisioning.suspend([one], now=NOW)
    provisioning.work(NOW)
    assert json.loads(file.read_text())["state"] == "suspended"
    provisioning.release([one], now=NOW)
    provisioning.work(NOW)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_down(settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.PROVISIONING = settings.PROVISIONING | {"dhcp": {"url": f"file://{tmp_path}/file/folder", "token": ""}}
    one = one_with(Service.DHCP)
    assert provisioning.work(NOW).failed == 1
    assert resource(one, Service.DHCP).problem == Problem.PLATFORM_DOWN


@pytest.mark.parametrize(
    "url",
    [
        "http://dhcp.example/",
        "https://user:secret@dhcp.example/",
        "https://dhcp.example/?key=secret",
        "ftp://dhcp.example/",
        "file://host/folder",
        "dhcp.example",
    ],
)
def test_a_platform_that_is_badly_described_is_refused_in_a_sentence(settings, url: str) -> None:
    settings.PROVISIONING = {"dhcp": {"url": url, "token": ""}}
    with pytest.raises(ImproperlyConfigured, match="PROVISIONING_DHCP_URL") as refused:
        platforms.platforms()
    assert "secret" not in str(refused.value)
