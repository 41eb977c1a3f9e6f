"""Profiles of the official command line tool (CLI) as sources of credentials."""
