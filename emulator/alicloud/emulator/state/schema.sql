-- The state of an emulated account. `seq` keeps the order of lists stable while rows are added and
-- deleted. Times are text in the service's format: 2015-01-23T12:33:18Z.

CREATE TABLE users (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  mobile_phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  comments TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  last_login TEXT
);

-- A key without a user belongs to the account itself.
CREATE TABLE access_keys (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  user_id TEXT REFERENCES users (id),
  status TEXT NOT NULL DEFAULT 'Active',
  created TEXT NOT NULL,
  last_used TEXT
);
CREATE INDEX access_keys_of_user ON access_keys (user_id);

CREATE TABLE login_profiles (
  user_id TEXT PRIMARY KEY REFERENCES users (id),
  password_reset_required INTEGER NOT NULL DEFAULT 0,
  mfa_bind_required INTEGER NOT NULL DEFAULT 0,
  created TEXT NOT NULL
);

-- Salted hashes; the newest one is the password, the others serve the reuse rule.
CREATE TABLE passwords (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id TEXT NOT NULL REFERENCES users (id),
  salt TEXT NOT NULL,
  hash TEXT NOT NULL
);

-- `last_step` is the time step of the last code that was accepted: no code is accepted twice.
CREATE TABLE mfa_devices (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  serial_number TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  seed TEXT NOT NULL,
  user_id TEXT UNIQUE REFERENCES users (id),
  activated TEXT,
  last_step INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE groups (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  comments TEXT NOT NULL DEFAULT '',
  created TEXT NOT NULL,
  updated TEXT NOT NULL
);

CREATE TABLE memberships (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id TEXT NOT NULL REFERENCES groups (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  joined TEXT NOT NULL,
  UNIQUE (group_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);

-- `service` is the owner of a service-linked role and null for other roles.
CREATE TABLE roles (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  description TEXT NOT NULL DEFAULT '',
  trust_policy TEXT NOT NULL,
  max_session_duration INTEGER NOT NULL DEFAULT 3600,
  allow_console_login INTEGER NOT NULL DEFAULT 1,
  service TEXT,
  created TEXT NOT NULL,
  updated TEXT NOT NULL
);

-- System policies are rows too, inserted with the database. Version numbers are never reused.
CREATE TABLE policies (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  description TEXT NOT NULL DEFAULT '',
  default_version INTEGER NOT NULL DEFAULT 1,
  last_version INTEGER NOT NULL DEFAULT 1,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  UNIQUE (type, name)
);

CREATE TABLE policy_versions (
  policy INTEGER NOT NULL REFERENCES policies (seq),
  version INTEGER NOT NULL,
  document TEXT NOT NULL,
  created TEXT NOT NULL,
  PRIMARY KEY (policy, version)
);

-- `kind` is user, group or role and `entity` its id; `resource_group` is '' for the whole account.
CREATE TABLE attachments (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  policy INTEGER NOT NULL REFERENCES policies (seq),
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  resource_group TEXT NOT NULL DEFAULT '',
  attached TEXT NOT NULL,
  UNIQUE (policy, kind, entity, resource_group)
);
CREATE INDEX attachments_of_entity ON attachments (kind, entity);

-- `kind` is role or policy; `entity` is the id of the role or the seq of the policy, as text.
CREATE TABLE tags (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  UNIQUE (kind, entity, key)
);

-- The account alias, the password policy and the security preference, as JSON.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Role sessions, found by the temporary access key. They are deleted with their role.
CREATE TABLE sessions (
  access_key_id TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  token TEXT NOT NULL,
  role_id TEXT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  policy TEXT,
  source_identity TEXT,
  created TEXT NOT NULL,
  expires TEXT NOT NULL
);

-- Identity providers, registered in Python or from a file; `kind` is saml or oidc.
CREATE TABLE providers (
  arn TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  data TEXT NOT NULL
);

-- Resource groups that attachments may be limited to; `status` is OK, Creating or Deleting.
CREATE TABLE resource_groups (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL DEFAULT 'OK'
);

-- Nonces of signed calls, hashed, and the time in seconds until which they are refused. Only filled
-- in a file: in memory they end with the emulator.
CREATE TABLE nonces (
  digest BLOB PRIMARY KEY,
  until REAL NOT NULL
) WITHOUT ROWID;
