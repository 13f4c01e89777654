"""Identifiers are whole numbers in pools, and something else to people."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activation.models.offer import Service
from activation.provisioning.spelling import ipv4, ipv4_value, national, read, spelled, vlan, vlan_value

ADDRESSES = st.integers(0, 2**32 - 1)
VLANS = st.integers(1, 4094)


@given(ADDRESSES)
def test_an_address_is_written_and_read_again(value: int) -> None:
    assert ipv4_value(ipv4(value)) == value
    assert [int(part) for part in ipv4(value).split(".")] == list(value.to_bytes(4))


@given(st.lists(ADDRESSES, min_size=2))
def test_addresses_are_in_the_order_of_their_values(values: list[int]) -> None:
    assert sorted(values) == [int(IPv4Address(text)) for text in sorted(map(ipv4, values), key=IPv4Address)]


@pytest.mark.parametrize("value", [-1, 2**32])
def test_what_is_no_address_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        ipv4(value)


@given(VLANS, VLANS)
def test_a_pair_of_vlans_is_written_and_read_again(outer: int, inner: int) -> None:
    assert vlan(vlan_value(f"{outer}.{inner}")) == f"{outer}.{inner}"


@given(VLANS, st.sampled_from([0, 4095]))
def test_reserved_vlans_are_refused(outer: int, inner: int) -> None:
    with pytest.raises(ValueError, match="no pair"):
        vlan_value(f"{outer}.{inner}")


@given(st.integers(0, 999_999_999))
def test_a_number_keeps_its_leading_zero(value: int) -> None:
    assert int(national(value)) == value
    assert len(national(value)) == 10


@given(st.sampled_from(list(Service)), st.integers(84 * 4096 + 1, 84 * 4096 + 4094))
def test_each_kind_reads_what_it_writes(kind: Service, value: int) -> None:
    assert read(kind, f" {spelled(kind, value)} ") == value
