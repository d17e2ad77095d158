/*
 * What letters say: JSON with one schema per kind, checked by the sender before it decides and by
 * the recipient before it stores. Unknown members are refused, so nothing rides along unseen: an
 * absence reason, for one, has no place to be.
 *
 *   attendance    {"from","to","weeks":[{"monday","offered","valid","invalid"}…]}   minutes
 *   intervention  {"interventions":[{"code","level","started","ended"?}…]}
 *   goal          {"goals":[{"area","reached","on"}…]}
 *   message       {"text"}
 *   answer        {"letter","answer":"accepted"} or {"letter","answer":"rejected","reason"}
 *   withdrawal    {"consent","on","letters":[…]}
 *   consultation  {"ground":{…},"item":{"age","worry","tried","question"}}   about nobody by name
 *   consultation-answer  {"ground":{…},"letter","item":{"text"}}
 *
 * docs/formats.md has each member. An item letter's body is
 *   {"civic_no","ground":{…},"item":{ one of the first four }}.
 */
#ifndef LETTERBOX_CONTENT_H
#define LETTERBOX_CONTENT_H

#include "base/civic.h"
#include "base/json.h"
#include "letterbox/envelope.h"
#include "team/consent.h"
#include "team/goal.h"

#define CONTENT_WEEKS_MAX   160 /* three years */
#define CONTENT_ITEMS_MAX   100
#define CONTENT_TEXT_MAX    4000 /* characters */
#define CONTENT_LETTERS_MAX 1000
#define CONTENT_GROUND_MAX  16

/* Why a recipient does not take a letter. */
enum reject_reason {
    REJECT_NOT_NEEDED,     /* not needed for the own work */
    REJECT_UNKNOWN_PERSON, /* nobody of ours */
    REJECT_TOO_MUCH,       /* more than what is needed */
    REJECT_WRONG_CONTENT,
    REJECT_NO_GROUND, /* we do not see that there is a ground */
    REJECT_REASON__MAX
};
extern const char *const reject_reason_code[REJECT_REASON__MAX];
extern const char *const reject_reason_text_sv[REJECT_REASON__MAX];

/* On which ground a letter was sent; texts such as "OSL 10:1" and rule ids such as "R38". */
struct letter_ground {
    const char *grounds[CONTENT_GROUND_MAX];
    size_t ground_count;
    const char *rules[CONTENT_GROUND_MAX];
    size_t rule_count;
    struct date decided;
    enum consent_purpose purpose;
};

/* The item of an item letter, checked; ERR_INVALID names the member. */
MUST_USE enum err content_check_item(enum letter_kind kind, const json_t *item,
                                     struct err_ctx *ctx);

/* The first and last day a checked item tells of; a message tells of no day (false). */
bool content_period(enum letter_kind kind, const json_t *item, struct date *first_out,
                    struct date *last_out);

/* Text for people: UTF-8 without control characters (line breaks and tabs if `lines`) and without
 * marks that turn the reading direction, 1 to `max` code points. */
bool content_text_ok(const char *text, size_t max, bool lines);

/* How old the child of a consultation is, in spans. */
enum consult_age { CONSULT_6_9, CONSULT_10_12, CONSULT_13_15, CONSULT_16_19, CONSULT_AGE__MAX };
extern const char *const consult_age_code[CONSULT_AGE__MAX]; /* 6-9, 10-12 … */
extern const char *const consult_age_text_sv[CONSULT_AGE__MAX];
#define CONTENT_CONSULT_MAX 2000 /* characters of each text of a consultation */

/* The item of a consultation or of its answer, checked; ERR_INVALID names the member. */
MUST_USE enum err content_check_consultation(enum letter_kind kind, const json_t *item,
                                             struct err_ctx *ctx);

/* A body of any kind, parsed and checked. Texts belong to the arena, `item` is a new reference
 * for the caller to release (NULL for answers and withdrawals). */
struct content {
    enum letter_kind kind;
    /* item letters */
    struct civic_no civic;
    struct letter_ground ground;
    json_t *item;
    /* answers, and answers to consultations */
    struct letter_ref about;
    bool accepted;
    int reason; /* enum reject_reason when rejected, else -1 */
    /* withdrawals */
    uint8_t consent[16];
    struct date on;
    struct letter_ref *letters;
    size_t letter_count;
};
MUST_USE enum err content_parse(enum letter_kind kind, struct blob body, struct arena *a,
                                struct content *out, struct err_ctx *ctx);
/* The other way; keys in a fixed order. */
MUST_USE enum err content_write(const struct content *c, struct arena *a, struct blob *out,
                                struct err_ctx *ctx);
void content_free(struct content *c); /* releases `item`; NULL is safe */

#endif
