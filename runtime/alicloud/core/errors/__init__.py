"""What the SDK raises: the tree of errors, one class per family of error codes, and hints."""
