"""The error tree: the class for a code, messages and hints, pickling and copying."""

from __future__ import annotations

import copy
import pickle
import traceback
from collections.abc import Callable, Iterator

import pytest

from alicloud.core.errors import base, families, hints
from alicloud.core.errors.base import (
    AlicloudError,
    ClientError,
    ConfigurationError,
    ConnectionFailed,
    CredentialsError,
    DeadlineExceeded,
    PagingError,
    RequestTimeout,
    ServiceError,
    TransportError,
    UnexpectedResponse,
)
from alicloud.core.http.transport import TransportFault


def descendants(cls: type[AlicloudError]) -> Iterator[type[AlicloudError]]:
    yield cls
    for child in cls.__subclasses__():
        # Other tests may have made classes of their own.
        if child.__module__ in (base.__name__, families.__name__):
            yield from descendants(child)


EVERY = list(dict.fromkeys(descendants(AlicloudError)))
FAMILIES = sorted(set(families.FAMILIES.values()), key=lambda family: family.__name__)


# --- the tree -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cls", "parent"),
    [
        (ClientError, AlicloudError),
        (ServiceError, AlicloudError),
        (ConfigurationError, ClientError),
        (CredentialsError, ClientError),
        (PagingError, ClientError),
        (TransportError, ClientError),
        (ConnectionFailed, TransportError),
        (RequestTimeout, TransportError),
        (DeadlineExceeded, TransportError),
        (UnexpectedResponse, ServiceError),
        *[(family, ServiceError) for family in FAMILIES],
    ],
)
def test_the_tree(cls: type[AlicloudError], parent: type[AlicloudError]) -> None:
    assert cls.__base__ is parent


def test_the_tree_in_the_docstring_is_complete() -> None:
    tree = base.__doc__ or ""
    for cls in EVERY:
        assert cls.__doc__, cls
        assert cls in FAMILIES or cls.__name__ in tree, cls


def test_every_family_has_the_name_of_its_code() -> None:
    aliases = {
        "InvalidApi": families.InvalidAction,
        "Missing": families.MissingParameter,
        "TooManyRequests": families.Throttling,
    }
    for start, family in families.FAMILIES.items():
        assert aliases.get(start, family) is family
        assert start in aliases or family.__name__ == start


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("EntityNotExist", families.EntityNotExist),
        ("EntityNotExist.User", families.EntityNotExist),
        ("EntityNotExist.User.LoginProfile", families.EntityNotExist),
        ("EntityNotExists.User", families.EntityNotExist),
        ("EntityAlreadyExists.Role", families.EntityAlreadyExists),
        ("DeleteConflict.User.Group", families.DeleteConflict),
        ("LimitExceeded.User.AccessKey", families.LimitExceeded),
        ("NoPermission", families.NoPermission),
        ("Forbidden.RAM", families.Forbidden),
        ("InvalidParameter.UserName.Length", families.InvalidParameter),
        ("MissingParameter", families.MissingParameter),
        ("MissingParameter.RoleArn", families.MissingParameter),
        ("MissingRoleArn", families.MissingParameter),
        ("MissingSecurityToken", families.MissingParameter),
        ("InvalidAccessKeyId.NotFound", families.InvalidAccessKeyId),
        ("InvalidSecurityToken.Expired", families.InvalidSecurityToken),
        ("InvalidTimeStamp.Expired", families.InvalidTimeStamp),
        ("InvalidApi.NotFound", families.InvalidAction),
        ("InvalidAction.NotFound", families.InvalidAction),
        ("SignatureDoesNotMatch", families.SignatureDoesNotMatch),
        ("SignatureNonceUsed", families.SignatureNonceUsed),
        ("Throttling", families.Throttling),
        ("Throttling.User", families.Throttling),
        ("TooManyRequests", families.Throttling),
        ("AuthenticationFail.OIDCToken.Expired", families.AuthenticationFail),
        ("CheckAuthenticationCodeFail", families.CheckAuthenticationCodeFail),
        ("MalformedPolicyDocument", families.MalformedPolicyDocument),
        ("NotSupport.Account", families.NotSupport),
        ("Inactive", families.Inactive),
        ("InternalError", families.InternalError),
        ("ServiceUnavailable", families.ServiceUnavailable),
        ("InvalidVersion", ServiceError),
        ("IncompleteSignature", ServiceError),
        ("entitynotexist", ServiceError),
        ("Brand.New.EntityNotExist", ServiceError),
        (".", ServiceError),
        ("", ServiceError),
    ],
)
def test_the_beginning_of_a_code_decides_its_class(code: str, family: type[ServiceError]) -> None:
    assert families.error_class(code) is family


