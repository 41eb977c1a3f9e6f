"""`tls` and the proxy: clients that know only https://*.aliyuncs.com, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from alicloud.core import ConnectionFailed, NoPermission
from alicloud.emulator import Emulator
from alicloud.emulator.http import connections
from alicloud.ram import RamClient
from alicloud.sts import StsClient
from tests.support.emulated_roles import make_role
from tests.support.raw_calls import RAM

HERE = {"IpAddress": {"acs:SourceIp": "127.0.0.1"}}


@pytest.fixture(scope="module")
def secure() -> Iterator[Emulator]:
    with Emulator(tls=True, proxy_port=0) as cloud:
        yield cloud


def test_https_with_an_authority_of_its_own(secure: Emulator) -> None:
    assert secure.url.startswith("https://127.0.0.1:")
    with secure.environment(), RamClient() as ram:
        assert ram.list_users().users == []
    with (
        RamClient(**secure.client_options(), retries=0) as ram,
        pytest.raises(ConnectionFailed, match="certificate"),
    ):
        ram.list_users()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_the_certificate_has_all_names_of_this_machine(secure: Emulator, host: str) -> None:
    context = ssl.create_default_context(cafile=secure.environment()["SSL_CERT_FILE"])
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    port = int(secure.url.rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=host) as wrapped,
    ):
        assert wrapped.version() == "TLSv1.3"


@pytest.mark.parametrize("host", ["ram.aliyuncs.com", "sts-vpc.cn-hangzhou.aliyuncs.com"])
def test_clients_of_the_vendors_hosts_come_here(secure: Emulator, host: str) -> None:
    with (
        secure.environment(),
        RamClient(endpoint=f"https://{host}") as ram,
        StsClient(endpoint=host) as sts,
    ):
        assert ram.list_users().users == []
        assert sts.get_caller_identity().account_id == secure.account.id


@pytest.mark.parametrize("endpoint", ["", "https://sts.aliyuncs.com"])
def test_policies_know_where_a_call_comes_from(secure: Emulator, endpoint: str) -> None:
    user = secure.add_user()
    only_tls = {"Bool": {"acs:SecureTransport": "true"}, **HERE}
    with secure.environment():
        role = make_role(secure, "Secure", only_tls)
    with (
        secure.environment(),
        StsClient(endpoint=endpoint or None, credentials=user.credentials) as sts,
    ):
        sts.assume_role(role_arn=role, role_session_name="session")
    secure.reset()


def test_connections_on_which_tls_does_not_begin_make_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MAX_WITH_TLS", 2)
    with Emulator(tls=True, proxy_port=0) as cloud, cloud.environment():
        first = socket.create_connection(("127.0.0.1", cloud.port), timeout=20)
        second = proxied(cloud)
        second.sendall(b"CONNECT ram.aliyuncs.com:443 HTTP/1.1\r\n\r\n")
        assert second.recv(1000).startswith(b"HTTP/1.1 200 ")
        third = socket.create_connection(("127.0.0.1", cloud.port), timeout=20)
        with first, second, third, RamClient(retries=0) as ram:
            assert first.recv(1) == b""
            assert ram.list_users().users == []
            assert second.recv(1) == b""
            third.sendall(b"not TLS\r\n\r\n")
            while third.recv(1000):
                pass  # it ends


def test_policies_know_a_call_that_anyone_could_read(cloud: Emulator) -> None:
    user = cloud.add_user()
    open_, secure = (
        make_role(cloud, f"Role{value}", {"Bool": {"acs:SecureTransport": value}, **HERE})
        for value in ("false", "true")
    )
    with StsClient(endpoint=cloud.url, credentials=user.credentials) as sts:
        sts.assume_role(role_arn=open_, role_session_name="session")
        with pytest.raises(NoPermission):
            sts.assume_role(role_arn=secure, role_session_name="session")


def proxied(cloud: Emulator) -> socket.socket:
    port = int(cloud.environment()["HTTPS_PROXY"].rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), timeout=20)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"CONNECT example.com:443 HTTP/1.1", b"403"),
        (b"CONNECT ram.aliyuncs.com:80 HTTP/1.1", b"403"),
        (b"CONNECT evilaliyuncs.com:443 HTTP/1.1", b"403"),
        (b"CONNECT a.evilaliyuncs.com:443 HTTP/1.1", b"403"),
        (b"CONNECT ram.aliyuncs.com.example.com:443 HTTP/1.1", b"403"),
        (b"CONNECT example.com#.aliyuncs.com:443 HTTP/1.1", b"403"),
        (b"CONNECT .aliyuncs.com:443 HTTP/1.1", b"403"),
        (b"CONNECT 127.0.0.1:443 HTTP/1.1", b"403"),
        (b"GET http://ram.aliyuncs.com/ HTTP/1.1", b"403"),
        (b"POST /_emulator/reset HTTP/1.1", b"403"),
        (b"CONNECT ram.aliyuncs.com:443 HTTP/1.1\r\n\r\nearly", b"403"),
        (b"CONNECT ram.aliyuncs.com:443 HTTP/1.1\r\nx: " + b"y" * 20_000, b"431"),
        (b"\x16\x03\x01\x02\x00", b"403"),
    ],
)
def test_all_else_is_refused(secure: Emulator, request_: bytes, status: bytes) -> None:
    with proxied(secure) as connection:
        connection.sendall(request_ + b"\r\n\r\n")
        head = connection.recv(1000)
        assert head.startswith(b"HTTP/1.1 " + status)
        while connection.recv(1000):
            pass  # it ends


def tunnel(cloud: Emulator, host: str = "ram.aliyuncs.com") -> ssl.SSLSocket:
    connection = proxied(cloud)
    connection.sendall(b"CONNECT %b:443 HTTP/1.1\r\nHost: x\r\n\r\n" % host.encode())
    assert connection.recv(1000) == b"HTTP/1.1 200 Connection established\r\n\r\n"
    context = ssl.create_default_context(cafile=cloud.environment()["SSL_CERT_FILE"])
    return context.wrap_socket(connection, server_hostname=host)


def test_web_pages_do_not_reach_the_control_through_the_proxy(secure: Emulator) -> None:
    for lines in (b"Host: ram.aliyuncs.com", b"Host: 127.0.0.1\r\nOrigin: https://evil.example"):
        with tunnel(secure) as connection:
            connection.sendall(b"POST /_emulator/reset HTTP/1.1\r\n%b\r\n\r\n" % lines)
            assert connection.recv(1000).startswith(b"HTTP/1.1 403 ")


def test_a_tunnel_in_pieces_and_a_client_that_does_not_trust(secure: Emulator) -> None:
    with proxied(secure) as connection:
        for byte in b"CONNECT ram.aliyuncs.com:443 HTTP/1.1\r\n\r\n":
            connection.sendall(bytes([byte]))
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(ssl.SSLCertVerificationError):
            ssl.create_default_context().wrap_socket(connection, server_hostname="ram.aliyuncs.com")
    with proxied(secure) as connection:
        connection.sendall(b"CONNECT ram.aliyuncs.com:443 HTTP/1.1\r\n\r\n")
        connection.recv(1000)
        connection.sendall(b"this is not TLS\r\n\r\n" * 10)
    with tunnel(secure) as again:
        again.sendall(b"GET /?Action=X&Version=%b HTTP/1.1\r\nHost: x\r\n\r\n" % RAM.encode())
        assert b"InvalidAction.NotFound" in again.recv(1000)


def test_stopping_closes_tunnels_and_removes_the_files() -> None:
    with Emulator(proxy_port=0) as cloud:
        bundle = cloud.environment()["REQUESTS_CA_BUNDLE"]
        with proxied(cloud) as silent, tunnel(cloud) as open_tunnel:
            cloud.stop()
            for connection in (open_tunnel, silent):
                with pytest.raises((OSError, ssl.SSLError)):
                    connection.settimeout(20)
                    if not connection.recv(1000):
                        raise ConnectionResetError
    assert not os.path.exists(bundle)


def test_proxy_variables_of_the_machine_do_not_lead_around_it(
    secure: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", ".aliyuncs.com")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with secure.environment(), RamClient(endpoint="ram.aliyuncs.com") as ram:
        assert ram.list_users().users == []


@pytest.mark.parametrize("host", ["ram.aliyuncs.com", "metadata.invalid"])
def test_calls_over_plain_http_go_to_the_proxy_which_refuses_them(
    secure: Emulator, host: str
) -> None:
    with secure.environment(), pytest.raises(HTTPError, match="403"):
        urlopen(f"http://{host}/", timeout=20)


NODE, CURL = shutil.which("node"), shutil.which("curl")


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_node_trusts_it(secure: Emulator) -> None:
    code = "fetch(process.env.ALIBABA_CLOUD_ENDPOINT_URL).then(r => console.log(r.status))"
    environment = secure.environment().over(os.environ)
    done = subprocess.run([NODE or "", "-e", code], env=environment, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("400\n", 0), done.stderr


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
def test_curl_trusts_it(secure: Emulator) -> None:
    command = [CURL or "", "-sS", "https://ram.aliyuncs.com/"]
    environment = secure.environment().over(os.environ)
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["HostId"] == "ram.aliyuncs.com"
