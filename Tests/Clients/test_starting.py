"""Starts that cannot be: each says why, and leaves things as they were."""

import contextlib
import datetime
import ipaddress
import shutil
import socket
import sqlite3
import ssl
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from conftest import KATMAI, clean_environment


def refusal(*options):
    """What a server says that does not start."""
    done = subprocess.run(
        [KATMAI, "serve", "--port", "0", *map(str, options)],
        capture_output=True,
        text=True,
        timeout=30,
        env=clean_environment(),
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout == ""
    return done.stderr


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    """A certificate for 127.0.0.1 and its key, and the key of another: the paths of their files."""
    folder = tmp_path_factory.mktemp("pem")
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    for file, each in (("key", key), ("other", other)):
        text = each.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / file).write_bytes(text)
    (folder / "broken").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    return folder


def test_with_a_certificate_tls_is_spoken(own_server, pem):
    own_server.start("--tls-certificate", pem / "certificate", "--tls-key", pem / "key")
    assert own_server.url.startswith("https://127.0.0.1:")
    client = own_server.client("s3", verify=str(pem / "certificate"))
    client.create_bucket(Bucket="secure")
    assert [bucket["Name"] for bucket in client.list_buckets()["Buckets"]] == ["secure"]
    context = ssl.create_default_context(cafile=str(pem / "certificate"))
    with socket.create_connection(("127.0.0.1", own_server.port)) as plain:
        with context.wrap_socket(plain, server_hostname="127.0.0.1") as spoken:
            assert spoken.version() in ("TLSv1.2", "TLSv1.3")


@pytest.mark.parametrize(
    ("certificate", "key", "complaint"),
    [
        ("none", "key", "tls-certificate is {}/none: there is no certificate in PEM form to be read"),
        ("broken", "key", "tls-certificate is {}/broken: there is no certificate in PEM form to be read"),
        ("key", "key", "tls-certificate is {}/key: there is no certificate in PEM form to be read"),
        ("certificate", "none", "tls-key is {}/none: there is no private key in PEM form to be read"),
        ("certificate", "broken", "tls-key is {}/broken: there is no private key in PEM form to be read"),
        ("certificate", "other", "{}/other is not the key of the certificate in {}/certificate"),
    ],
)
def test_what_tls_cannot_be_spoken_with_is_named(tmp_path, pem, certificate, key, complaint):
    said = refusal("--home", tmp_path, "--tls-certificate", pem / certificate, "--tls-key", pem / key)
    assert said.startswith("Error: " + complaint.format(pem, pem))


def test_a_certificate_needs_a_key_and_a_key_a_certificate(tmp_path, pem):
    said = refusal("--home", tmp_path, "--tls-certificate", pem / "certificate")
    assert said == "Error: --tls-certificate is set without tls-key\n"
    said = refusal("--home", tmp_path, "--tls-key", pem / "key")
    assert said == "Error: --tls-key is set without tls-certificate\n"


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal("--home", tmp_path / "home", "--port", port)
    assert said == f"Error: 127.0.0.1, port {port}, cannot be listened on: Address already in use\n"


def test_a_host_that_nobody_has_is_named(tmp_path):
    for host, reason in (("192.0.2.1", "Cannot assign requested address"), ("none.invalid", "")):
        said = refusal("--home", tmp_path, "--host", host)
        assert said.startswith(f"Error: {host}, port 0, cannot be listened on: {reason}")


def test_a_home_belongs_to_one_server(own_server):
    own_server.start()
    said = refusal("--home", own_server.home)
    number = own_server.process.pid
    assert said == f"Error: {own_server.home} is in use by another Katmai (process {number})\n"
    assert own_server.client("s3").list_buckets()["Buckets"] == []
    # A server that was killed holds nothing.
    own_server.kill()
    own_server.start()
    assert own_server.client("s3").list_buckets()["Buckets"] == []


@pytest.fixture(scope="module")
def left_home(tmp_path_factory):
    """A home that a server has made and left."""
    home = tmp_path_factory.mktemp("left") / "home"
    process = subprocess.Popen(
        [KATMAI, "serve", "--home", home, "--port", "0"], stdout=subprocess.PIPE, env=clean_environment()
    )
    process.stdout.readline()
    process.terminate()
    process.communicate()
    assert process.returncode == 0
    return home


@pytest.mark.parametrize("database", ["katmai.sqlite", "objects.sqlite"])
def test_a_home_of_a_newer_katmai_is_refused(tmp_path, left_home, database):
    home = shutil.copytree(left_home, tmp_path / "home")
    with contextlib.closing(sqlite3.connect(home / database)) as connection, connection:
        connection.execute("INSERT INTO grdb_migrations VALUES ('99 things to come')")
    for _ in range(2):
        said = refusal("--home", home)
        assert said.startswith(f"Error: {home / database} was ") and "newer Katmai" in said
    with contextlib.closing(sqlite3.connect(home / database)) as connection:
        migrations = [name for (name,) in connection.execute("SELECT identifier FROM grdb_migrations")]
    assert "99 things to come" in migrations


def test_a_home_keeps_its_region(left_home):
    said = refusal("--home", left_home, "--region", "eu-west-1")
    assert f"region is eu-west-1, but {left_home} was made for us-east-1, which its ARNs name" in said


@pytest.mark.parametrize("database", ["katmai.sqlite", "objects.sqlite"])
def test_what_is_no_database_is_refused(tmp_path, left_home, database):
    home = shutil.copytree(left_home, tmp_path / "home")
    for file in home.glob(f"{database}*"):
        file.write_bytes(b"scribbled over " * 1000)
    assert "file is not a database" in refusal("--home", home)


def test_a_home_that_cannot_be_is_named(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert refusal("--home", file).startswith(f"Error: home is {file}, which cannot be made: ")
    long = tmp_path / ("long" * 25)
    assert refusal("--home", long) == f"Error: home is {long}, whose path is too long for a socket in it\n"
