"""Profiles of the official command line tool as sources of credentials."""