@pytest.mark.parametrize(
    ("code", "resource"),
    [
        ("EntityNotExist.User", "User"),
        ("EntityNotExist.User.MFADevice", "User.MFADevice"),
        ("EntityNotExist", ""),
        ("", ""),
    ],
)
def test_the_resource_narrows_an_error_down(code: str, resource: str) -> None:
    error = families.error_class(code)(code=code)
    assert error.resource == resource
    assert vars(by_pickle(error)) == vars(error)


# --- messages and hints ---------------------------------------------------------------------------

WHOLE = ServiceError(
    "The user does not exist.",
    code="EntityNotExist.User",
    request_id="4B1B3E5F-0000",
    status_code=404,
    action="GetUser",
    host="ram.aliyuncs.com",
)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            WHOLE,
            "EntityNotExist.User: The user does not exist. "
            "(action GetUser, status 404, request id 4B1B3E5F-0000)",
        ),
        (
            ServiceError("Gone.", code="Odd", action="GetUser", attempts=3, outcome_unknown=True),
            "Odd: Gone. (action GetUser, 3 attempts) "
            "Whether the action took effect is unknown: check before you repeat it.",
        ),
        (
            ServiceError("Gone.", code="EntityNotExist.User", earlier_attempt=True),
            "EntityNotExist.User: Gone. "
            "An earlier attempt of this call, whose response was lost, may have succeeded.",
        ),
        (
            ServiceError("No.", code="MissingSecurityToken", status_code=400),
            "MissingSecurityToken: No. (status 400) "
            + hints.HINTS["MissingSecurityToken"],
        ),
        (ServiceError(code="Odd"), "Odd"),
        (ServiceError(code="Odd", hint="Look."), "Odd. Look."),
        (UnexpectedResponse("ram.local answered with nothing", status_code=204, hint="Look."),
         "ram.local answered with nothing (status 204). Look."),
        (
            TransportError(
                "connection reset",
                kind="reset",
                host="ram.local",
                action="CreateUser",
                attempts=2,
                outcome_unknown=True,
                hint="Look at the proxy.",
            ),
            "ram.local: connection reset (action CreateUser, 2 attempts). Whether the action took "
            "effect is unknown: check before you repeat it. Look at the proxy.",
        ),
        (DeadlineExceeded("60 seconds are over"), "60 seconds are over"),
        (
            CredentialsError(
                "no credentials found",
                hint="Pass credentials=.",
                reasons=(("environment", "X is not set"), ("file", "missing")),
            ),
            "no credentials found. Pass credentials=.\n"
            "  environment: X is not set\n"
            "  file: missing",
        ),
        (ConfigurationError("region: wrong", hint="Mend it."), "region: wrong. Mend it."),
    ],
)  # fmt: skip
def test_texts(error: AlicloudError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("the region is wrong", "the region is wrong. Mend it."),
        ("the region is wrong.", "the region is wrong. Mend it."),
        ("The region is wrong!", "The region is wrong! Mend it."),
        ("Is the region right?", "Is the region right? Mend it."),
        ("the regions are:", "the regions are: Mend it."),
        ("The region is wrong. ", "The region is wrong.  Mend it."),
        ("region: 'hangzhou'", "region: 'hangzhou'. Mend it."),
        ("no response (status 502)", "no response (status 502). Mend it."),
        ("", "Mend it."),
    ],
)
@pytest.mark.parametrize(
    "cls", [AlicloudError, ConfigurationError, CredentialsError, TransportError, ServiceError]
)
def test_a_message_ends_before_its_hint(cls: type[AlicloudError], message: str, text: str) -> None:
    assert str(cls(message, hint="Mend it.")) == text
    assert str(cls(message)) == message


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (
            WHOLE,
            "ServiceError('The user does not exist.', code='EntityNotExist.User', "
            "status_code=404, request_id='4B1B3E5F-0000')",
        ),
        (families.Throttling(code="Throttling"), "Throttling(code='Throttling')"),
        (
            ConnectionFailed("connection refused", kind="connect", host="ram.local"),
            "ConnectionFailed('connection refused', kind='connect', host='ram.local')",
        ),
        (DeadlineExceeded("60 seconds are over"), "DeadlineExceeded('60 seconds are over')"),
        (
            CredentialsError("none found", reasons=(("file", "missing"),), hint="Pass them."),
            "CredentialsError('none found')",
        ),
        (PagingError(), "PagingError()"),
    ],
)
def test_a_repr_tells_one_error_from_another(error: AlicloudError, shown: str) -> None:
    assert repr(error) == shown


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("SignatureDoesNotMatch", "secret"),
        ("InvalidAccessKeyId.NotFound", "deleted"),
        ("InvalidAccessKeyId.Inactive", "disabled"),
        ("InvalidTimeStamp.Expired", "clock"),
        ("InvalidSecurityToken.Expired", "get new ones"),
        ("InvalidSecurityToken.Malformed", "truncated or changed"),
        ("InvalidSecurityToken.MismatchWithAccessKey", "another access key"),
        ("MissingSecurityToken", "STS."),
        ("NoPermission", "policy"),
        ("Forbidden.RAM", "policy"),
        ("Throttling", "less often"),
        ("Throttling.User", "less often"),
    ],
)
def test_codes_with_a_known_cause_have_a_hint(code: str, word: str) -> None:
    error = families.error_class(code)("No.", code=code)
    assert error.hint == hints.hint_for(code)
    assert word in error.hint
    assert str(error).endswith(error.hint)


