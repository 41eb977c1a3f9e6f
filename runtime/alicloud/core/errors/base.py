"""Every error of the SDK, in one tree.

AlicloudError
  ClientError                nothing reached the service, or no answer came back
    ConfigurationError       an option or environment variable cannot be used
    CredentialsError         no source gave credentials
    PagingError              a page cannot fetch the next one
    TransportError           no answer came
      ConnectionFailed       the request was never sent
      RequestTimeout         the answer took too long
      DeadlineExceeded       the time for the whole call ran out
  ServiceError               the service answered with an error
    EntityNotExist, Throttling, ...   one class for each family of codes, in `families`
    UnexpectedResponse         what came back is not an answer of the service

All of them can be pickled and copied (the cause then is text), and hold no secrets.
"""

# ruff: noqa: N818 - what says itself that something failed has no "Error" in its name.

from __future__ import annotations

from collections.abc import Callable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CauseText(Exception):
    """Stands in as the cause of an error that was pickled or copied: the cause as text."""


class AlicloudError(Exception):
    """The root of all errors that the SDK raises.

    Args:
        message: What went wrong.
        hint: What to do about it, where that can be known.
    """

    _identifying: tuple[str, ...] = ()  # what a repr shows beside the message

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return _sentence(self.message, (), (self.hint,))

    def __repr__(self) -> str:
        named = [(name, getattr(self, name)) for name in self._identifying]
        shown = [repr(self.message)] if self.message else []
        shown += [f"{name}={value!r}" for name, value in named if value]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Callable[..., AlicloudError], tuple[object, ...]]:
        cause = self.__cause__
        text = None
        if cause is not None:
            # A cause that is text already stays as it is, however often it travels.
            name = "" if isinstance(cause, CauseText) else f"{type(cause).__name__}: "
            text = f"{name}{cause}"
        return _restore, (type(self), self._state(), text)

    def _state(self) -> dict[str, Any]:
        return self.__dict__.copy()


def _restore(kind: type[AlicloudError], state: dict[str, Any], cause: str | None) -> AlicloudError:
    error = kind.__new__(kind, state["message"])
    error.__dict__.update(state)
    if cause is not None:
        error.__cause__ = CauseText(cause)
    return error


# --- before or without an answer -------------------------------------------------------------


class ClientError(AlicloudError):
    """The call failed on this side: nothing reached the service, or no answer came back."""


class ConfigurationError(ClientError):
    """An option, a parameter of a client or an environment variable cannot be used."""


class CredentialsError(ClientError):
    """No source gave credentials.

    Args:
        reasons: Pairs of a source and why it gave nothing, in the order they were asked.
    """

    def __init__(
        self, message: str = "", *, reasons: tuple[tuple[str, str], ...] = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.reasons = reasons

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *(f"  {name}: {why}" for name, why in self.reasons)))


class PagingError(ClientError):
    """The next page cannot be fetched, because this page has no client (it was unpickled, say)."""


