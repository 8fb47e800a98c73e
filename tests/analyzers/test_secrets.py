"""Tests for archaeo/analyzers/secrets.py."""

from __future__ import annotations

import dataclasses
from time import process_time

import pytest

from archaeo.analyzers import secrets
from archaeo.analyzers.secrets import Watch, scan
from tests.analyzers.sources_of import sample_texts, source_files

FTP = b"#!/bin/sh\nwget --ftp-user=goosread --ftp-password=steroids09 ftp://x.example/$1\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (FTP, "password on a command line"),
        (b"-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx7wN\n", "private key"),
        (b'db = connect("mysql://goos:geheim7@db.example/x")\n', "password in an address"),
        (b"my $password = 'geheim7';\n", "password in an assignment"),
        (b"machine x.example login goos password geheim7\n", "password in a login file"),
        (b"key AKIAIOSFODNN7EXAMPLE\n", "cloud key"),
    ],
)
def test_secret_is_found_and_its_value_is_nowhere(content: bytes, kind: str) -> None:
    (secret,) = scan("a.sh", content)
    assert secret.kind == kind
    for word in ("steroids09", "geheim7", "MIIE", "AKIA"):
        assert word not in repr(dataclasses.astuple(secret))


@pytest.mark.parametrize(
    "line",
    [
        b"password = 'xxxxx'",
        b"--password=$PASSWORD",
        b'password = getpass("Password: ")',
        b'label = "password"; password = "your_password"',
        b"password: string",
        b"http://user:$PASS@x.example/",
        b"-----BEGIN PRIVATE KEY-----",
        b"PASSWORD => 'Password:',",
    ],
)
def test_placeholder_is_no_secret(line: bytes) -> None:
    assert list(scan("a.sh", line + b"\n")) == []


def test_test_data_is_a_guess() -> None:
    (secret,) = scan("tests/a.sh", FTP)
    assert secret.degree == "guess"


def test_sample_has_none_left_but_its_history_has() -> None:
    now = secrets.find(source_files(sample_texts()))
    assert now == ()
    watch = Watch()
    watch.saw("r56", "trunk/scripts/getdata.sh", watch.look(FTP))
    watch.saw("r74", "trunk/scripts/getdata.sh", watch.look(b""))
    (secret,) = watch.found(now, root="trunk/")
    assert (secret.path, secret.line, secret.commit, secret.is_gone) == ("scripts/getdata.sh", 2, "r56", True)


def test_chain_of_words_without_end_takes_no_time() -> None:
    begun = process_time()
    assert list(scan("a.js", b"password = " + b"a." * 20_000)) == []
    assert process_time() - begun < 3
