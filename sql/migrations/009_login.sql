-- Sessions of employees, pupils and guardians, sign-ins under way at an identity provider, and
-- drafts of forms. Sessions of before end: they say nothing of who may have them.
DROP TABLE web_session;

-- A session is known by a keyed hash of the cookie, so that whoever reads the database cannot sign
-- in with it.
CREATE TABLE web_session (
    bank_id         INTEGER NOT NULL,
    token_hash      BLOB NOT NULL,
    session_id      INTEGER NOT NULL, -- its name in the owner's list
    kind            INTEGER NOT NULL, -- 1 employee, 2 pupil, 3 guardian
    staff_id        INTEGER NOT NULL, -- 0 unless an employee
    person_id       INTEGER NOT NULL, -- 0 for an employee
    role            INTEGER NOT NULL, -- of the employee when it began; -1 for others
    language        INTEGER NOT NULL,
    device          TEXT NOT NULL,    -- browser and system, as the owner recognises them
    provider        TEXT NOT NULL,    -- the identity provider's name in bank.conf; '' for the demo
    sealed_id_token BLOB,             -- to sign out at the provider
    created_time    INTEGER NOT NULL,
    seen_time       INTEGER NOT NULL,
    PRIMARY KEY (bank_id, token_hash)
) STRICT;
CREATE UNIQUE INDEX web_session_number ON web_session (bank_id, session_id);
CREATE INDEX web_session_seen ON web_session (bank_id, seen_time);
CREATE INDEX web_session_staff ON web_session (bank_id, staff_id) WHERE staff_id <> 0;
CREATE INDEX web_session_person ON web_session (bank_id, person_id) WHERE person_id <> 0;

-- A sign-in that waits for the provider's answer. It is known by a keyed hash of a cookie that the
-- browser got with the redirect, and is used once.
CREATE TABLE login_begun (
    bank_id    INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    begun_id   INTEGER NOT NULL, -- what the sealed part is tied to
    sealed     BLOB NOT NULL,    -- JSON: provider, state, nonce, code verifier, where to go then
    begun_time INTEGER NOT NULL,
    PRIMARY KEY (bank_id, token_hash)
) STRICT;
CREATE INDEX login_begun_time ON login_begun (bank_id, begun_time);

-- Refused sign-ins that have been written in the journal, so that a flood does not fill it.
CREATE TABLE login_refusal (
    bank_id   INTEGER NOT NULL,
    provider  TEXT NOT NULL,
    fault     INTEGER NOT NULL,
    window_at INTEGER NOT NULL, -- start of the hour that is counted
    journaled INTEGER NOT NULL, -- entries made in it
    PRIMARY KEY (bank_id, provider, fault)
) STRICT;

-- Keys that the bank proves itself with to identity providers.
CREATE TABLE login_key (
    bank_id      INTEGER NOT NULL,
    key_id       INTEGER NOT NULL,
    alg          TEXT NOT NULL, -- ES256, RS256
    public_jwk   TEXT NOT NULL,
    sealed       BLOB NOT NULL, -- the whole JWK
    created_time INTEGER NOT NULL,
    PRIMARY KEY (bank_id, key_id)
) STRICT;

-- What somebody has written in a form and not sent. `page_hash` is a keyed hash of the page's
-- address. With a person the text is sealed with that person's key, so that it goes with it.
CREATE TABLE web_draft (
    bank_id    INTEGER NOT NULL,
    draft_id   INTEGER NOT NULL,
    kind       INTEGER NOT NULL, -- of the owner's session
    owner_id   INTEGER NOT NULL, -- staff or person
    page_hash  BLOB NOT NULL,
    person_id  INTEGER NOT NULL, -- whom it is about; 0: sealed with the bank's key
    sealed     BLOB NOT NULL,    -- JSON: page, form and fields
    saved_time INTEGER NOT NULL,
    PRIMARY KEY (bank_id, draft_id)
) STRICT;
CREATE UNIQUE INDEX web_draft_owner ON web_draft (bank_id, kind, owner_id, page_hash);
CREATE INDEX web_draft_saved ON web_draft (bank_id, saved_time);
