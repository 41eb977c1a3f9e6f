"""What specs say in other languages: PO files of gettext beside them, read, compared and updated."""
