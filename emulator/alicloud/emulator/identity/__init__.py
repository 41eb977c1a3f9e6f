"""Who makes a call: signatures, access keys, role sessions and identity providers."""
