"""What can go wrong with a call, and what each error contains."""

import os

from account import open_account

from alicloud.core import (
    AlicloudError,
    ClientError,
    EntityAlreadyExists,
    EntityNotExist,
    ServiceError,
    StaticCredentials,
)
from alicloud.ram import RamClient

USER = "example-carol"


def by_family(ram: RamClient) -> None:
    """A class for each family of codes: here, EntityNotExist.User and EntityNotExist.Group."""
    try:
        ram.get_user(user_name="example-nobody")
    except EntityNotExist as error:
        print(error.code, error.status_code, "- request", error.request_id)


def ensure_user(ram: RamClient) -> None:
    """Create a user unless it exists."""
    for attempt in ("first", "second"):
        try:
            ram.create_user(user_name=USER)
        except EntityAlreadyExists:
            print(attempt, "time: exists already")
        else:
            print(attempt, "time: created")
    ram.delete_user(user_name=USER)


def by_code(ram: RamClient) -> None:
    """Every error of the service is a ServiceError, even if its code is new to the SDK."""
    try:
        ram.create_user(user_name="no spaces, please")
    except ServiceError as error:
        print(error.code, "-", error.message)


def with_a_wrong_key() -> None:
    """The message of an error says what to do, and never contains a secret."""
    credentials = StaticCredentials(os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], "wrong-secret")
    with RamClient(credentials=credentials) as ram:
        try:
            ram.get_account_alias()
        except ServiceError as error:
            print(error.code, "after", error.attempts, "attempt")


def without_a_response() -> None:
    """Nothing listens at this endpoint: the service did not receive the call."""
    with RamClient(endpoint="http://127.0.0.1:9", retries=0) as ram:
        try:
            ram.get_account_alias()
        except ClientError as error:
            print(type(error).__name__)


def main() -> None:
    with RamClient() as ram:
        by_family(ram)
        ensure_user(ram)
        by_code(ram)
        with_a_wrong_key()
        without_a_response()
        try:
            ram.get_group(group_name="example-nothing")
        except AlicloudError as error:  # the base class of all errors
            print(error)


if __name__ == "__main__":
    with open_account():
        main()
