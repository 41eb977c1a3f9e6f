"""Turns specs of services into typed Python: `python -m alicloud.generator`, the extra `generator`."""
