-- Sessions of the pages. A session is known by a keyed hash of the cookie, so that whoever reads
-- the database cannot sign in with it.
CREATE TABLE web_session (
    bank_id INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    staff_id INTEGER NOT NULL,
    language INTEGER NOT NULL,
    created_time INTEGER NOT NULL,
    seen_time INTEGER NOT NULL,
    PRIMARY KEY (bank_id, token_hash)
) STRICT;
CREATE INDEX web_session_seen ON web_session (bank_id, seen_time);

-- Forms that have been sent in, so that sending one twice does its work once. `location` is where
-- the first one led; NULL while it is being handled, or when the process ended in the middle.
CREATE TABLE web_form (
    bank_id INTEGER NOT NULL,
    token_hash BLOB NOT NULL,
    location TEXT,
    sent_time INTEGER NOT NULL,
    PRIMARY KEY (bank_id, token_hash)
) STRICT;
CREATE INDEX web_form_sent ON web_form (bank_id, sent_time);
