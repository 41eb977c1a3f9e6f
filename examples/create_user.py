"""Create a RAM user and print the response: the first call of the vendor's RAM guide."""

from account import open_account

from alicloud.ram import RamClient


def main() -> None:
    with RamClient() as ram:
        response = ram.create_user(
            user_name="example-alice",
            display_name="Alice",
            email="alice@example.com",
            mobile_phone="86-18688880000",
            comments="Created by an example.",
        )
        try:
            print("status:    ", response.http.status_code)
            print("request id:", response.request_id)
            print("user id:   ", response.user.user_id)
            print("created:   ", response.user.create_date)
            print(response)
            found = ram.get_user(user_name="example-alice").user
            print("found again:", found.display_name, found.email)
        finally:
            ram.delete_user(user_name="example-alice")


if __name__ == "__main__":
    with open_account():
        main()
