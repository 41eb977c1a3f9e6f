"""Where the examples run: at ALIBABA_CLOUD_ENDPOINT_URL or, if it is not set, in a new emulator.

No example uses a real account, unless you set its endpoint.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def open_account() -> Iterator[None]:
    """Inside, `RamClient()` and `StsClient()` find an account through the environment."""
    if os.environ.get("ALIBABA_CLOUD_ENDPOINT_URL"):
        yield
        return
    from alicloud.emulator import Emulator

    with Emulator() as cloud:
        os.environ["ALIBABA_CLOUD_ENDPOINT_URL"] = cloud.url
        os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = cloud.account.access_key_id
        os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = cloud.account.access_key_secret
        yield
