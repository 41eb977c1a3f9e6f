"""Policies: their grammar, what they decide, and which permission each action needs."""
