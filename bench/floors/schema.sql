CREATE TABLE organization (id TEXT PRIMARY KEY, version INTEGER NOT NULL);
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL,
  email TEXT NOT NULL,
  status TEXT NOT NULL
);
CREATE INDEX invitation_by_address ON invitation (organization_id, email);
CREATE TABLE mail (id TEXT PRIMARY KEY, invitation_id TEXT NOT NULL);
CREATE TABLE event (id TEXT PRIMARY KEY, subject_id TEXT NOT NULL);
CREATE TABLE membership (
  organization_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (organization_id, user_id)
) WITHOUT ROWID;
INSERT INTO organization (id, version) VALUES ('organization', 1);
