"""Mocks: any generated service, with responses made from its catalogue."""
