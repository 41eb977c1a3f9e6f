# Made from specs/sts by `make generate`; edit the specs, not this file.
"""The actions of Sts 2015-04-01, known before the modules of their classes are loaded."""

from __future__ import annotations

from alicloud.core.service.description import Operation, by_action

OPERATIONS = by_action(
    Operation("AssumeRole", "read", "alicloud.sts.assumed_roles"),
    Operation("AssumeRoleWithSAML", "read", "alicloud.sts.assumed_roles", anonymous=True),
    Operation("AssumeRoleWithOIDC", "read", "alicloud.sts.assumed_roles", anonymous=True),
    Operation("GetCallerIdentity", "read", "alicloud.sts.caller_identity"),
)
