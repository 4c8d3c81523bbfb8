import socket

import pytest

from portal.commands.address import Address, BadAddressError


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_without_settings_it_is_this_machine_only_at_port_8000():
    assert Address.from_environment() == Address("127.0.0.1", 8000)


def test_host_and_port_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "9001")
    address = Address.from_environment()
    assert (address.bind, address.url) == ("0.0.0.0:9001", "http://127.0.0.1:9001")


def test_an_ipv6_host_stands_in_brackets_where_an_address_is_written(monkeypatch):
    monkeypatch.setenv("HOST", "[::]")
    address = Address.from_environment()
    assert (address.bind, address.url) == ("[::]:8000", "http://[::1]:8000")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80.5", "８０"])
def test_what_is_no_port_is_refused_with_what_to_do(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(BadAddressError, match="Set it to a number from 1 to 65535"):
        Address.from_environment()


def test_a_port_that_is_taken_is_named_before_anything_starts():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = Address("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(BadAddressError, match=f"Cannot listen on 127.0.0.1:{address.port}.*set PORT"):
            address.check_free()


def test_a_host_that_is_not_this_machine_is_refused():
    with pytest.raises(BadAddressError, match=r"Cannot listen on 192\.0\.2\.1:8000"):
        Address("192.0.2.1", 8000).check_free()
