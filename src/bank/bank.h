/*
 * One opened bank: its database, its keys and its configuration.
 *
 * A bank is a folder that only its owner can read:
 *     bank.conf        settings, plain `key = value` (docs/formats.md)
 *     bank.db          the database
 *     keys/keyring     every secret key of the bank, sealed
 *     keys/unlock.key  opens the keyring, when the bank was made with a key file
 *     checkpoint       the last signed checkpoint of the journal
 *
 * Cost: opening with a key file is a few milliseconds; with a passphrase about half a second
 * (Argon2id) and 256 MiB for that moment.
 *
 * Forbidden: sharing one `struct bank` between threads (use bank_clone), holding two different
 * banks in one function.
 */
#ifndef BANK_BANK_H
#define BANK_BANK_H

#include <stdbool.h>
#include <stdint.h>

#include "bank/actor.h"
#include "bank/local.h"
#include "bank/provider.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

struct bank;
struct db;

enum bank_kind { BANK_SCHOOL, BANK_SOCIAL, BANK_KIND__MAX };
extern const char *const bank_kind_code[BANK_KIND__MAX]; /* school, social */

/* How the authority is run (huvudman). A social bank is always municipal. */
enum legal_form {
    LEGAL_FORM_MUNICIPAL,
    LEGAL_FORM_INDEPENDENT, /* enskild huvudman */
    LEGAL_FORM__MAX
};
extern const char *const legal_form_code[LEGAL_FORM__MAX]; /* municipal, independent */

/* How pupils and guardians are told which employee has read what is kept about the child. */
enum bank_readers {
    READERS_BY_ROLE, /* "Kurator": asked for the name, a human being answers */
    READERS_BY_NAME, /* "Karin Ek, kurator" */
    BANK_READERS__MAX
};
extern const char *const bank_readers_code[BANK_READERS__MAX]; /* role, name */

/* What opens the keyring. */
enum bank_unlock { BANK_UNLOCK_PASSPHRASE, BANK_UNLOCK_KEY_FILE, BANK_UNLOCK__MAX };
extern const char *const bank_unlock_code[BANK_UNLOCK__MAX]; /* passphrase, key-file */

#define BANK_NAME      128
#define BANK_URL       256
#define BANK_ADDRESS   64
#define BANK_ORIGIN    192
#define BANK_PATH      4096
#define BANK_ORGNUMBER 11 /* ten digits and NUL */

/* What a serving process gives up once it has started (web/confine.h). */
enum bank_confinement {
    CONFINEMENT_AVAILABLE, /* as much as the kernel can */
    CONFINEMENT_STRICT,    /* all of it, or it does not start */
    CONFINEMENT_OFF,
    CONFINEMENT__MAX
};
extern const char *const bank_confinement_code[CONFINEMENT__MAX]; /* available, strict, off */

/* bank.conf. The settings are described in docs/formats.md. */
struct bank_config {
    enum bank_kind kind;
    enum legal_form legal_form;
    enum bank_readers readers; /* how employees are told to families */
    enum bank_unlock unlock;   /* what the keyring is sealed with; not a line of the file */
    char name[BANK_NAME];      /* of the authority, UTF-8, as people know it */
    char organisation_number[BANK_ORGNUMBER]; /* ten digits, check digit tested */
    char municipality_code[5];                /* four digits; "" when not set */
    char listen_address[BANK_ADDRESS];        /* numeric IP address, 127.0.0.1 unless set */
    uint16_t listen_port;                     /* 8101 for a school bank, 8102 for a social one */
    char public_url[BANK_URL];        /* where peers reach it; "" makes http://address:port */
    char journal_origin[BANK_ORIGIN]; /* the log's name in checkpoints, without spaces and + */
    int checkpoint_seconds;           /* longest time between checkpoints, 60 unless set */
    enum bank_confinement
        confinement;                 /* of the serving process, CONFINEMENT_AVAILABLE unless set */
    struct bank_providers providers; /* who signs people in; none: the demo's choice of a person */
    struct bank_local local;         /* own targets beside the law's, and own times of keeping */
};

/* How to make a bank. */
struct bank_init_options {
    const char *dir;           /* must not exist, or be empty */
    struct bank_config config; /* kind, name, legal form, organisation number; the rest may be 0 */
    const char *passphrase_file; /* first line of a file is the passphrase; "-" is standard input */
    const char *passphrase;      /* for tests and programs; at least 12 characters */
    bool key_file;               /* make keys/unlock.key instead of asking for a passphrase */
    bool test_cost;              /* least work for the passphrase: for tests only */
};

/* Makes the folder (0700), the keys and an empty database. With neither `key_file` nor a
 * passphrase it asks twice on the terminal without echo. ERR_CONFLICT when something is there
 * already; nothing is left behind on failure. */
MUST_USE enum err bank_init(const struct bank_init_options *o, struct err_ctx *ctx);

/* How to open a bank. */
struct bank_options {
    const char *dir;
    const char
        *passphrase_file; /* as above; NULL asks on the terminal when a passphrase is needed */
    const char *passphrase;
    bool no_migrate; /* ERR_SETUP when the database is older than the program, do not bring it up */
};

/* ERR_SETUP: folder or key permissions, wrong passphrase, configuration, database version.
 * When the last command ended before it could sign the journal's head, this signs it. */
MUST_USE enum err bank_open(const struct bank_options *o, struct bank **out, struct err_ctx *ctx);

/* Another handle of the same bank for another thread: own database connection, shared keys,
 * nothing asked. */
MUST_USE enum err bank_clone(const struct bank *b, struct bank **out, struct err_ctx *ctx);

/* Signs a checkpoint if this handle has appended to the journal since the last one, then closes.
 * A failure to sign is logged and made good at the next open. NULL is safe. */
void bank_close(struct bank *b);

struct db *bank_db(struct bank *b);
int64_t bank_row_id(const struct bank *b); /* the bank_id that every row is keyed with */
const struct bank_config *bank_config(const struct bank *b);
const char *bank_dir(const struct bank *b);

/* New passphrase (or key file) for the keyring; the keys themselves stay. Journalled. */
MUST_USE enum err bank_rekey(struct bank *b, const struct bank_init_options *with,
                             const struct actor *actor, struct err_ctx *ctx);

#endif
