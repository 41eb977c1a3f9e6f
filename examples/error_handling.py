"""What can go wrong with a call, and what each error tells."""

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
    """Codes have families: EntityNotExist.User and EntityNotExist.Group are one class."""
    try:
        ram.get_user(user_name="example-nobody")
    except EntityNotExist as error:
        print(error.code, error.status_code, "- request", error.request_id)


def make_sure_of(ram: RamClient) -> None:
    """Make a user unless there is one."""
    for attempt in ("first", "second"):
        try:
            ram.create_user(user_name=USER)
        except EntityAlreadyExists:
            print(attempt, "time: exists already")
        else:
            print(attempt, "time: made")
    ram.delete_user(user_name=USER)


def by_code(ram: RamClient) -> None:
    """Every error of the service is a ServiceError, also with codes that are new to the SDK."""
    try:
        ram.create_user(user_name="no blanks, please")
    except ServiceError as error:
        print(error.code, "-", error.message)


def with_a_wrong_key() -> None:
    """The text of an error says what to do, and never shows a secret."""
    credentials = StaticCredentials(os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], "wrong-secret")
    with RamClient(credentials=credentials) as ram:
        try:
            ram.get_account_alias()
        except ServiceError as error:
            print(error.code, "after", error.attempts, "attempt")


def without_an_answer() -> None:
    """Nothing listens there: the call failed on this side, after all attempts."""
    with RamClient(endpoint="http://127.0.0.1:9", retries=0) as ram:
        try:
            ram.get_account_alias()
        except ClientError as error:
            print(type(error).__name__)


def main() -> None:
    with RamClient() as ram:
        by_family(ram)
        make_sure_of(ram)
        by_code(ram)
        with_a_wrong_key()
        without_an_answer()
        try:
            ram.get_group(group_name="example-nothing")
        except AlicloudError as error:  # the root of them all
            print(error)


if __name__ == "__main__":
    with open_account():
        main()
