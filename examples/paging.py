"""Read long lists: all items, page by page, and from a stored position."""

from account import open_account

from alicloud.ram import RamClient

NAMES = [f"example-group-{number:02}" for number in range(25)]


def show(ram: RamClient) -> None:
    """The three ways to read a list. `max_items` is the size of a page, up to 1000."""
    everything = [group.group_name for group in ram.list_groups(max_items=10)]
    print(len(everything), "groups, from", everything[0], "to", everything[-1])

    for number, page in enumerate(ram.list_groups(max_items=10).pages(), 1):
        print(f"page {number}: {len(page.groups)} groups, more: {page.is_truncated}")

    first = ram.list_groups(max_items=10)
    rest = ram.list_groups(max_items=10, marker=first.marker)  # a marker can be stored
    print("the rest:", sum(1 for _ in rest), "groups")


def main() -> None:
    with RamClient() as ram:
        for name in NAMES:
            ram.create_group(group_name=name)
        try:
            show(ram)
        finally:
            for name in NAMES:
                ram.delete_group(group_name=name)


if __name__ == "__main__":
    with open_account():
        main()