@pytest.mark.parametrize("code", ["", "Odd", "EntityNotExist.User", "InvalidTimeStamp", "."])
def test_other_codes_have_no_hint(code: str) -> None:
    assert hints.hint_for(code) == ""


def test_a_given_hint_replaces_the_default() -> None:
    assert ServiceError(code="NoPermission", hint="Better.").hint == "Better."


# --- pickling and copying -------------------------------------------------------------------------


def filled(cls: type[AlicloudError]) -> AlicloudError:
    if issubclass(cls, ServiceError):
        return cls(
            "Grüße",
            code="NoPermission.Odd",
            request_id="id",
            status_code=403,
            action="GetUser",
            host="ram.local:1",
            attempts=3,
            recommend="https://example.com",
            access_denied_detail={"AuthAction": "ram:GetUser"},
            retry_after=1.5,
            outcome_unknown=True,
            earlier_attempt=True,
            hint="Look.",
        )
    if issubclass(cls, TransportError):
        return cls(
            "reset",
            kind="reset",
            host="ram.local:1",
            action="GetUser",
            attempts=2,
            outcome_unknown=True,
            hint="Look.",
        )
    if issubclass(cls, CredentialsError):
        return cls("none", reasons=(("environment", "not set"),), hint="Look.")
    return cls("wrong", hint="Look.")


def by_pickle(error: AlicloudError) -> AlicloudError:
    copied = pickle.loads(pickle.dumps(error))
    assert isinstance(copied, AlicloudError)
    return copied


COPIES = pytest.mark.parametrize("duplicate", [by_pickle, copy.copy, copy.deepcopy])


@COPIES
@pytest.mark.parametrize("cls", EVERY)
def test_every_error_is_copied_completely(
    cls: type[AlicloudError], duplicate: Callable[[AlicloudError], AlicloudError]
) -> None:
    error = filled(cls)
    copied = duplicate(error)
    assert type(copied) is cls
    assert vars(copied) == vars(error)
    assert str(copied) == str(error)
    assert repr(copied) == repr(error)
    assert copied.args == error.args
    assert copied.__cause__ is None


@COPIES
@pytest.mark.parametrize("cls", EVERY)
def test_every_error_has_defaults_for_its_arguments(
    cls: type[AlicloudError], duplicate: Callable[[AlicloudError], AlicloudError]
) -> None:
    assert str(duplicate(cls())) == str(cls())


def caused() -> AlicloudError:
    try:
        raise TransportError("reset", host="ram.local") from TransportFault(
            "reset", "ram.local", "connection reset by peer", sent=True
        )
    except TransportError as error:
        return error


@COPIES
def test_the_cause_is_copied_as_text(duplicate: Callable[[AlicloudError], AlicloudError]) -> None:
    copied = duplicate(duplicate(caused()))
    assert isinstance(copied.__cause__, base.CauseText)
    assert str(copied.__cause__) == "TransportFault: ram.local: connection reset by peer"
    assert "connection reset by peer" in "".join(traceback.format_exception(copied))


def test_notes_are_copied() -> None:
    error = filled(ServiceError)
    error.add_note("while making alice")
    assert by_pickle(error).__notes__ == ["while making alice"]


@COPIES
def test_the_body_of_an_unexpected_response_is_not_copied(
    duplicate: Callable[[AlicloudError], AlicloudError],
) -> None:
    error = UnexpectedResponse("ram.local answered with broken JSON", status_code=200)
    error.body = b'{"AccessKeySecret": "planted'
    copied = duplicate(error)
    assert isinstance(copied, UnexpectedResponse)
    assert copied.body == b""
    assert error.body
    assert "planted" not in f"{error} {error!r}"
    assert b"planted" not in pickle.dumps(error)
