"""The state of an account as a YAML file that people read and write: applied, and exported.

Role sessions, used nonces and the access keys of the account itself are not part of it.
"""
