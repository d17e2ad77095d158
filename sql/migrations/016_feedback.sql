-- What people tell of the accessibility of the pages. Sealed with the bank's key: it may hold how
-- to reach the writer.
CREATE TABLE feedback (
    bank_id     INTEGER NOT NULL REFERENCES bank (bank_id),
    feedback_id INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    sealed      BLOB NOT NULL, -- JSON: what, contact
    PRIMARY KEY (bank_id, feedback_id)
) STRICT;
