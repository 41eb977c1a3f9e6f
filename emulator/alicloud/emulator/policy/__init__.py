"""Policies: their grammar, their evaluation, and the permission that each action requires."""
