# Made from specs/ram by `make generate`; edit the specs, not this file.
"""The synchronous client of Ram 2015-05-01."""

from __future__ import annotations

from alicloud import ram as _ram
from alicloud.core.client import Client
from alicloud.core.service.description import Endpoints, Service
from alicloud.ram.operations import OPERATIONS

TYPE_CHECKING = bool()
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, ClassVar, Literal

    from alicloud.ram.access_keys import (
        CreateAccessKeyResponse,
        DeleteAccessKeyResponse,
        GetAccessKeyLastUsedResponse,
        ListAccessKeysResponse,
        UpdateAccessKeyResponse,
    )
    from alicloud.ram.account_settings import (
        ClearAccountAliasResponse,
        GetAccountAliasResponse,
        GetPasswordPolicyResponse,
        GetSecurityPreferenceResponse,
        SetAccountAliasResponse,
        SetPasswordPolicyResponse,
        SetSecurityPreferenceResponse,
    )
    from alicloud.ram.diagnostics import DecodeDiagnosticMessageResponse
    from alicloud.ram.groups import (
        AddUserToGroupResponse,
        CreateGroupResponse,
        DeleteGroupResponse,
        GetGroupResponse,
        ListGroupsForUserResponse,
        ListGroupsResponse,
        ListUsersForGroupResponse,
        RemoveUserFromGroupResponse,
        UpdateGroupResponse,
    )
    from alicloud.ram.login_profiles import (
        ChangePasswordResponse,
        CreateLoginProfileResponse,
        DeleteLoginProfileResponse,
        GetLoginProfileResponse,
        UpdateLoginProfileResponse,
    )
    from alicloud.ram.mfa_devices import (
        BindMFADeviceResponse,
        CreateVirtualMFADeviceResponse,
        DeleteVirtualMFADeviceResponse,
        GetUserMFAInfoResponse,
        ListVirtualMFADevicesResponse,
        UnbindMFADeviceResponse,
    )
    from alicloud.ram.policies import (
        CreatePolicyResponse,
        DeletePolicyResponse,
        GetPolicyResponse,
        ListPoliciesResponse,
        UpdatePolicyDescriptionResponse,
    )
    from alicloud.ram.policy_attachments import (
        AttachPolicyToGroupResponse,
        AttachPolicyToRoleResponse,
        AttachPolicyToUserResponse,
        DetachPolicyFromGroupResponse,
        DetachPolicyFromRoleResponse,
        DetachPolicyFromUserResponse,
        ListEntitiesForPolicyResponse,
        ListPoliciesForGroupResponse,
        ListPoliciesForRoleResponse,
        ListPoliciesForUserResponse,
    )
    from alicloud.ram.policy_versions import (
        CreatePolicyVersionResponse,
        DeletePolicyVersionResponse,
        GetPolicyVersionResponse,
        ListPolicyVersionsResponse,
        SetDefaultPolicyVersionResponse,
    )
    from alicloud.ram.roles import (
        CreateRoleResponse,
        DeleteRoleResponse,
        GetRoleResponse,
        ListRolesResponse,
        UpdateRoleResponse,
    )
    from alicloud.ram.service_linked_roles import (
        CreateServiceLinkedRoleResponse,
        DeleteServiceLinkedRoleResponse,
        GetServiceLinkedRoleTemplateResponse,
    )
    from alicloud.ram.tags import (
        ListTagResourcesResponse,
        Tag,
        TagResourcesResponse,
        UntagResourcesResponse,
    )
    from alicloud.ram.users import (
        CreateUserResponse,
        DeleteUserResponse,
        GetUserResponse,
        ListUsersResponse,
        UpdateUserResponse,
    )


