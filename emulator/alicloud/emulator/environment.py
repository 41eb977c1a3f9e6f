"""The environment variables that lead a program to the emulator, and to nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Self

from alicloud.emulator.account import Account

_SOURCES = ("ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_")
_KEPT = ("ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION")
_NOWHERE = os.path.join(os.devnull, "none")  # a file that cannot exist


class Environment(Mapping[str, str]):
    """Variables by name. As a context manager, it sets them in this process for its time::

        with cloud.environment():
            code_that_makes_its_own_clients()
        subprocess.run(command, env=cloud.environment().over(os.environ))

    Other sources of credentials and endpoints are shut off meanwhile: the variables of the official
    tools, their files, and the metadata of a cloud server. The region is kept. A client that was
    built before, or is given an endpoint or credentials, goes where it is told.

    The variables belong to the whole process, so threads share them.
    """

    def __init__(
        self,
        endpoint: str,
        account: Account,
        trust: Mapping[str, str] | None = None,
        proxy_port: int | None = None,
    ) -> None:
        self._host = endpoint.partition("://")[2].rpartition(":")[0].strip("[]")
        self._variables = {
            "ALIBABA_CLOUD_ENDPOINT_URL": endpoint,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": account.access_key_id,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": account.access_key_secret,
            **(trust or {}),
        }
        self._has_proxy = proxy_port is not None
        if proxy_port is not None:
            self._variables |= self._of_proxy(proxy_port, account)
        self._before: list[dict[str, str | None]] = []

    def __getitem__(self, name: str) -> str:
        return self._variables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)

    def __repr__(self) -> str:
        return f"<Environment {', '.join(self)}>"

    def over(self, environ: Mapping[str, str]) -> dict[str, str]:
        """The whole environment of a program that would otherwise have `environ`."""
        kept = {name: value for name, value in environ.items() if not _is_source(name)}
        shut = {
            "ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true",
            "ALIBABA_CLOUD_CONFIG_FILE": _NOWHERE,
            "ALIBABA_CLOUD_CREDENTIALS_FILE": _NOWHERE,
            "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
        }
        no_proxy = {} if self._has_proxy else self._no_proxy(environ)
        return {**kept, **shut, **no_proxy, **self._variables}

    def _of_proxy(self, port: int, account: Account) -> dict[str, str]:
        """For clients that cannot be told an endpoint, such as Ansible's modules."""
        url = f"http://{f'[{self._host}]' if ':' in self._host else self._host}:{port}"
        return {
            **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), url),
            # It refuses http://, so that a cloud server's metadata is not asked either.
            **dict.fromkeys(("HTTP_PROXY", "http_proxy"), url),
            "NO_PROXY": self._host,
            "no_proxy": self._host,
            "NODE_USE_ENV_PROXY": "1",
            "ALICLOUD_ACCESS_KEY": account.access_key_id,
            "ALICLOUD_SECRET_KEY": account.access_key_secret,
        }

    def _no_proxy(self, environ: Mapping[str, str]) -> dict[str, str]:
        """A proxy of the environment would look for the emulator on its own machine."""
        names = [name for name in ("no_proxy", "NO_PROXY") if name in environ] or ["no_proxy"]
        return {name: ",".join(filter(None, (environ.get(name), self._host))) for name in names}

    def __enter__(self) -> Self:
        wanted = self.over(os.environ)
        changed = {name for name in os.environ if _is_source(name)} | {
            name for name, value in wanted.items() if os.environ.get(name) != value
        }
        self._before.append({name: os.environ.get(name) for name in changed})
        for name in changed:
            _set(name, wanted.get(name))
        return self

    def __exit__(self, *_: object) -> None:
        for name, value in self._before.pop().items():
            _set(name, value)


def _is_source(name: str) -> bool:
    return name.startswith(_SOURCES) and name not in _KEPT


def _set(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
