"""Documents from the vendor's public address, or from any other."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import requests
from tqdm import tqdm

from alicloud.generator.importer.document import DocumentError, objects, read
from alicloud.generator.problems import did_you_mean

BASE = "https://api.aliyun.com/meta/v1"
"""Where the vendor publishes documents."""
_TIMEOUT = (10, 60)  # seconds to connect, and between two pieces
_MAX_SIZE = 64_000_000  # bytes
_PIECE = 1 << 16
_WORD = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9._-]*")


def document(product: str, version: str) -> dict[str, Any]:
    """The document of a product, as the vendor publishes it.

    Args:
        product: Its code, `Ecs`.
        version: Of its API, `2014-05-26`.

    Raises:
        DocumentError: It cannot be had.
    """
    for what, word in (("product", product), ("version", version)):
        if not _WORD.fullmatch(word):
            raise DocumentError(f"'{word[:40]}' is no {what}; write it as in Ecs 2014-05-26")
    url = f"{BASE}/products/{quote(product)}/versions/{quote(version)}/api-docs.json?language=EN_US"
    try:
        return read(fetch(url), url)
    except _NotFoundError as error:
        raise DocumentError(f"{error}{_advice(product, version)}") from None


def fetch(url: str) -> bytes:
    """What a URL leads to, with a bar that shows how far it is.

    Raises:
        DocumentError: It cannot be had, or is too large.
    """
    try:
        with requests.get(url, stream=True, timeout=_TIMEOUT) as response:
            if response.status_code == 404:
                raise _NotFoundError(f"{url}: not found")
            if response.status_code != 200:
                raise DocumentError(f"{url}: status {response.status_code}; try again later")
            return _body(url, response)
    except requests.RequestException as error:
        raise DocumentError(
            f"{url}: cannot be reached ({type(error).__name__}); check the network and the "
            "proxy, or download the document elsewhere and give the file"
        ) from None


def _body(url: str, response: requests.Response) -> bytes:
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isascii() and length.isdigit() else None
    pieces = bytearray()
    with tqdm(
        total=total, unit="B", unit_scale=True, desc="download", leave=False, disable=None
    ) as bar:
        for piece in response.iter_content(_PIECE):
            pieces += piece
            bar.update(len(piece))
            if len(pieces) > _MAX_SIZE:
                raise DocumentError(f"{url}: too large for a document; check the address")
    return bytes(pieces)


class _NotFoundError(DocumentError):
    pass


def _advice(product: str, version: str) -> str:
    """What may be meant, if the list of products can be had."""
    try:
        found = requests.get(f"{BASE}/products.json?language=EN_US", timeout=_TIMEOUT).json()
    except (requests.RequestException, ValueError):
        return "; check the product's code and the version"
    versions = {str(one.get("code")): one.get("versions") for one in objects(found)}
    for code, known in versions.items():
        if code.lower() == product.lower():
            texts = (
                [one for one in known if isinstance(one, str)] if isinstance(known, list) else []
            )
            return (
                f"; {code} has the versions {', '.join(texts[:8])}"
                if texts
                else "; check the version"
            )
    return did_you_mean(product, versions) or f"; there is no product '{product}'; check its code"
