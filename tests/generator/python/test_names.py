"""Python names come from the words of wire names, clear of reserved ones."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given, strategies as st

from alicloud.generator.python.names import class_name, is_reserved, pascal, snake

WORDS = [
    ("UserName", "user_name"), ("MFADevice", "mfa_device"),
    ("VirtualMFADeviceName", "virtual_mfa_device_name"), ("QRCodePNG", "qr_code_png"),
    ("OIDCProviderArn", "oidc_provider_arn"), ("AssumeRoleWithOIDC", "assume_role_with_oidc"),
    ("AssumeRoleWithSAML", "assume_role_with_saml"), ("MFABindRequired", "mfa_bind_required"),
    ("AccessKeyId", "access_key_id"), ("kubeAPIBurst", "kube_api_burst"), ("ID", "id"),
    ("X", "x"),
]  # fmt: skip
DIGITS = [
    ("Base32StringSeed", "base32_string_seed"), ("AuthenticationCode1", "authentication_code1"),
    ("EC2Instance", "ec2_instance"), ("X509Certificate", "x509_certificate"),
    ("V6HttpCount", "v6_http_count"), ("2FADevice", "n2fa_device"), ("3d", "n3d"),
    ("404", "n404"),
]  # fmt: skip
ACRONYMS = [
    ("VPCIds", "vpc_ids"), ("VPCs", "vpcs"), ("IPv6Address", "ipv6_address"),
    ("Ipv6Address", "ipv6_address"), ("PublicIPs", "public_ips"), ("VSwitchIds", "vswitch_ids"),
    ("UpdateK8sClusterUserConfig", "update_k8s_cluster_user_config"),
    ("DescribeDNSSLBSubDomains", "describe_dns_slb_sub_domains"),
    ("OAuth2Token", "oauth2_token"), ("MySQLVersion", "mysql_version"),
    ("IDsource", "i_dsource"),  # not the plural: a lower-case letter follows
]  # fmt: skip
SIGNS = [
    ("already_snake", "already_snake"), ("_private", "private"), ("hyphen-ated", "hyphen_ated"),
    ("dotted.names", "dotted_names"), ("Tag.1.Key", "tag_1_key"),
    ("@Weird$Chars", "weird_chars"), ("with space", "with_space"), ("$", ""), ("", ""),
]  # fmt: skip
RESERVED = [
    ("Class", "class_"), ("From", "from_"), ("None", "none"), ("List", "list_"), ("Str", "str_"),
    ("Datetime", "datetime_"), ("Field", "field_"), ("Raw", "raw_"),
    ("RequestId", "request_id_"), ("Items", "items_"), ("Send", "send_"), ("Call", "call_"),
    ("WarmUp", "warm_up_"), ("WithOptions", "with_options_"), ("Self", "self_"),
    ("Type", "type"), ("Id", "id"), ("L", "l_"), ("O", "o"),
]  # fmt: skip


@pytest.mark.parametrize(("wire", "python"), WORDS + DIGITS + ACRONYMS + SIGNS + RESERVED)
def test_fields_and_methods_are_snake_case(wire: str, python: str) -> None:
    assert snake(wire) == python


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("User", "User"), ("QRCodePNG", "QRCodePNG"), ("createUser", "CreateUser"),
        ("resource_manager", "ResourceManager"), ("hyphen-ated", "HyphenAted"),
        ("dotted.names", "DottedNames"), ("@Weird$Chars", "WeirdChars"),
        ("2FADevice", "N2FADevice"), ("$", ""),
    ],
)  # fmt: skip
def test_classes_keep_the_capitals_of_the_wire(wire: str, python: str) -> None:
    assert pascal(wire) == python
    assert class_name(wire) == python


@pytest.mark.parametrize("name", ["Request", "Response", "Page", "None", "Any", "Client", "I", "O"])
def test_classes_do_not_hide_what_modules_import(name: str) -> None:
    assert class_name(name) == f"{name}_"


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_a_name_is_empty_or_a_free_identifier(wire: str) -> None:
    name = snake(wire)
    assert name == "" or (name.isidentifier() and not keyword.iskeyword(name))
    assert name.isascii()
    assert not is_reserved(name)
    assert class_name(wire) == "" or class_name(wire).isidentifier()
