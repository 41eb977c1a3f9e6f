"""Every error of the SDK, in one tree.

AlicloudError
  ClientError                nothing reached the service, or no response came back
    ConfigurationError       an option or environment variable cannot be used
    CredentialsError         no source provided credentials
    PagingError              a page cannot fetch the next one
    TransportError           no response came
      ConnectionFailed       the request was never sent
      RequestTimeout         the response took too long
      DeadlineExceeded       the time for the whole call ran out
  ServiceError               the service responded with an error
    EntityNotExist, Throttling, ...   one class per family of error codes, in `families`
    UnexpectedResponse       the response is not one of the service

All of them can be pickled and copied (the cause becomes text), and hold no secrets.
"""

# ruff: noqa: N818 - names like ConnectionFailed say by themselves that they are errors.

from __future__ import annotations

from collections.abc import Callable, Mapping

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from typing import Any


class CauseText(Exception):
    """The cause, as text, of an error that was pickled or copied."""


class AlicloudError(Exception):
    """The root of all errors that the SDK raises.

    Args:
        message: What went wrong.
        hint: What to do about it, if known.
    """

    _identifying: tuple[str, ...] = ()  # attributes that the repr shows

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
            # A cause that is text already is kept, however often the error is pickled.
            name = "" if isinstance(cause, CauseText) else f"{type(cause).__name__}: "
            text = f"{name}{cause}"
        return _restore, (type(self), self._state(), text)

    def _state(self) -> dict[str, Any]:
        return self.__dict__.copy()


def _restore(cls: type[AlicloudError], state: dict[str, Any], cause: str | None) -> AlicloudError:
    error = cls.__new__(cls, state["message"])
    error.__dict__.update(state)
    if cause is not None:
        error.__cause__ = CauseText(cause)
    return error


# --- before or without a response ------------------------------------------------------------


class ClientError(AlicloudError):
    """The call failed on this side: nothing reached the service, or no response came back."""


class ConfigurationError(ClientError):
    """An option, a parameter of a client or an environment variable cannot be used."""


class CredentialsError(ClientError):
    """No source provided credentials.

    Args:
        reasons: Pairs of a source and why it provided none, in the order in which they were tried.
    """

    def __init__(
        self, message: str = "", *, reasons: tuple[tuple[str, str], ...] = (), hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.reasons = reasons

    def __str__(self) -> str:
        return "\n".join((super().__str__(), *(f"  {name}: {why}" for name, why in self.reasons)))


class PagingError(ClientError):
    """The next page cannot be fetched: this page has no client, for example after unpickling."""


class TransportError(ClientError):
    """No response came. `__cause__` is the `TransportFault`.

    Args:
        message: What happened, in a few words.
        kind: What failed: "connect", "timeout", "tls", "proxy", "reset" or "protocol".
        host: The host that was called.
        action: The action that was called.
        attempts: How many attempts were made.
        outcome_unknown: Whether the action may have taken effect.
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
    """The connection or the response took too long."""


class DeadlineExceeded(TransportError):
    """The time for the whole call, with its retries and the pauses between them, ran out."""


# --- errors of the service -------------------------------------------------------------------


class ServiceError(AlicloudError):
    """The service responded with an error. Codes of no known family are raised as this class.

    Args:
        message: The service's message.
        code: The service's error code, such as "EntityNotExist.User".
        request_id: The id of the call, for the vendor's support; empty if the response has none.
        status_code: The HTTP status.
        action: The action that was called.
        host: The host that responded.
        attempts: How many attempts were made.
        recommend: The URL of a troubleshooting page of the vendor.
        access_denied_detail: Which permission was missing, as the service reports it.
        retry_after: Seconds to wait before the next request, if the service says so.
        outcome_unknown: Whether the action may have taken effect nevertheless.
        earlier_attempt: Whether an earlier attempt of this call, whose response was lost, may have
            succeeded and so caused this error.
        hint: What to do about it; by default the hint for the code in `hints.HINTS`.
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

    @property
    def resource(self) -> str:
        """What the code names after its family: "User" for "EntityNotExist.User"; perhaps empty.

        Together with the class it narrows an error down:

            except EntityNotExist as error:
                if error.resource == "User.MFADevice":
        """
        return self.code.partition(".")[2]

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
    """The response is not one of the service: the page of a proxy, broken JSON, nothing.

    `body` holds its bytes. They may contain secrets, so they are not in the text of the error and
    are dropped when it is pickled.
    """

    body: bytes = b""

    def _state(self) -> dict[str, Any]:
        return {name: value for name, value in super()._state().items() if name != "body"}


# --- wording ---------------------------------------------------------------------------------

_UNKNOWN = "Whether the action took effect is unknown: check before you repeat it."
_EARLIER = "An earlier attempt of this call, whose response was lost, may have succeeded."


def _named(name: str, value: str) -> str:
    return f"{name} {value}" if value else ""


def _several(attempts: int) -> str:
    return f"{attempts} attempts" if attempts > 1 else ""


def _sentence(text: str, details: tuple[str, ...], remarks: tuple[str, ...]) -> str:
    """`text (detail, detail). Remark. Remark.`, without the empty parts.

    A full stop is added only before a remark, and not after a text that ends with a mark.
    """
    listed = ", ".join(filter(None, details))
    sentence = " ".join(filter(None, (text, f"({listed})" if listed else "")))
    following = " ".join(filter(None, remarks))
    stop = (
        "." if sentence and following and not text.rstrip().endswith((".", "!", "?", ":")) else ""
    )
    return " ".join(filter(None, (sentence + stop, following)))
