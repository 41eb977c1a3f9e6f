"""Create a RAM user and look at the answer: the first call of the vendor's RAM guide."""

from account import open_account

from alicloud.ram import RamClient


def main() -> None:
    with RamClient() as ram:
        answer = ram.create_user(
            user_name="example-alice",
            display_name="Alice",
            email="alice@example.com",
            mobile_phone="86-18688880000",
            comments="Made by an example.",
        )
        try:
            print("status:    ", answer.http.status_code)
            print("request id:", answer.request_id)
            print("user id:   ", answer.user.user_id)
            print("created:   ", answer.user.create_date)
            print(answer)
            found = ram.get_user(user_name="example-alice").user
            print("found again:", found.display_name, found.email)
        finally:
            ram.delete_user(user_name="example-alice")


if __name__ == "__main__":
    with open_account():
        main()
