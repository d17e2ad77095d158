CREATE TABLE pet (
    bank_id  INTEGER NOT NULL,
    pet_id   INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    PRIMARY KEY (bank_id, pet_id),
    FOREIGN KEY (bank_id, owner_id) REFERENCES person (bank_id, person_id)
) STRICT;
