"""Nobody can make us knock at a door that is not on the public Internet."""

import time
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.rules import RuleRefused
from operators.models import Operator
from operators.webhooks import minding, targets
from operators.webhooks.targets import Forbidden, UnknownHost, allowed, check_url, is_public
from tests.operators.webhooks.world import NOW

PUBLIC = ["93.184.215.14", "8.8.8.8", "2a00:1450:4007:80e::2004", "2606:4700::6810:84e5"]
NOT_PUBLIC = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1"),
    *("240.0.0.1", "255.255.255.255", "192.0.0.170"),
    *("192.0.0.1", "192.0.0.8", "192.0.0.9", "192.88.99.1", "192.31.196.1", "192.52.193.1", "192.175.48.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "fec0::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:808:808::"),
    *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1"),
    *("3fff::1", "5f00::1", "2620:4f:8000::1"),
]


@pytest.fixture(autouse=True)
def private_targets(settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = False


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_called(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_other_is(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(Forbidden):
        allowed([PUBLIC[0], address])


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_an_address_of_ours_stays_one_however_it_is_dressed(address) -> None:
    number = int(address)
    dressed = [
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        f"::{address}",
        str(ip_address((0x2002 << 112) + (number << 80))),
    ]
    assert not any(is_public(ip_address(one)) for one in dressed)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://93.184.215.14/hook", "url_not_https"),
        ("ftp://93.184.215.14/hook", "url_not_https"),
        ("javascript:alert(1)", "url_malformed"),
        ("file:///etc/passwd", "url_malformed"),
        ("hook", "url_malformed"),
        ("https:///hook", "url_malformed"),
        ("https://[::1/hook", "url_malformed"),
        ("https://user:password@93.184.215.14/", "url_with_credentials"),
        ("https://user@93.184.215.14/", "url_with_credentials"),
        ("https://93.184.215.14/#here", "url_malformed"),
        ("https://93.184.215.14:22/", "url_port"),
        ("https://93.184.215.14:99999/", "url_malformed"),
        ("https://93.184.215.14/" + "a" * 500, "url_malformed"),
        ("https://127.0.0.1/", "url_not_public"),
        ("https://localhost/", "url_not_public"),
        ("https://127.1/", "url_not_public"),
        ("https://2130706433/", "url_not_public"),
        ("https://0x7f.0.0.1/", "url_not_public"),
        ("https://0177.0.0.1/", "url_malformed"),
        ("https://[::1]/", "url_not_public"),
        ("https://[::ffff:10.0.0.1]/", "url_not_public"),
        ("https://[64:ff9b::a9fe:a9fe]/", "url_not_public"),
        ("https://169.254.169.254/latest/meta-data/", "url_not_public"),
        ("https://10.0.0.1:8443/", "url_not_public"),
        ("https://a\r\nb.example/", "url_malformed"),
        ("https://exa mple.com/", "url_malformed"),
        ("https://-a.example/", "url_malformed"),
        ("https://a..example/", "url_malformed"),
        ("https://" + "a" * 64 + ".example/", "url_malformed"),
        ("https://" + ".".join(["a" * 60] * 5) + "/", "url_malformed"),
        ("https://a%00b.example/", "url_malformed"),
        ("https://<b>.example/", "url_malformed"),
        ("https://[fe80::1%25eth0]/", "url_malformed"),
        ("https://93.184.215.14/" + "\u00e9" * 200, "url_malformed"),
        ("", "url_malformed"),
    ],
)
def test_an_address_is_refused_with_its_reason(url: str, code: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        check_url(url)
    assert (refused.value.code, refused.value.field) == (code, "url")


@pytest.mark.parametrize("url", ["https://93.184.215.14/hook?a=b", "https://[2606:4700::6810:84e5]:8443/"])
def test_a_good_address_is_taken(url: str) -> None:
    assert str(check_url(url)) == url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://hook.bücher.example/", "https://hook.xn--bcher-kva.example/"),
        ("https://a_b.example.:8443/", "https://a_b.example.:8443/"),
        ("https://hook.example/\u202egpj.exe", "https://hook.example/%E2%80%AEgpj.exe"),
    ],
)
@pytest.mark.django_db
def test_it_is_kept_in_plain_ascii(url: str, kept: str, partner: Operator) -> None:
    """A letter that looks like another, or turns the text around, is seen for what it is."""
    assert minding.add(partner, url, [], now=NOW)[0].url == kept


def test_a_name_that_nobody_knows_today_may_be_known_tomorrow() -> None:
    assert check_url("https://hook.partner.invalid/")


def test_a_name_is_judged_by_every_address_that_it_leads_to(monkeypatch) -> None:
    monkeypatch.setattr(targets, "resolved", lambda host, port: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(RuleRefused) as refused:
        check_url("https://partner.example/")
    assert refused.value.code == "url_not_public"


def test_a_resolver_that_does_not_answer_holds_nobody_up(monkeypatch) -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(0.5)
        return ["10.0.0.1"]

    monkeypatch.setattr(targets, "resolved", slow)
    monkeypatch.setattr(targets, "PATIENCE", 0.01)
    with pytest.raises(UnknownHost):
        targets.resolved_soon("partner.example", 443)


def test_the_ports_are_a_setting(settings) -> None:
    settings.WEBHOOK_PORTS = [9443]
    assert check_url("https://93.184.215.14:9443/")
    with pytest.raises(RuleRefused):
        check_url("https://93.184.215.14/")


def test_a_setting_opens_private_addresses_for_a_trial(settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE = True
    assert check_url("http://127.0.0.1:9000/hook")
