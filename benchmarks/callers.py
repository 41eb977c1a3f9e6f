"""One call, made by each SDK and by the libraries below them. Imports nothing before it is used.

Each function takes the URL of a server and a file of certificate authorities, builds a client as
its manual says, and returns what makes a call and reads its response.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Make = Callable[[str, str], Callable[[], Any]]

BODY = (
    b"Action=CreateUser&Version=2015-05-01&UserName=alice&DisplayName=Alice&Comments=benchmark"
    b"&Format=JSON&AccessKeyId=id&SignatureNonce=0123456789&Signature=0123456789abcdef0123456789"
)
FORM = "application/x-www-form-urlencoded"
HEADERS = {"Content-Type": FORM, "Content-Length": str(len(BODY)), "Accept": "application/json"}


def _user_id(response: bytes) -> str:
    import json

    user_id: str = json.loads(response)["User"]["UserId"]
    return user_id


# --- this SDK ----------------------------------------------------------------------------------


def alicloud(url: str, bundle: str, **options: Any) -> Callable[[], Any]:
    from alicloud.core import StaticCredentials
    from alicloud.ram import RamClient

    credentials = StaticCredentials("id", "secret")
    ram = RamClient(credentials=credentials, endpoint=url, ca_bundle=bundle, **options)
    return lambda: (
        ram.create_user(user_name="alice", display_name="Alice", comments="benchmark").user.user_id
    )


# --- other SDKs --------------------------------------------------------------------------------


def v1(url: str, bundle: str) -> Callable[[], Any]:
    client = import_module("aliyunsdkcore.client").AcsClient(
        "id", "secret", "cn-hangzhou", verify=bundle, pool_size=32
    )
    kind = import_module("aliyunsdkram.request.v20150501.CreateUserRequest").CreateUserRequest

    def call() -> Any:
        request = kind()
        request.set_endpoint(url)
        request.set_UserName("alice")
        request.set_DisplayName("Alice")
        request.set_Comments("benchmark")
        return _user_id(client.do_action_with_exception(request))

    return call


def _v2(url: str, bundle: str) -> tuple[Any, Callable[[], Any]]:
    config = import_module("alibabacloud_tea_openapi.utils_models").Config
    scheme, _, host = url.partition("://")
    client = import_module("alibabacloud_ram20150501.client").Client(
        config(
            access_key_id="id",
            access_key_secret="secret",
            endpoint=host,
            protocol=scheme,
            ca=bundle if scheme == "https" else None,
        )
    )
    kind = import_module("alibabacloud_ram20150501.models").CreateUserRequest
    return client, lambda: kind(user_name="alice", display_name="Alice", comments="benchmark")


def v2(url: str, bundle: str) -> Callable[[], Any]:
    client, request = _v2(url, bundle)
    return lambda: client.create_user(request()).body.user.user_id


def boto3_iam(url: str, bundle: str) -> Callable[[], Any]:
    client = _boto3("iam", url, bundle)
    return lambda: client.create_user(UserName="alice")["User"]["UserId"]


def boto3_sts(url: str, bundle: str) -> Callable[[], Any]:
    client = _boto3("sts", url, bundle)
    return lambda: client.get_caller_identity()["Account"]


def _boto3(service: str, url: str, bundle: str) -> Any:
    return import_module("boto3").client(
        service,
        region_name="us-east-1",
        endpoint_url=url,
        verify=bundle,
        aws_access_key_id="id",
        aws_secret_access_key="secret",
    )


# --- floors: the same bytes without an SDK ------------------------------------------------------


def raw_socket(url: str, bundle: str) -> Callable[[], Any]:
    import socket

    host, _, port = url.partition("://")[2].partition(":")
    connection = socket.create_connection((host, int(port)))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    request = f"POST / HTTP/1.1\r\nHost: {host}\r\n{head}\r\n".encode() + BODY

    def call() -> Any:
        connection.sendall(request)
        response = connection.recv(65536)
        return _user_id(response.partition(b"\r\n\r\n")[2])

    return call


def http_client(url: str, bundle: str) -> Callable[[], Any]:
    import http.client

    connection = http.client.HTTPConnection(url.partition("://")[2])

    def call() -> Any:
        connection.request("POST", "/", BODY, HEADERS)
        return _user_id(connection.getresponse().read())

    return call


def urllib3(url: str, bundle: str) -> Callable[[], Any]:
    pools = import_module("urllib3").PoolManager(maxsize=32, ca_certs=bundle)
    pool = pools.connection_from_url(url)
    return lambda: _user_id(pool.urlopen("POST", "/", BODY, HEADERS).data)


def requests_adapter(url: str, bundle: str) -> Callable[[], Any]:
    requests = import_module("requests")
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=32))
    adapter = session.get_adapter(url)

    def call() -> Any:
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.body = "POST", f"{url}/", BODY
        prepared.headers = requests.structures.CaseInsensitiveDict(HEADERS)
        return _user_id(adapter.send(prepared, timeout=(5, 10), verify=bundle).content)

    return call


def requests_post(url: str, bundle: str) -> Callable[[], Any]:
    session = import_module("requests").Session()
    session.verify = bundle
    return lambda: _user_id(session.post(url, data=BODY, headers=HEADERS, timeout=(5, 10)).content)


# --- coroutines --------------------------------------------------------------------------------


def alicloud_async(url: str, bundle: str) -> Callable[[], Any]:
    from alicloud.core import StaticCredentials
    from alicloud.ram import AsyncRamClient

    credentials = StaticCredentials("id", "secret")
    ram = AsyncRamClient(credentials=credentials, endpoint=url, ca_bundle=bundle)
    return lambda: ram.create_user(user_name="alice", display_name="Alice", comments="benchmark")


def v2_async(url: str, bundle: str) -> Callable[[], Any]:
    client, request = _v2(url, bundle)
    return lambda: client.create_user_async(request())


def aiohttp(url: str, bundle: str) -> Callable[[], Any]:
    import ssl

    library = import_module("aiohttp")
    session: Any = None
    context: Any = None

    async def call() -> Any:
        nonlocal session, context
        if session is None:
            context = ssl.create_default_context(cafile=bundle) if "https" in url else True
            session = library.ClientSession(connector=library.TCPConnector(limit=0))
        async with session.post(url, data=BODY, headers=HEADERS, ssl=context) as response:
            return _user_id(await response.read())

    return call
