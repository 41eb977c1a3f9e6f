"""The tree of errors, one class a family of codes, and what to do about them."""
