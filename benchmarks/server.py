"""A server in a process of its own that returns a fixed response, as fast as asyncio can.

It prints one JSON line with its URLs and serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

USER = {
    "UserId": "1227489245380721",
    "UserName": "alice",
    "DisplayName": "Alice",
    "MobilePhone": "86-18600000000",
    "Email": "alice@example.com",
    "Comments": "benchmark",
    "CreateDate": "2026-01-23T12:33:18Z",
}
JSON = json.dumps({"RequestId": "04F0F334-1335-436C-A1D7-6C044FE73368", "User": USER}).encode()
IAM = b"""<CreateUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateUserResult>
<User><Path>/</Path><UserName>alice</UserName><UserId>AIDA1</UserId>
<Arn>arn:aws:iam::123456789012:user/alice</Arn><CreateDate>2026-01-23T12:33:18Z</CreateDate></User>
</CreateUserResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
</CreateUserResponse>"""
STS = b"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>AIDA1</UserId>
<Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId>
</ResponseMetadata></GetCallerIdentityResponse>"""


class Fixed(asyncio.Protocol):
    """Responds to every request alike, after `delay` seconds, and may close the connection then."""

    def __init__(self, body: bytes, kind: str, delay: float = 0.0, close: bool = False) -> None:
        lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        lines += ["x-acs-request-id: 04F0F334-1335-436C-A1D7-6C044FE73368"]
        lines += ["Connection: close"] if close else []
        self._response = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        self._delay = delay
        self._close = close
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        head, end, body = self._data.partition(b"\r\n\r\n")
        lower = head.lower()
        length = 0
        if b"content-length:" in lower:
            length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        if not end or len(body) < length:
            return
        self._data = b""
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._send)
        else:
            self._send()

    def _send(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(self._response)
            if self._close:
                self._transport.close()


async def _serve(certificate: str, key: str) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    json_type = "application/json"
    kinds = {
        "http": (lambda: Fixed(JSON, json_type), None),
        "http_slow": (lambda: Fixed(JSON, json_type, 0.02), None),
        "https": (lambda: Fixed(JSON, json_type), tls),
        "https_slow": (lambda: Fixed(JSON, json_type, 0.02), tls),
        "https_close": (lambda: Fixed(JSON, json_type, close=True), tls),
        "iam": (lambda: Fixed(IAM, "text/xml"), None),
        "sts": (lambda: Fixed(STS, "text/xml"), None),
        "iam_https": (lambda: Fixed(IAM, "text/xml"), tls),
    }
    loop = asyncio.get_running_loop()
    urls = {}
    for name, (factory, context) in kinds.items():
        server = await loop.create_server(factory, "127.0.0.1", 0, ssl=context, backlog=256)
        port = server.sockets[0].getsockname()[1]
        urls[name] = f"{'https' if context else 'http'}://127.0.0.1:{port}"
    print(json.dumps(urls), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextlib.contextmanager
def running() -> Iterator[dict[str, str]]:
    """The URLs of a server in a second process; "bundle" is the file of authorities for it.

    The file holds all that a client trusts usually as well, so that reading it costs the usual.
    """
    import certifi

    from tests.support.certificates import Authority

    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(Path(folder), "benchmark")
        bundle = Path(folder) / "bundle.pem"
        bundle.write_bytes(Path(certifi.where()).read_bytes() + authority.bundle.read_bytes())
        files = [str(path) for path in authority.issue("127.0.0.1")]
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", *files],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process:
            yield {**json.loads(process.stdout.readline()), "bundle": str(bundle)}
            process.stdin.close()


if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):  # not everywhere, and not with one core
        os.sched_setaffinity(0, {1})
    asyncio.run(_serve(*sys.argv[1:3]))