class TransportError(ClientError):
    """No answer came. `__cause__` is the transport's fault.

    Args:
        message: What happened, in a few words.
        kind: The kind of the fault: "connect", "timeout", "tls", "proxy", "reset" or "protocol".
        host: The host that was called.
        action: The action that was called.
        attempts: How many requests were tried.
        outcome_unknown: Whether the service may have done what was asked.
    """

    _identifying = ("kind", "host")

    def __init__(
        self,
        message: str = "",
        *,
        kind: str = "",
        host: str = "",
        action: str = "",
        attempts: int = 1,
        outcome_unknown: bool = False,
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.kind = kind
        self.host = host
        self.action = action
        self.attempts = attempts
        self.outcome_unknown = outcome_unknown

    def __str__(self) -> str:
        return _sentence(
            f"{self.host}: {self.message}" if self.host else self.message,
            (_named("action", self.action), _several(self.attempts)),
            (_UNKNOWN if self.outcome_unknown else "", self.hint),
        )


class ConnectionFailed(TransportError):
    """No connection: the request was never sent, so nothing was done."""


class RequestTimeout(TransportError):
    """The service did not connect or answer in time."""


class DeadlineExceeded(TransportError):
    """The time allowed for the whole call, with its repeats and pauses, ran out."""


# --- answers of the service ------------------------------------------------------------------


class ServiceError(AlicloudError):
    """The service answered with an error. Codes of no known family are raised as this class.

    Args:
        message: The service's own words.
        code: The service's code, "EntityNotExist.User" for example.
        request_id: What the vendor's support asks for; empty when the answer has none.
        status_code: The HTTP status.
        action: The action that was called.
        host: The host that answered.
        attempts: How many requests were tried.
        recommend: A troubleshooting page of the vendor.
        access_denied_detail: Which permission was missing, as the service tells it.
        retry_after: Seconds that the service wants to be left alone.
        outcome_unknown: Whether the service may have done what was asked all the same.
        earlier_attempt: Whether an earlier attempt of this call, whose answer was lost, may have
            caused this error by succeeding.
        hint: What to do; by default what `hints.HINTS` has for the code.
    """

    _identifying = ("code", "status_code", "request_id")

    def __init__(
        self,
        message: str = "",
        *,
        code: str = "",
        request_id: str = "",
        status_code: int = 0,
        action: str = "",
        host: str = "",
        attempts: int = 1,
        recommend: str = "",
        access_denied_detail: Mapping[str, Any] | None = None,
        retry_after: float | None = None,
        outcome_unknown: bool = False,
        earlier_attempt: bool = False,
        hint: str = "",
    ) -> None:
        from alicloud.core.errors.hints import hint_for

        super().__init__(message, hint=hint or hint_for(code))
        self.code = code
        self.request_id = request_id
        self.status_code = status_code
        self.action = action
        self.host = host
        self.attempts = attempts
        self.recommend = recommend
        self.access_denied_detail = access_denied_detail
        self.retry_after = retry_after
        self.outcome_unknown = outcome_unknown
        self.earlier_attempt = earlier_attempt

    def __str__(self) -> str:
        return _sentence(
            ": ".join(filter(None, (self.code, self.message))),
            (
                _named("action", self.action),
                _named("status", str(self.status_code or "")),
                _named("request id", self.request_id),
                _several(self.attempts),
            ),
            (
                _UNKNOWN if self.outcome_unknown else "",
                _EARLIER if self.earlier_attempt else "",
                self.hint,
            ),
        )


class UnexpectedResponse(ServiceError):
    """What came back is not an answer of the service: a proxy's page, broken JSON, nothing.

    `body` holds the bytes as they came. They may hold what the service keeps secret, so they are
    not in the text of the error and do not travel when it is pickled.
    """

    body: bytes = b""

    def _state(self) -> dict[str, Any]:
        return {name: value for name, value in super()._state().items() if name != "body"}


# --- wording ---------------------------------------------------------------------------------

_UNKNOWN = "Whether the action took effect is unknown: look before repeating it."
_EARLIER = "An earlier attempt of this call, whose answer was lost, may have done it."


def _named(name: str, value: str) -> str:
    return f"{name} {value}" if value else ""


def _several(attempts: int) -> str:
    return f"{attempts} attempts" if attempts > 1 else ""


def _sentence(text: str, details: tuple[str, ...], remarks: tuple[str, ...]) -> str:
    """`text (detail, detail). Remark. Remark.`, without what is empty.

    There is no full stop without a remark, nor a second one after a text that has its own.
    """
    shown = ", ".join(filter(None, details))
    said = " ".join(filter(None, (text, f"({shown})" if shown else "")))
    following = " ".join(filter(None, remarks))
    stop = "." if said and following and not text.rstrip().endswith((".", "!", "?", ":")) else ""
    return " ".join(filter(None, (said + stop, following)))
