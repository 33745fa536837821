"""Ports are free, distinct, and the same at the next start."""

import socket
from pathlib import Path

from deploy.local.ports import LOOPBACK, Ports


def test_a_name_has_one_port_for_good(tmp_path: Path) -> None:
    first = Ports(tmp_path / "ports.json")
    port = first.get("amqp")

    assert first.get("amqp") == port
    assert Ports(tmp_path / "ports.json").get("amqp") == port


def test_two_names_never_share_a_port(tmp_path: Path) -> None:
    ports = Ports(tmp_path / "ports.json", {"amqp": 23456, "mongo": 23456})

    assert ports.get("amqp") != ports.get("mongo")


def test_a_remembered_port_that_is_taken_is_replaced_and_remembered(tmp_path: Path) -> None:
    taken = Ports(tmp_path / "ports.json").get("amqp")
    with socket.socket() as other:
        other.bind((LOOPBACK, taken))
        other.listen()
        replaced = Ports(tmp_path / "ports.json").get("amqp")

    assert replaced != taken
    assert Ports(tmp_path / "ports.json").get("amqp") == replaced


def test_a_preferred_port_is_given_when_free(tmp_path: Path) -> None:
    free = Ports(tmp_path / "one.json").get("gateway")

    assert Ports(tmp_path / "two.json", {"gateway": free}).get("gateway") == free