class RamClient(Client):
    """Resource Access Management: the users, groups, roles and policies of an account, and what
    they may do.
    """

    service: ClassVar[Service] = Service(
        name="ram",
        product="Ram",
        version="2015-05-01",
        endpoints=Endpoints(public="ram.aliyuncs.com"),
    )
    operations = OPERATIONS

    def create_access_key(self, *, user_name: str | None = None) -> CreateAccessKeyResponse:
        """Create an access key for a RAM user. Keep the secret; it cannot be read again.

        Args:
            user_name: Name of the RAM user who gets the key. The caller when left out. 1 to 64
                characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            LimitExceeded.User.AccessKey (409): The user has as many access keys as a user may have.

        Example:
            >>> ram.create_access_key(user_name="alice")
        """
        return self.send(_ram.CreateAccessKeyRequest(user_name=user_name))

    def update_access_key(
        self,
        *,
        user_access_key_id: str,
        status: Literal["Active", "Inactive"],
        user_name: str | None = None,
    ) -> UpdateAccessKeyResponse:
        """Suspend an access key or put it back to use.

        Args:
            user_access_key_id: Id of the access key in question.
            status: Inactive suspends the key.
            user_name: Name of the RAM user who owns the key. The caller when left out. 1 to 64
                characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.Status (400): The status is Active or Inactive.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.AccessKey (404): The user has no access key with this id.

        Example:
            >>> ram.update_access_key(
            ...     user_name="alice",
            ...     user_access_key_id="LTAI-EXAMPLE-KEY-1",
            ...     status="Inactive",
            ... )
        """
        return self.send(
            _ram.UpdateAccessKeyRequest(
                user_name=user_name,
                user_access_key_id=user_access_key_id,
                status=status,
            )
        )

    def delete_access_key(
        self,
        *,
        user_access_key_id: str,
        user_name: str | None = None,
    ) -> DeleteAccessKeyResponse:
        """Delete an access key for good. Suspend it first to see whether anything still uses it.

        Args:
            user_access_key_id: Id of the access key in question.
            user_name: Name of the RAM user who owns the key. The caller when left out. 1 to 64
                characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.AccessKey (404): The user has no access key with this id.

        Example:
            >>> ram.delete_access_key(user_name="alice", user_access_key_id="LTAI-EXAMPLE-KEY-1")
        """
        return self.send(
            _ram.DeleteAccessKeyRequest(user_name=user_name, user_access_key_id=user_access_key_id)
        )

    def list_access_keys(self, *, user_name: str | None = None) -> ListAccessKeysResponse:
        """List the access keys of a RAM user, all at once.

        Args:
            user_name: Name of the RAM user who owns the keys. The caller when left out. 1 to 64
                characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.

        Example:
            >>> ram.list_access_keys(user_name="alice")
        """
        return self.send(_ram.ListAccessKeysRequest(user_name=user_name))

    def get_access_key_last_used(
        self,
        *,
        user_name: str | None = None,
        user_access_key_id: str | None = None,
    ) -> GetAccessKeyLastUsedResponse:
        """Tell when an access key last signed a call.

        Args:
            user_name: Name of the RAM user who owns the key. The caller when left out. 1 to 64
                characters; matches `[A-Za-z0-9._-]+`.
            user_access_key_id: Id of the access key in question.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.AccessKey (404): The user has no access key with this id.

        Example:
            >>> ram.get_access_key_last_used(
            ...     user_name="alice",
            ...     user_access_key_id="LTAI-EXAMPLE-KEY-1",
            ... )
        """
        return self.send(
            _ram.GetAccessKeyLastUsedRequest(
                user_name=user_name,
                user_access_key_id=user_access_key_id,
            )
        )

    def set_account_alias(self, *, account_alias: str) -> SetAccountAliasResponse:
        """Give the account an alias, a readable name for console logons. No two accounts share one.

        Args:
            account_alias: The alias. Lower-case letters, digits and hyphens; none at either end and
                never two in a row. 3 to 32 characters; matches `[a-z0-9]+(-[a-z0-9]+)*`.

        Errors of the service:
            InvalidParameter.AccountAlias.Format (400): Lower-case letters, digits and single
                hyphens.
            InvalidParameter.AccountAlias.Length (400): The alias must have 3 to 32 characters.
            EntityAlreadyExists.AccountAlias (409): The alias is taken, or the account has one.

        Example:
            >>> ram.set_account_alias(account_alias="example-corp")
        """
        return self.send(_ram.SetAccountAliasRequest(account_alias=account_alias))

    def get_account_alias(self) -> GetAccountAliasResponse:
        """Read the alias of the account.

        Example:
            >>> ram.get_account_alias()
        """
        return self.send(_ram.GetAccountAliasRequest())

    def clear_account_alias(self) -> ClearAccountAliasResponse:
        """Take the alias from the account.

        Example:
            >>> ram.clear_account_alias()
        """
        return self.send(_ram.ClearAccountAliasRequest())

    def set_password_policy(
        self,
        *,
        minimum_password_length: int | None = None,
        require_lowercase_characters: bool | None = None,
        require_uppercase_characters: bool | None = None,
        require_numbers: bool | None = None,
        require_symbols: bool | None = None,
        hard_expiry: bool | None = None,
        max_password_age: int | None = None,
        password_reuse_prevention: int | None = None,
        max_login_attempts: int | None = None,
    ) -> SetPasswordPolicyResponse:
        """Set what passwords must be like. Send the whole policy: options not given get their
        default.

        Args:
            minimum_password_length: Fewest characters a password may have. From 8 to 32. The
                service assumes 8 when it is left out.
            require_lowercase_characters: Whether a password needs a lower-case letter. The service
                assumes False when it is left out.
            require_uppercase_characters: Whether a password needs an upper-case letter. The service
                assumes False when it is left out.
            require_numbers: Whether a password needs a digit. The service assumes False when it is
                left out.
            require_symbols: Whether a password needs a symbol. The service assumes False when it is
                left out.
            hard_expiry: Whether an expired password shuts the user out until an administrator
                resets it. The service assumes False when it is left out.
            max_password_age: Days after which a password expires. 0 means never. From 0 to 1095.
                The service assumes 0 when it is left out.
            password_reuse_prevention: How many former passwords may not be used again. 0 means no
                check. From 0 to 24. The service assumes 0 when it is left out.
            max_login_attempts: Wrong passwords allowed within an hour before logon is blocked. 0
                means no limit. The name on the wire lacks a letter; in Python it is spelled out.
                From 0 to 32. The service assumes 0 when it is left out.

        Errors of the service:
            InvalidParameter.MinimumPasswordLength.Range (400): The least length is 8 to 32.
            InvalidParameter.MaxPasswordAge.Range (400): The age of a password is 0 to 1095 days.
            InvalidParameter.PasswordReusePrevention.Range (400): The number lies between 0 and 24.
            InvalidParameter.MaxLoginAttemps.Range (400): The number of attempts lies between 0 and
                32.

        Example:
            >>> ram.set_password_policy(
            ...     minimum_password_length=12,
            ...     require_lowercase_characters=True,
            ...     require_uppercase_characters=True,
            ...     require_numbers=True,
            ...     require_symbols=False,
            ...     hard_expiry=False,
            ...     max_password_age=90,
            ...     password_reuse_prevention=3,
            ...     max_login_attempts=5,
            ... )
        """
        return self.send(
            _ram.SetPasswordPolicyRequest(
                minimum_password_length=minimum_password_length,
                require_lowercase_characters=require_lowercase_characters,
                require_uppercase_characters=require_uppercase_characters,
                require_numbers=require_numbers,
                require_symbols=require_symbols,
                hard_expiry=hard_expiry,
                max_password_age=max_password_age,
                password_reuse_prevention=password_reuse_prevention,
                max_login_attempts=max_login_attempts,
            )
        )

    def get_password_policy(self) -> GetPasswordPolicyResponse:
        """Read what passwords of RAM users must be like.

        Example:
            >>> ram.get_password_policy()
        """
        return self.send(_ram.GetPasswordPolicyRequest())

    def set_security_preference(
        self,
        *,
        enable_save_mfa_ticket: bool | None = None,
        allow_user_to_change_password: bool | None = None,
        allow_user_to_manage_access_keys: bool | None = None,
        allow_user_to_manage_public_keys: bool | None = None,
        allow_user_to_manage_mfa_devices: bool | None = None,
        login_session_duration: int | None = None,
        login_network_masks: str | None = None,
    ) -> SetSecurityPreferenceResponse:
        """Set what RAM users may do for themselves, and how they log on to the console.

        Args:
            enable_save_mfa_ticket: Whether a device stays trusted for seven days after an MFA code
                was given. The service assumes False when it is left out.
            allow_user_to_change_password: Whether users may change their own password. The service
                assumes True when it is left out.
            allow_user_to_manage_access_keys: Whether users may manage their own access keys. The
                service assumes False when it is left out.
            allow_user_to_manage_public_keys: Whether users may manage their own public keys. The
                service assumes False when it is left out.
            allow_user_to_manage_mfa_devices: Whether users may manage their own MFA devices. The
                service assumes True when it is left out.
            login_session_duration: How long a console logon lasts, in hours. From 1 to 24. The
                service assumes 6 when it is left out.
            login_network_masks: Addresses from which users may log on to the console: CIDR blocks
                separated by semicolons, at most 40. Empty for everywhere. API calls are not
                affected. At most 512 characters.

        Errors of the service:
            InvalidParameter.LoginSessionDuration.Range (400): A console logon lasts 1 to 24 hours.
            InvalidParameter.LoginNetworkMasks.Format (400): Not CIDR blocks with semicolons
                between.
            InvalidParameter.LoginNetworkMasks.Length (400): Over 512 characters, or too many
                blocks.

        Example:
            >>> ram.set_security_preference(
            ...     enable_save_mfa_ticket=False,
            ...     allow_user_to_change_password=True,
            ...     allow_user_to_manage_access_keys=False,
            ...     allow_user_to_manage_public_keys=False,
            ...     allow_user_to_manage_mfa_devices=True,
            ...     login_session_duration=8,
            ...     login_network_masks="192.0.2.0/24;198.51.100.0/24",
            ... )
        """
        return self.send(
            _ram.SetSecurityPreferenceRequest(
                enable_save_mfa_ticket=enable_save_mfa_ticket,
                allow_user_to_change_password=allow_user_to_change_password,
                allow_user_to_manage_access_keys=allow_user_to_manage_access_keys,
                allow_user_to_manage_public_keys=allow_user_to_manage_public_keys,
                allow_user_to_manage_mfa_devices=allow_user_to_manage_mfa_devices,
                login_session_duration=login_session_duration,
                login_network_masks=login_network_masks,
            )
        )

    def get_security_preference(self) -> GetSecurityPreferenceResponse:
        """Read what RAM users may do for themselves, and how they log on to the console.

        Example:
            >>> ram.get_security_preference()
        """
        return self.send(_ram.GetSecurityPreferenceRequest())

    def decode_diagnostic_message(
        self,
        *,
        encoded_diagnostic_message: str,
    ) -> DecodeDiagnosticMessageResponse:
        """Decode the diagnostic message that comes with a NoPermission error.

        Args:
            encoded_diagnostic_message: The text from a NoPermission error.

        Errors of the service:
            EncodedMessageExpire (400): The encoded message is too old to be decoded.
            NotSupport (400): The message cannot be decoded.
            NoPermission (403): The caller may not do this. No policy allows it, or one denies it.
            EntityNotExist (404): Something that the message speaks of no longer exists.
            SearchInaccurate (404): The service could not find out which policies decided.
            TooManyRequests (429): Too many messages were decoded in a short time. Wait and try
                again.

        Example:
            >>> ram.decode_diagnostic_message(encoded_diagnostic_message="AQEAAAAA-EXAMPLE-MESSAGE")
        """
        return self.send(
            _ram.DecodeDiagnosticMessageRequest(
                encoded_diagnostic_message=encoded_diagnostic_message,
            )
        )

    def create_group(self, *, group_name: str, comments: str | None = None) -> CreateGroupResponse:
        """Create a group without members.

        Args:
            group_name: Name for the new group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            comments: Free text for those who manage the account. 1 to 128 characters.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            InvalidParameter.Comments.Length (400): The comments must have 1 to 128 characters.
            EntityAlreadyExists.Group (409): There already is a group of this name.
            LimitExceeded.Group (409): The account has as many groups as it may have.

        Example:
            >>> ram.create_group(group_name="Developers", comments="Those who write code")
        """
        return self.send(_ram.CreateGroupRequest(group_name=group_name, comments=comments))

    def get_group(self, *, group_name: str) -> GetGroupResponse:
        """Look up a group by its name.

        Args:
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExist.Group (404): There is no group of this name.

        Example:
            >>> ram.get_group(group_name="Developers")
        """
        return self.send(_ram.GetGroupRequest(group_name=group_name))

    def update_group(
        self,
        *,
        group_name: str,
        new_group_name: str | None = None,
        new_comments: str | None = None,
    ) -> UpdateGroupResponse:
        """Change the name or comments of a group. Members and policies stay; what is left out stays
        as it is.

        Args:
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            new_group_name: The name to rename the group to. The group keeps the present name when
                this is left out. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            new_comments: The new free text. Unchanged when left out. 1 to 128 characters.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            InvalidParameter.NewGroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.NewGroupName.Length (400): The new group name must have 1 to 64
                characters.
            InvalidParameter.NewComments.Length (400): The new comments must have 1 to 128
                characters.
            EntityNotExist.Group (404): There is no group of this name.
            EntityAlreadyExists.Group (409): There already is a group of this name.

        Example:
            >>> ram.update_group(
            ...     group_name="Developers",
            ...     new_group_name="Engineers",
            ...     new_comments="Those who build things",
            ... )
        """
        return self.send(
            _ram.UpdateGroupRequest(
                group_name=group_name,
                new_group_name=new_group_name,
                new_comments=new_comments,
            )
        )

    def delete_group(self, *, group_name: str) -> DeleteGroupResponse:
        """Delete a group. Its members and policies must be gone before.

        Args:
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExist.Group (404): There is no group of this name.
            DeleteConflict.Group.Policy (409): The group still has a policy. Detach the policy
                first.
            DeleteConflict.Group.User (409): The group still has members. Remove them first.

        Example:
            >>> ram.delete_group(group_name="Developers")
        """
        return self.send(_ram.DeleteGroupRequest(group_name=group_name))

    def list_groups(
        self,
        *,
        marker: str | None = None,
        max_items: int | None = None,
    ) -> ListGroupsResponse:
        """List the groups of the account, page by page.

        Args:
            marker: Pagination token, the Marker of the previous page. Left out for the first page.
            max_items: Maximum page size. From 1 to 100. The service assumes 100 when it is left
                out.

        Errors of the service:
            InvalidParameter.Marker (400): The marker is not one that this list gave out.
            InvalidParameter.MaxItems (400): The size of a page is out of range.

        Example:
            >>> ram.list_groups(marker="EXAMPLE-PAGE-1", max_items=2)
        """
        return self.send(_ram.ListGroupsRequest(marker=marker, max_items=max_items))

    def add_user_to_group(self, *, user_name: str, group_name: str) -> AddUserToGroupResponse:
        """Create a RAM user a member of a group.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExist.Group (404): There is no group of this name.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityAlreadyExists.User.Group (409): The user is in the group already.
            LimitExceeded.User.Group (409): The user is in as many groups as a user may be in.

        Example:
            >>> ram.add_user_to_group(user_name="alice", group_name="Developers")
        """
        return self.send(_ram.AddUserToGroupRequest(user_name=user_name, group_name=group_name))

    def remove_user_from_group(
        self,
        *,
        user_name: str,
        group_name: str,
    ) -> RemoveUserFromGroupResponse:
        """End a RAM user's membership in a group.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExist.Group (404): There is no group of this name.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.Group (404): The user is not in the group.

        Example:
            >>> ram.remove_user_from_group(user_name="alice", group_name="Developers")
        """
        return self.send(
            _ram.RemoveUserFromGroupRequest(user_name=user_name, group_name=group_name)
        )

    def list_users_for_group(
        self,
        *,
        group_name: str,
        marker: str | None = None,
        max_items: int | None = None,
    ) -> ListUsersForGroupResponse:
        """List the members of a group, page by page.

        Args:
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            marker: Pagination token, the Marker of the previous page. Left out for the first page.
            max_items: Maximum page size. From 1 to 1000. The service assumes 100 when it is left
                out.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            InvalidParameter.Marker (400): The marker is not one that this list gave out.
            InvalidParameter.MaxItems (400): The size of a page is out of range.
            EntityNotExist.Group (404): There is no group of this name.

        Example:
            >>> ram.list_users_for_group(
            ...     group_name="Developers",
            ...     marker="EXAMPLE-PAGE-1",
            ...     max_items=2,
            ... )
        """
        return self.send(
            _ram.ListUsersForGroupRequest(group_name=group_name, marker=marker, max_items=max_items)
        )

    def list_groups_for_user(self, *, user_name: str) -> ListGroupsForUserResponse:
        """List the groups that a RAM user is in, all at once.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.

        Example:
            >>> ram.list_groups_for_user(user_name="alice")
        """
        return self.send(_ram.ListGroupsForUserRequest(user_name=user_name))

    def create_login_profile(
        self,
        *,
        user_name: str,
        password: str,
        password_reset_required: bool | None = None,
        mfa_bind_required: bool | None = None,
    ) -> CreateLoginProfileResponse:
        """Let a RAM user log on to the console. A user has one login profile at most.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            password: Password for the console. It must satisfy the account's password policy.
            password_reset_required: Whether the user must choose a new password at the next console
                logon. The service assumes False when it is left out.
            mfa_bind_required: Whether the user must set up an MFA device at the next console logon.
                The service assumes False when it is left out.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.Password.TooWeak (400): The password does not satisfy the password
                policy.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityAlreadyExists.User.LoginProfile (409): The user has a login profile. Update it
                instead.

        Example:
            >>> ram.create_login_profile(
            ...     user_name="alice",
            ...     password="EXAMPLE-Password-1",
            ...     password_reset_required=True,
            ...     mfa_bind_required=False,
            ... )
        """
        return self.send(
            _ram.CreateLoginProfileRequest(
                user_name=user_name,
                password=password,
                password_reset_required=password_reset_required,
                mfa_bind_required=mfa_bind_required,
            )
        )

    def get_login_profile(self, *, user_name: str) -> GetLoginProfileResponse:
        """Read how a RAM user logs on to the console.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.LoginProfile (404): The user has no login profile.

        Example:
            >>> ram.get_login_profile(user_name="alice")
        """
        return self.send(_ram.GetLoginProfileRequest(user_name=user_name))

    def update_login_profile(
        self,
        *,
        user_name: str,
        password: str | None = None,
        password_reset_required: bool | None = None,
        mfa_bind_required: bool | None = None,
    ) -> UpdateLoginProfileResponse:
        """Change how a RAM user logs on to the console. Options not given are kept.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            password: The new password. Unchanged when left out.
            password_reset_required: Whether to ask for a new password. Unchanged when left out.
            mfa_bind_required: Whether an MFA device must be set up. Unchanged when left out.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.Password.TooWeak (400): The password does not satisfy the password
                policy.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.LoginProfile (404): The user has no login profile.

        Example:
            >>> ram.update_login_profile(
            ...     user_name="alice",
            ...     password="EXAMPLE-Password-2",
            ...     password_reset_required=False,
            ...     mfa_bind_required=True,
            ... )
        """
        return self.send(
            _ram.UpdateLoginProfileRequest(
                user_name=user_name,
                password=password,
                password_reset_required=password_reset_required,
                mfa_bind_required=mfa_bind_required,
            )
        )

    def delete_login_profile(self, *, user_name: str) -> DeleteLoginProfileResponse:
        """Keep a RAM user from logging on to the console. The user and its access keys stay.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.LoginProfile (404): The user has no login profile.

        Example:
            >>> ram.delete_login_profile(user_name="alice")
        """
        return self.send(_ram.DeleteLoginProfileRequest(user_name=user_name))

    def change_password(self, *, old_password: str, new_password: str) -> ChangePasswordResponse:
        """Change the caller's own console password. Only RAM users can call this.

        Args:
            old_password: The password as it is now.
            new_password: The new password.

        Errors of the service:
            InvalidParameter.NewPassword.ReusePrevention (400): The password was in use not long
                ago.
            InvalidParameter.NewPassword.TooWeak (400): The password does not satisfy the password
                policy.
            InvalidParameter.OldPassword.Incorrect (400): The old password is wrong.
            NotSupport.Account (400): Only RAM users can do this, not the account or a role session.

        Example:
            >>> ram.change_password(
            ...     old_password="EXAMPLE-Password-1",
            ...     new_password="EXAMPLE-Password-2",
            ... )
        """
        return self.send(
            _ram.ChangePasswordRequest(old_password=old_password, new_password=new_password)
        )

    def create_virtual_mfa_device(
        self,
        *,
        virtual_mfa_device_name: str,
    ) -> CreateVirtualMFADeviceResponse:
        """Create a virtual MFA device. Put its seed into an authenticator app, then bind it to a
        user.

        Args:
            virtual_mfa_device_name: Name for the device. Letters, digits, dots and hyphens. 1 to 64
                characters; matches `[A-Za-z0-9.-]+`.

        Errors of the service:
            InvalidParameter.VirtualMFADeviceName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.VirtualMFADeviceName.Length (400): The name has 1 to 64 characters.
            EntityAlreadyExists.VirtualMFADevice (409): There already is a device of this name.
            LimitExceeded.VirtualMFADevice (409): The account has as many devices as it may have.

        Example:
            >>> ram.create_virtual_mfa_device(virtual_mfa_device_name="alice-phone")
        """
        return self.send(
            _ram.CreateVirtualMFADeviceRequest(virtual_mfa_device_name=virtual_mfa_device_name)
        )

    def delete_virtual_mfa_device(self, *, serial_number: str) -> DeleteVirtualMFADeviceResponse:
        """Delete a virtual MFA device that no user has.

        Args:
            serial_number: Serial number of the device, its ARN. Matches `acs:ram::[0-9]+:mfa/.+`.

        Errors of the service:
            EntityNotExist.VirtualMFADevice (404): There is no virtual MFA device with this serial
                number.
            DeleteConflict.VirtualMFADevice.User (409): A user still has the device. Unbind it
                first.

        Example:
            >>> ram.delete_virtual_mfa_device(
            ...     serial_number="acs:ram::1234567890123456:mfa/alice-phone",
            ... )
        """
        return self.send(_ram.DeleteVirtualMFADeviceRequest(serial_number=serial_number))

    def list_virtual_mfa_devices(self) -> ListVirtualMFADevicesResponse:
        """List the virtual MFA devices of the account, all at once.

        Example:
            >>> ram.list_virtual_mfa_devices()
        """
        return self.send(_ram.ListVirtualMFADevicesRequest())

    def bind_mfa_device(
        self,
        *,
        serial_number: str,
        user_name: str,
        authentication_code1: str,
        authentication_code2: str,
    ) -> BindMFADeviceResponse:
        """Bind a virtual MFA device to a RAM user. Two codes in a row prove that the app holds the
        seed.

        Args:
            serial_number: Serial number of the device, its ARN. Matches `acs:ram::[0-9]+:mfa/.+`.
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            authentication_code1: Six digits shown by the authenticator app. Matches `[0-9]{6}`.
            authentication_code2: The six digits that come next. Matches `[0-9]{6}`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.AuthenticationCode.Format (400): An authentication code has six digits.
            CheckAuthenticationCodeFail (403): The codes are not those shown, or not two in a row.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.VirtualMFADevice (404): There is no virtual MFA device with this serial
                number.
            EntityAlreadyExists.User.MFADevice (409): The user already has an MFA device. Unbind it
                first.
            EntityAlreadyExists.VirtualMFADevice.User (409): Another user already has the device.

        Example:
            >>> ram.bind_mfa_device(
            ...     serial_number="acs:ram::1234567890123456:mfa/alice-phone",
            ...     user_name="alice",
            ...     authentication_code1="123456",
            ...     authentication_code2="654321",
            ... )
        """
        return self.send(
            _ram.BindMFADeviceRequest(
                serial_number=serial_number,
                user_name=user_name,
                authentication_code1=authentication_code1,
                authentication_code2=authentication_code2,
            )
        )

    def unbind_mfa_device(self, *, user_name: str) -> UnbindMFADeviceResponse:
        """Take the MFA device from a RAM user. A virtual device stays and can be bound again or
        deleted.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.MFADevice (404): The user has no MFA device.

        Example:
            >>> ram.unbind_mfa_device(user_name="alice")
        """
        return self.send(_ram.UnbindMFADeviceRequest(user_name=user_name))

    def get_user_mfa_info(self, *, user_name: str) -> GetUserMFAInfoResponse:
        """Read which MFA device a RAM user has.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.MFADevice (404): The user has no MFA device.

        Example:
            >>> ram.get_user_mfa_info(user_name="alice")
        """
        return self.send(_ram.GetUserMFAInfoRequest(user_name=user_name))

    def create_policy(
        self,
        *,
        policy_name: str,
        policy_document: Mapping[str, Any] | str,
        description: str | None = None,
        tag: Sequence[Tag] | None = None,
    ) -> CreatePolicyResponse:
        """Create a custom policy. Its document becomes version v1, and the default.

        Args:
            policy_name: Name for the new policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            policy_document: The policy, a JSON document. It says what is allowed and what is
                denied. 1 to 6144 characters.
            description: What the policy is for, in free text. 1 to 1024 characters.
            tag: Tags for the new policy. At most 20 items.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.Description.Length (400): The description must have 1 to 1,024
                characters.
            InvalidParameter.PolicyDocument.Length (400): The document has 1 to 6,144 characters.
            MalformedPolicyDocument (400): Not valid JSON, or not a policy. Some documents say 409.
            EntityAlreadyExists.Policy (409): There already is a custom policy of this name.
            LimitExceeded.Policy (409): The account has as many custom policies as it may have.

        Example:
            >>> ram.create_policy(
            ...     policy_name="ReadReports",
            ...     description="Read the monthly reports",
            ...     policy_document={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "oss:Get*",
            ...                 "Resource": "*",
            ...             },
            ...         ],
            ...     },
            ...     tag=[Tag(key="team", value="billing"), Tag(key="stage", value="test")],
            ... )
        """
        return self.send(
            _ram.CreatePolicyRequest(
                policy_name=policy_name,
                description=description,
                policy_document=policy_document,
                tag=tag,
            )
        )

    def get_policy(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
    ) -> GetPolicyResponse:
        """Look up a policy and its version in effect.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            EntityNotExist.Policy (404): There is no policy of this name and type.

        Example:
            >>> ram.get_policy(policy_type="Custom", policy_name="ReadReports")
        """
        return self.send(_ram.GetPolicyRequest(policy_type=policy_type, policy_name=policy_name))

    def delete_policy(
        self,
        *,
        policy_name: str,
        cascading_delete: bool | None = None,
    ) -> DeletePolicyResponse:
        """Delete a custom policy that nobody has.

        Args:
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            cascading_delete: Whether versions other than the default go as well. Without it they
                must be deleted first. Attachments are never removed this way. The service assumes
                False when it is left out.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            DeleteConflict.Policy.Group (409): A group still has the policy. Detach it first.
            DeleteConflict.Policy.Role (409): A role still has the policy. Detach it first.
            DeleteConflict.Policy.User (409): A user still has the policy. Detach it first.
            DeleteConflict.Policy.Version (409): The policy has versions other than the default.
                Delete them first, or together with the policy.
            DeleteConflict.Role.Policy (409): The role still has a policy. Detach the policy first.

        Example:
            >>> ram.delete_policy(policy_name="ReadReports", cascading_delete=True)
        """
        return self.send(
            _ram.DeletePolicyRequest(policy_name=policy_name, cascading_delete=cascading_delete)
        )

    def list_policies(
        self,
        *,
        policy_type: Literal["System", "Custom"] | None = None,
        marker: str | None = None,
        max_items: int | None = None,
        tag: Sequence[Tag] | None = None,
    ) -> ListPoliciesResponse:
        """List policies, page by page.

        Args:
            policy_type: Only policies of this type, both types when left out.
            marker: Pagination token, the Marker of the previous page. Left out for the first page.
            max_items: Maximum page size. From 1 to 1000. The service assumes 100 when it is left
                out.
            tag: Only policies with all of these tags. A tag without a value matches any. At most 20
                items.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.Marker (400): The marker is not one that this list gave out.
            InvalidParameter.MaxItems (400): The size of a page is out of range.

        Example:
            >>> ram.list_policies(
            ...     policy_type="Custom",
            ...     marker="EXAMPLE-PAGE-1",
            ...     max_items=2,
            ...     tag=[Tag(key="team", value="billing")],
            ... )
        """
        return self.send(
            _ram.ListPoliciesRequest(
                policy_type=policy_type,
                marker=marker,
                max_items=max_items,
                tag=tag,
            )
        )

    def update_policy_description(
        self,
        *,
        policy_name: str,
        new_description: str,
    ) -> UpdatePolicyDescriptionResponse:
        """Change the description of a custom policy.

        Args:
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            new_description: The new free text. 1 to 1024 characters.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.NewDescription.Length (400): The description has 1 to 1,024 characters.
            EntityNotExist.Policy (404): There is no policy of this name and type.

        Example:
            >>> ram.update_policy_description(
            ...     policy_name="ReadReports",
            ...     new_description="Read all reports",
            ... )
        """
        return self.send(
            _ram.UpdatePolicyDescriptionRequest(
                policy_name=policy_name,
                new_description=new_description,
            )
        )

    def attach_policy_to_user(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        user_name: str,
        resource_group_id: str | None = None,
    ) -> AttachPolicyToUserResponse:
        """Give a policy to a RAM user.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityAlreadyExists.User.Policy (409): The user has the policy already.
            LimitExceeded.User.Policy (409): The user has as many policies of this type as it may
                have.

        Example:
            >>> ram.attach_policy_to_user(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     user_name="alice",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.AttachPolicyToUserRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                user_name=user_name,
                resource_group_id=resource_group_id,
            )
        )

    def detach_policy_from_user(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        user_name: str,
        resource_group_id: str | None = None,
    ) -> DetachPolicyFromUserResponse:
        """Take a policy from a RAM user.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityNotExist.User.Policy (404): The policy is not attached to the user.

        Example:
            >>> ram.detach_policy_from_user(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     user_name="alice",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.DetachPolicyFromUserRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                user_name=user_name,
                resource_group_id=resource_group_id,
            )
        )

    def attach_policy_to_group(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        group_name: str,
        resource_group_id: str | None = None,
    ) -> AttachPolicyToGroupResponse:
        """Give a policy to a group, and so to its members.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Group (404): There is no group of this name.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityAlreadyExists.Group.Policy (409): The group has the policy already.
            LimitExceeded.Group.Policy (409): The group has as many policies of this type as it may
                have.

        Example:
            >>> ram.attach_policy_to_group(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     group_name="Developers",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.AttachPolicyToGroupRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                group_name=group_name,
                resource_group_id=resource_group_id,
            )
        )

    def detach_policy_from_group(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        group_name: str,
        resource_group_id: str | None = None,
    ) -> DetachPolicyFromGroupResponse:
        """Take a policy from a group.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Group (404): There is no group of this name.
            EntityNotExist.Group.Policy (404): The policy is not attached to the group.
            EntityNotExist.Policy (404): There is no policy of this name and type.

        Example:
            >>> ram.detach_policy_from_group(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     group_name="Developers",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.DetachPolicyFromGroupRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                group_name=group_name,
                resource_group_id=resource_group_id,
            )
        )

    def attach_policy_to_role(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        role_name: str,
        resource_group_id: str | None = None,
    ) -> AttachPolicyToRoleResponse:
        """Give a policy to a role.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Role (404): There is no role of this name.
            EntityAlreadyExists.Role.Policy (409): The role has the policy already.
            LimitExceeded.Role.Policy (409): The role has as many policies of this type as it may
                have.

        Example:
            >>> ram.attach_policy_to_role(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     role_name="ReportReader",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.AttachPolicyToRoleRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                role_name=role_name,
                resource_group_id=resource_group_id,
            )
        )

    def detach_policy_from_role(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        role_name: str,
        resource_group_id: str | None = None,
    ) -> DetachPolicyFromRoleResponse:
        """Take a policy from a role.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            resource_group_id: Resource group within which the policy holds. The whole account when
                left out.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            EntityNotExists.ResourceGroup (404): There is no such resource group. This code has an
                s.
            Invalid.ResourceGroup.Status (409): The group is being created or deleted. Try again
                later.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Role (404): There is no role of this name.
            EntityNotExist.Role.Policy (404): The policy is not attached to the role.

        Example:
            >>> ram.detach_policy_from_role(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     role_name="ReportReader",
            ...     resource_group_id="rg-EXAMPLE00000001",
            ... )
        """
        return self.send(
            _ram.DetachPolicyFromRoleRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                role_name=role_name,
                resource_group_id=resource_group_id,
            )
        )

    def list_policies_for_user(self, *, user_name: str) -> ListPoliciesForUserResponse:
        """List the policies that a RAM user has itself, all at once. Those of its groups are not
        among them.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.

        Example:
            >>> ram.list_policies_for_user(user_name="alice")
        """
        return self.send(_ram.ListPoliciesForUserRequest(user_name=user_name))

    def list_policies_for_group(self, *, group_name: str) -> ListPoliciesForGroupResponse:
        """List the policies that a group has, all at once.

        Args:
            group_name: Name of the group. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.GroupName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.GroupName.Length (400): The group name must have 1 to 64 characters.
            EntityNotExist.Group (404): There is no group of this name.

        Example:
            >>> ram.list_policies_for_group(group_name="Developers")
        """
        return self.send(_ram.ListPoliciesForGroupRequest(group_name=group_name))

    def list_policies_for_role(self, *, role_name: str) -> ListPoliciesForRoleResponse:
        """List the policies that a role has, all at once.

        Args:
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            EntityNotExist.Role (404): There is no role of this name.

        Example:
            >>> ram.list_policies_for_role(role_name="ReportReader")
        """
        return self.send(_ram.ListPoliciesForRoleRequest(role_name=role_name))

    def list_entities_for_policy(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
    ) -> ListEntitiesForPolicyResponse:
        """List the users, groups and roles that have a policy, all at once.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            EntityNotExist.Policy (404): There is no policy of this name and type.

        Example:
            >>> ram.list_entities_for_policy(policy_type="Custom", policy_name="ReadReports")
        """
        return self.send(
            _ram.ListEntitiesForPolicyRequest(policy_type=policy_type, policy_name=policy_name)
        )

    def create_policy_version(
        self,
        *,
        policy_name: str,
        policy_document: Mapping[str, Any] | str,
        set_as_default: bool | None = None,
        rotate_strategy: (
            Literal["None", "DeleteOldestNonDefaultVersionWhenLimitExceeded"] | None
        ) = None,
    ) -> CreatePolicyVersionResponse:
        """Add a version to a custom policy. Numbers go up and are never reused.

        Args:
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            policy_document: The policy, a JSON document. It says what is allowed and what is
                denied. 1 to 6144 characters.
            set_as_default: Whether the new version takes effect at once. The service assumes False
                when it is left out.
            rotate_strategy: What to do when the policy has as many versions as it may have. None
                refuses the new version, the other choice removes the oldest version that is not the
                default. The service assumes "None" when it is left out.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.PolicyDocument.Length (400): The document has 1 to 6,144 characters.
            MalformedPolicyDocument (400): Not valid JSON, or not a policy. Some documents say 409.
            InvalidParameter.RotateStrategy (400): There is no such rotation strategy.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            LimitExceeded.Policy.Version (409): The policy has as many versions as it may have.
                Delete one, or ask for rotation.

        Example:
            >>> ram.create_policy_version(
            ...     policy_name="ReadReports",
            ...     policy_document={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": ["oss:Get*", "oss:List*"],
            ...                 "Resource": "*",
            ...             },
            ...         ],
            ...     },
            ...     set_as_default=False,
            ...     rotate_strategy="DeleteOldestNonDefaultVersionWhenLimitExceeded",
            ... )
        """
        return self.send(
            _ram.CreatePolicyVersionRequest(
                policy_name=policy_name,
                policy_document=policy_document,
                set_as_default=set_as_default,
                rotate_strategy=rotate_strategy,
            )
        )

    def get_policy_version(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
        version_id: str,
    ) -> GetPolicyVersionResponse:
        """Look up one version of a policy.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            version_id: Number of the version, v1 for the first. Matches `v[1-9][0-9]*`.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.VersionId.Format (400): A version is written v1, v2 and so on.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Policy.Version (404): The policy has no such version.

        Example:
            >>> ram.get_policy_version(
            ...     policy_type="Custom",
            ...     policy_name="ReadReports",
            ...     version_id="v1",
            ... )
        """
        return self.send(
            _ram.GetPolicyVersionRequest(
                policy_type=policy_type,
                policy_name=policy_name,
                version_id=version_id,
            )
        )

    def delete_policy_version(
        self,
        *,
        policy_name: str,
        version_id: str,
    ) -> DeletePolicyVersionResponse:
        """Delete a version of a custom policy that is not in effect.

        Args:
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            version_id: Number of the version, v1 for the first. Matches `v[1-9][0-9]*`.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.VersionId.Format (400): A version is written v1, v2 and so on.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Policy.Version (404): The policy has no such version.
            DeleteConflict.Policy.Version.Default (409): It is in effect. Make another the default
                first.

        Example:
            >>> ram.delete_policy_version(policy_name="ReadReports", version_id="v2")
        """
        return self.send(
            _ram.DeletePolicyVersionRequest(policy_name=policy_name, version_id=version_id)
        )

    def list_policy_versions(
        self,
        *,
        policy_type: Literal["System", "Custom"],
        policy_name: str,
    ) -> ListPolicyVersionsResponse:
        """List the versions of a policy, all at once.

        Args:
            policy_type: System for a policy that the platform owns, Custom for one of the account.
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.

        Errors of the service:
            InvalidParameter.PolicyType (400): The policy type is System or Custom.
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            EntityNotExist.Policy (404): There is no policy of this name and type.

        Example:
            >>> ram.list_policy_versions(policy_type="Custom", policy_name="ReadReports")
        """
        return self.send(
            _ram.ListPolicyVersionsRequest(policy_type=policy_type, policy_name=policy_name)
        )

    def set_default_policy_version(
        self,
        *,
        policy_name: str,
        version_id: str,
    ) -> SetDefaultPolicyVersionResponse:
        """Put a version of a custom policy into effect.

        Args:
            policy_name: Name of the policy. 1 to 128 characters; matches `[A-Za-z0-9-]+`.
            version_id: Number of the version, v1 for the first. Matches `v[1-9][0-9]*`.

        Errors of the service:
            InvalidParameter.PolicyName.InvalidChars (400): A name has letters, digits and - only.
            InvalidParameter.PolicyName.Length (400): The policy name must have 1 to 128 characters.
            InvalidParameter.VersionId.Format (400): A version is written v1, v2 and so on.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Policy.Version (404): The policy has no such version.

        Example:
            >>> ram.set_default_policy_version(policy_name="ReadReports", version_id="v2")
        """
        return self.send(
            _ram.SetDefaultPolicyVersionRequest(policy_name=policy_name, version_id=version_id)
        )

    def create_role(
        self,
        *,
        role_name: str,
        assume_role_policy_document: Mapping[str, Any] | str,
        description: str | None = None,
        max_session_duration: int | None = None,
        tag: Sequence[Tag] | None = None,
        allow_console_login: bool | None = None,
    ) -> CreateRoleResponse:
        """Create a role. It can do nothing until it gets policies.

        Args:
            role_name: Name for the new role. Letters, digits, dots and hyphens. 1 to 64 characters;
                matches `[A-Za-z0-9.-]+`.
            assume_role_policy_document: The trust policy. It says who may assume the role.
            description: What the role is for, in free text. 1 to 1024 characters.
            max_session_duration: Longest session that may be asked for when the role is assumed, in
                seconds. From 3600 to 43200. The service assumes 3600 when it is left out.
            tag: Tags for the new role. At most 20 items.
            allow_console_login: Whether a console user may switch to the role.

        Errors of the service:
            InvalidParameter.Description.Length (400): The description must have 1 to 1,024
                characters.
            InvalidParameter.AssumeRolePolicyDocument.Length (400): The new policy is empty or too
                long.
            MalformedPolicyDocument (400): Not valid JSON, or not a policy. Some documents say 409.
            InvalidParameter.MaxSessionDuration (400): The longest session is 3600 to 43200 seconds.
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            EntityAlreadyExists.Role (409): There already is a role of this name.
            LimitExceeded.Role (409): The account has as many roles as it may have.

        Example:
            >>> ram.create_role(
            ...     role_name="ReportReader",
            ...     description="Reads the monthly reports",
            ...     assume_role_policy_document={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "sts:AssumeRole",
            ...                 "Principal": {"Service": "ecs.aliyuncs.com"},
            ...             },
            ...         ],
            ...     },
            ...     max_session_duration=7200,
            ...     tag=[Tag(key="team", value="billing"), Tag(key="stage", value="test")],
            ...     allow_console_login=False,
            ... )
        """
        return self.send(
            _ram.CreateRoleRequest(
                role_name=role_name,
                description=description,
                assume_role_policy_document=assume_role_policy_document,
                max_session_duration=max_session_duration,
                tag=tag,
                allow_console_login=allow_console_login,
            )
        )

    def get_role(self, *, role_name: str) -> GetRoleResponse:
        """Look up a role and its trust policy by name.

        Args:
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            EntityNotExist.Role (404): There is no role of this name.

        Example:
            >>> ram.get_role(role_name="ReportReader")
        """
        return self.send(_ram.GetRoleRequest(role_name=role_name))

    def update_role(
        self,
        *,
        role_name: str,
        new_assume_role_policy_document: Mapping[str, Any] | str | None = None,
        new_max_session_duration: int | None = None,
        new_description: str | None = None,
        new_allow_console_login: bool | None = None,
    ) -> UpdateRoleResponse:
        """Edit a role. Options not given are kept; the name cannot be changed.

        Args:
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            new_assume_role_policy_document: The new trust policy. Unchanged when left out.
            new_max_session_duration: The new longest session in seconds. From 3600 to 43200.
            new_description: The new free text. Unchanged when left out. 1 to 1024 characters.
            new_allow_console_login: Whether console users may switch to it. Kept when left out.

        Errors of the service:
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            InvalidParameter.NewDescription.Length (400): The description has 1 to 1,024 characters.
            InvalidParameter.NewAssumeRolePolicyDocument.Length (400): The new policy is empty or
                too long.
            InvalidParameter.NewMaxSessionDuration (400): The longest session is 3600 to 43200
                seconds.
            MalformedPolicyDocument (400): Not valid JSON, or not a policy. Some documents say 409.
            EntityNotExist.Role (404): There is no role of this name.

        Example:
            >>> ram.update_role(
            ...     role_name="ReportReader",
            ...     new_assume_role_policy_document={
            ...         "Version": "1",
            ...         "Statement": [
            ...             {
            ...                 "Effect": "Allow",
            ...                 "Action": "sts:AssumeRole",
            ...                 "Principal": {"RAM": "acs:ram::1234567890123456:root"},
            ...             },
            ...         ],
            ...     },
            ...     new_max_session_duration=3600,
            ...     new_description="Reads all reports",
            ...     new_allow_console_login=True,
            ... )
        """
        return self.send(
            _ram.UpdateRoleRequest(
                role_name=role_name,
                new_assume_role_policy_document=new_assume_role_policy_document,
                new_max_session_duration=new_max_session_duration,
                new_description=new_description,
                new_allow_console_login=new_allow_console_login,
            )
        )

    def delete_role(self, *, role_name: str) -> DeleteRoleResponse:
        """Delete a role that has no policies. Sessions of the role end at once.

        Args:
            role_name: Name of the role. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.RoleName.InvalidChars (400): Letters, digits and . - only.
            InvalidParameter.RoleName.Length (400): The role name must have 1 to 64 characters.
            NotSupport.ServiceLinkedRole (403): It belongs to a service. Delete it as
                service-linked.
            EntityNotExist.Role (404): There is no role of this name.
            DeleteConflict.Role.Policy (409): The role still has a policy. Detach the policy first.

        Example:
            >>> ram.delete_role(role_name="ReportReader")
        """
        return self.send(_ram.DeleteRoleRequest(role_name=role_name))

    def list_roles(
        self,
        *,
        marker: str | None = None,
        max_items: int | None = None,
        tag: Sequence[Tag] | None = None,
    ) -> ListRolesResponse:
        """List the roles of the account, page by page.

        Args:
            marker: Pagination token, the Marker of the previous page. Left out for the first page.
            max_items: Maximum page size. From 1 to 1000. The service assumes 100 when it is left
                out.
            tag: Only roles with all of these tags. A tag without a value matches every value. At
                most 20 items.

        Errors of the service:
            InvalidParameter.Marker (400): The marker is not one that this list gave out.
            InvalidParameter.MaxItems (400): The size of a page is out of range.

        Example:
            >>> ram.list_roles(
            ...     marker="EXAMPLE-PAGE-1",
            ...     max_items=2,
            ...     tag=[Tag(key="team", value="billing")],
            ... )
        """
        return self.send(_ram.ListRolesRequest(marker=marker, max_items=max_items, tag=tag))

    def create_service_linked_role(
        self,
        *,
        service_name: str,
        custom_suffix: str | None = None,
        description: str | None = None,
    ) -> CreateServiceLinkedRoleResponse:
        """Create the role that a cloud service needs. The service decides on name, trust policy and
        permissions.

        Args:
            service_name: Domain-like name of the cloud service, for example polardb.aliyuncs.com.
                Matches `[a-z0-9.-]+\\.aliyuncs\\.com`.
            custom_suffix: Text that is added to the role's name after an underscore, so that one
                service can have several roles. Only some services allow it; the whole name may have
                64 characters. 1 to 64 characters; matches `[A-Za-z0-9.-]+`.
            description: What the role is for. Only for services that allow a suffix. 1 to 1024
                characters.

        Errors of the service:
            InvalidParameter.Description.Length (400): The description must have 1 to 1,024
                characters.
            InvalidParameter.CustomSuffix.InvalidChars (400): A suffix has letters, digits and . -
                only.
            InvalidParameter.CustomSuffix.Length (400): Empty, or the role name gets over 64
                characters.
            InvalidParameter.CustomSuffix.NotAllowed (400): The service does not allow a suffix.
            InvalidParameter.Description.NotAllowed (400): The service brings its own description.
            EntityNotExist.Service (404): There is no such service, or it has no service-linked
                role.
            EntityAlreadyExists.Role (409): There already is a role of this name.
            LimitExceeded.Role (409): The account has as many roles as it may have.

        Example:
            >>> ram.create_service_linked_role(
            ...     custom_suffix="test",
            ...     description="Lets PolarDB reach its storage",
            ...     service_name="polardb.aliyuncs.com",
            ... )
        """
        return self.send(
            _ram.CreateServiceLinkedRoleRequest(
                custom_suffix=custom_suffix,
                description=description,
                service_name=service_name,
            )
        )

    def delete_service_linked_role(self, *, role_name: str) -> DeleteServiceLinkedRoleResponse:
        """Ask for the deletion of a service-linked role. A task does it once nothing uses the role.

        Args:
            role_name: Name of the service-linked role. Letters, digits, dots, underscores and
                hyphens. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            EntityNotExist.Role (404): There is no role of this name.
            EntityNotExist.ServiceLinkedRole (404): It is an ordinary role. Delete it as such.

        Example:
            >>> ram.delete_service_linked_role(role_name="AliyunServiceRoleForPolarDB")
        """
        return self.send(_ram.DeleteServiceLinkedRoleRequest(role_name=role_name))

    def get_service_linked_role_template(
        self,
        *,
        service_name: str,
    ) -> GetServiceLinkedRoleTemplateResponse:
        """Read what the service-linked role of a cloud service looks like before it is made.

        Args:
            service_name: Domain-like name of the cloud service, for example polardb.aliyuncs.com.

        Errors of the service:
            EntityNotExist.Service (404): There is no such service, or it has no service-linked
                role.

        Example:
            >>> ram.get_service_linked_role_template(service_name="polardb.aliyuncs.com")
        """
        return self.send(_ram.GetServiceLinkedRoleTemplateRequest(service_name=service_name))

    def tag_resources(
        self,
        *,
        resource_type: Literal["role", "policy"],
        tag: Sequence[Tag],
        resource_names: Sequence[str] | None = None,
    ) -> TagResourcesResponse:
        """Put tags on roles or policies. A key that is there already gets the new value.

        Args:
            resource_type: What kind of resource the names stand for.
            tag: The tags to put on each of the resources. At most 20 items.
            resource_names: Names of the roles or policies. At most 50 items.

        Errors of the service:
            InvalidParameter.ResourceType (400): The resource type is role or policy.
            InvalidParameter.ResourceNames (400): There are no resource names, or too many.
            InvalidParameter.Tag (400): A tag is too long or has a reserved prefix, or too many
                tags.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Role (404): There is no role of this name.
            LimitExceeded.Tag (409): The resource has as many tags as it may have.

        Example:
            >>> ram.tag_resources(
            ...     resource_type="role",
            ...     resource_names=["ReportReader", "ReportWriter"],
            ...     tag=[Tag(key="team", value="billing"), Tag(key="stage", value="test")],
            ... )
        """
        return self.send(
            _ram.TagResourcesRequest(
                resource_type=resource_type,
                resource_names=resource_names,
                tag=tag,
            )
        )

    def untag_resources(
        self,
        *,
        resource_type: Literal["role", "policy"],
        resource_names: Sequence[str],
        tag_keys: Sequence[str] | None = None,
        all: bool | None = None,
    ) -> UntagResourcesResponse:
        """Take tags from roles or policies.

        Args:
            resource_type: What kind of resource the names stand for.
            resource_names: Names of the roles or policies. At most 50 items.
            tag_keys: Keys of the tags to take off. Others are passed over. At most 20 items.
            all: Whether all tags go. Looked at only when no keys are given.

        Errors of the service:
            InvalidParameter.ResourceType (400): The resource type is role or policy.
            InvalidParameter.ResourceNames (400): There are no resource names, or too many.
            InvalidParameter.TagKeys (400): A key is not valid, or there are too many.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Role (404): There is no role of this name.

        Example:
            >>> ram.untag_resources(
            ...     resource_type="role",
            ...     resource_names=["ReportReader", "ReportWriter"],
            ...     tag_keys=["stage", "owner"],
            ...     all=False,
            ... )
        """
        return self.send(
            _ram.UntagResourcesRequest(
                resource_type=resource_type,
                resource_names=resource_names,
                tag_keys=tag_keys,
                all=all,
            )
        )

    def list_tag_resources(
        self,
        *,
        resource_type: Literal["role", "policy"],
        resource_names: Sequence[str] | None = None,
        tag: Sequence[Tag] | None = None,
        page_size: int | None = None,
        next_token: str | None = None,
    ) -> ListTagResourcesResponse:
        """List which roles or policies carry which tags, page by page.

        Args:
            resource_type: What kind of resource the names stand for.
            resource_names: Only the roles or policies of these names. At most 50 items.
            tag: Only resources with all of these tags. A tag without a value matches any. At most
                20 items.
            page_size: Maximum page size. From 1 to 100.
            next_token: Pagination token, the NextToken of the previous page.

        Errors of the service:
            InvalidParameter.ResourceType (400): The resource type is role or policy.
            InvalidParameter.ResourceNames (400): There are no resource names, or too many.
            EntityNotExist.Policy (404): There is no policy of this name and type.
            EntityNotExist.Role (404): There is no role of this name.

        Example:
            >>> ram.list_tag_resources(
            ...     resource_type="role",
            ...     resource_names=["ReportReader", "ReportWriter"],
            ...     tag=[Tag(key="team", value="billing")],
            ...     page_size=2,
            ...     next_token="EXAMPLE-PAGE-1",
            ... )
        """
        return self.send(
            _ram.ListTagResourcesRequest(
                resource_type=resource_type,
                resource_names=resource_names,
                tag=tag,
                page_size=page_size,
                next_token=next_token,
            )
        )

    def create_user(
        self,
        *,
        user_name: str,
        display_name: str | None = None,
        mobile_phone: str | None = None,
        email: str | None = None,
        comments: str | None = None,
    ) -> CreateUserResponse:
        """Create a RAM user. It can do nothing until it gets a login profile or access key, and
        policies.

        Args:
            user_name: Name for the new user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            display_name: Name shown to people, for example in the console. 1 to 128 characters.
            mobile_phone: Mobile number as <country code>-<number>. China site only. Matches
                `[0-9]+-[0-9]+`.
            email: E-mail address. China site only.
            comments: Free text for those who manage the account. 1 to 128 characters.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.DisplayName.InvalidChars (400): A character of the display name is not
                allowed.
            InvalidParameter.DisplayName.Length (400): The display name must have 1 to 128
                characters.
            InvalidParameter.MobilePhone.Format (400): A mobile number is written <country
                code>-<number>.
            InvalidParameter.Email.Format (400): This is not an e-mail address.
            InvalidParameter.Comments.Length (400): The comments must have 1 to 128 characters.
            EntityAlreadyExists.User (409): There already is a RAM user of this name.
            LimitExceeded.User (409): The account has as many RAM users as it may have.

        Example:
            >>> ram.create_user(
            ...     user_name="alice",
            ...     display_name="Alice",
            ...     mobile_phone="86-13900000000",
            ...     email="alice@example.com",
            ...     comments="Works on billing",
            ... )
        """
        return self.send(
            _ram.CreateUserRequest(
                user_name=user_name,
                display_name=display_name,
                mobile_phone=mobile_phone,
                email=email,
                comments=comments,
            )
        )

    def get_user(self, *, user_name: str) -> GetUserResponse:
        """Look up a RAM user by its name.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.

        Example:
            >>> ram.get_user(user_name="alice")
        """
        return self.send(_ram.GetUserRequest(user_name=user_name))

    def update_user(
        self,
        *,
        user_name: str,
        new_user_name: str | None = None,
        new_display_name: str | None = None,
        new_mobile_phone: str | None = None,
        new_email: str | None = None,
        new_comments: str | None = None,
    ) -> UpdateUserResponse:
        """Change the name or details of a RAM user. Options not given are kept; so are id, keys and
        policies.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            new_user_name: The name to rename the user to. The user keeps the present name when this
                is left out. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.
            new_display_name: The new name shown to people. Unchanged when left out. 1 to 128
                characters.
            new_mobile_phone: The new mobile number as <country code>-<number>. Unchanged when left
                out. China site only. Matches `[0-9]+-[0-9]+`.
            new_email: The new e-mail address. Unchanged when left out. China site only.
            new_comments: The new free text. Unchanged when left out. 1 to 128 characters.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            InvalidParameter.NewUserName.InvalidChars (400): A name has letters, digits and . _ -
                only.
            InvalidParameter.NewUserName.Length (400): The new user name must have 1 to 64
                characters.
            InvalidParameter.NewDisplayName.InvalidChars (400): A character of the display name is
                not allowed.
            InvalidParameter.NewDisplayName.Length (400): The new display name has 1 to 128
                characters.
            InvalidParameter.NewMobilePhone.Format (400): A number is written <country
                code>-<number>.
            InvalidParameter.NewEmail.Format (400): The new value is not an e-mail address.
            InvalidParameter.NewComments.Length (400): The new comments must have 1 to 128
                characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            EntityAlreadyExists.User (409): There already is a RAM user of this name.

        Example:
            >>> ram.update_user(
            ...     user_name="alice",
            ...     new_user_name="alice.wu",
            ...     new_display_name="Alice Wu",
            ...     new_mobile_phone="86-13900000002",
            ...     new_email="alice.wu@example.com",
            ...     new_comments="Leads billing",
            ... )
        """
        return self.send(
            _ram.UpdateUserRequest(
                user_name=user_name,
                new_user_name=new_user_name,
                new_display_name=new_display_name,
                new_mobile_phone=new_mobile_phone,
                new_email=new_email,
                new_comments=new_comments,
            )
        )

    def delete_user(self, *, user_name: str) -> DeleteUserResponse:
        """Delete a RAM user. Its keys, login profile, MFA device, policies and groups must be gone
        before.

        Args:
            user_name: Name of the RAM user. 1 to 64 characters; matches `[A-Za-z0-9._-]+`.

        Errors of the service:
            InvalidParameter.UserName.InvalidChars (400): A name has letters, digits and . _ - only.
            InvalidParameter.UserName.Length (400): The user name must have 1 to 64 characters.
            EntityNotExist.User (404): There is no RAM user of this name.
            DeleteConflict.User.AccessKey (409): The user still has an access key. Delete the key
                first.
            DeleteConflict.User.Group (409): The user is still in a group. Remove it from the group
                first.
            DeleteConflict.User.LoginProfile (409): The user has a login profile. Delete it first.
            DeleteConflict.User.MFADevice (409): The user still has an MFA device. Unbind it first.
            DeleteConflict.User.Policy (409): The user still has a policy. Detach the policy first.

        Example:
            >>> ram.delete_user(user_name="alice")
        """
        return self.send(_ram.DeleteUserRequest(user_name=user_name))

    def list_users(
        self,
        *,
        marker: str | None = None,
        max_items: int | None = None,
    ) -> ListUsersResponse:
        """List the RAM users of the account, page by page.

        Args:
            marker: Pagination token, the Marker of the previous page. Left out for the first page.
            max_items: Maximum page size. From 1 to 1000. The service assumes 100 when it is left
                out.

        Errors of the service:
            InvalidParameter.Marker (400): The marker is not one that this list gave out.
            InvalidParameter.MaxItems (400): The size of a page is out of range.

        Example:
            >>> ram.list_users(marker="EXAMPLE-PAGE-1", max_items=2)
        """
        return self.send(_ram.ListUsersRequest(marker=marker, max_items=max_items))
