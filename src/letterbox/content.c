/* Bodies: what surrounds an item, and the two protocol kinds. */
#include "letterbox/content.h"

#include <string.h>

#include "base/buf.h"
#include "base/words.h"
#include "letterbox/content_check.h"

#define GROUND_TEXT 120

const char *const reject_reason_code[REJECT_REASON__MAX] = {
    [REJECT_NOT_NEEDED] = "not-needed", [REJECT_UNKNOWN_PERSON] = "unknown-person",
    [REJECT_TOO_MUCH] = "too-much",     [REJECT_WRONG_CONTENT] = "wrong-content",
    [REJECT_NO_GROUND] = "no-ground",
};
const char *const reject_reason_text_sv[REJECT_REASON__MAX] = {
    [REJECT_NOT_NEEDED] = TR("Behövs inte i vårt arbete"),
    [REJECT_UNKNOWN_PERSON] = TR("Vi arbetar inte med den personen"),
    [REJECT_TOO_MUCH] = TR("Mer uppgifter än vad som behövs"),
    [REJECT_WRONG_CONTENT] = TR("Uppgifterna verkar vara fel"),
    [REJECT_NO_GROUND] = TR("Vi ser inte att det finns en rättslig grund"),
};

static bool parse_texts(const json_t *array, struct arena *a, const char **out, size_t *count_out)
{
    *count_out = json_array_size(array);
    if (!json_is_array(array) || *count_out > CONTENT_GROUND_MAX) {
        return false;
    }
    for (size_t i = 0; i < *count_out; i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (!content_text_ok(text, GROUND_TEXT, false)) {
            return false;
        }
        out[i] = arena_strdup(a, text);
    }
    return true;
}

static enum err parse_ground(const json_t *g, struct arena *a, struct letter_ground *out,
                             struct err_ctx *ctx)
{
    static const char *const members[] = {"grounds", "rules", "decided", "purpose", NULL};
    int purpose;
    if (!check_members(g, members, NULL) ||
        !parse_texts(json_object_get(g, "grounds"), a, out->grounds, &out->ground_count) ||
        !parse_texts(json_object_get(g, "rules"), a, out->rules, &out->rule_count) ||
        !check_date(g, "decided", &out->decided) ||
        !check_word(g, "purpose", consent_purpose_code, CONSENT_PURPOSE__MAX, &purpose) ||
        out->ground_count == 0) {
        return check_failed("ground", "grounds, rules, decided and purpose", ctx);
    }
    out->purpose = (enum consent_purpose)purpose;
    return ERR_OK;
}

static enum err parse_item(const json_t *body, struct arena *a, struct content *out,
                           struct err_ctx *ctx)
{
    static const char *const members[] = {"civic_no", "ground", "item", NULL};
    const char *civic = json_text(body, "civic_no");
    if (!check_members(body, members, NULL) || civic == NULL || strlen(civic) != 12 ||
        civic_parse(civic, 12, &out->civic) != CIVIC_OK ||
        civic_kind(&out->civic) == CIVIC_INTERIM) {
        return check_failed("civic_no", "civic_no (twelve digits, no interim number), ground, item",
                            ctx);
    }
    enum err e = parse_ground(json_object_get(body, "ground"), a, &out->ground, ctx);
    json_t *item = json_object_get(body, "item");
    if (e == ERR_OK) {
        e = content_check_item(out->kind, item, ctx);
    }
    struct date first, last;
    if (e == ERR_OK && content_period(out->kind, item, &first, &last) &&
        last.days > out->ground.decided.days) {
        e = check_failed("item", "nothing later than the day of the decision", ctx);
    }
    if (e == ERR_OK) {
        out->item = json_incref(item);
    }
    return e;
}

static enum err parse_answer(const json_t *body, struct content *out, struct err_ctx *ctx)
{
    static const char *const members[] = {"letter", "answer", NULL};
    static const char *const optional[] = {"reason", NULL};
    static const char *const words[] = {"rejected", "accepted"};
    const char *ref = json_text(body, "letter");
    int word;
    if (!check_members(body, members, optional) || ref == NULL ||
        !letter_ref_parse(ref, &out->about) || !check_word(body, "answer", words, 2, &word)) {
        return check_failed("answer", "letter, answer and, when rejected, reason", ctx);
    }
    out->accepted = word == 1;
    out->reason = -1;
    bool has_reason = json_object_get(body, "reason") != NULL;
    if (has_reason == out->accepted ||
        (has_reason &&
         !check_word(body, "reason", reject_reason_code, REJECT_REASON__MAX, &out->reason))) {
        return check_failed("reason", "a known reason when rejected, none when accepted", ctx);
    }
    return ERR_OK;
}

/* Nobody is named: there is no place for a number. */
static enum err parse_consultation(const json_t *body, struct arena *a, struct content *out,
                                   struct err_ctx *ctx)
{
    static const char *const question[] = {"ground", "item", NULL};
    static const char *const answer[] = {"ground", "letter", "item", NULL};
    bool asks = out->kind == LETTER_CONSULTATION;
    const char *ref = json_text(body, "letter");
    if (!check_members(body, asks ? question : answer, NULL) ||
        (!asks && (ref == NULL || !letter_ref_parse(ref, &out->about)))) {
        return check_failed("consultation", "ground, item and, in an answer, letter", ctx);
    }
    enum err e = parse_ground(json_object_get(body, "ground"), a, &out->ground, ctx);
    json_t *item = json_object_get(body, "item");
    e = e == ERR_OK ? content_check_consultation(out->kind, item, ctx) : e;
    if (e == ERR_OK) {
        out->item = json_incref(item);
    }
    return e;
}

static enum err parse_withdrawal(const json_t *body, struct arena *a, struct content *out,
                                 struct err_ctx *ctx)
{
    static const char *const members[] = {"consent", "on", "letters", NULL};
    const char *consent = json_text(body, "consent");
    const json_t *letters = json_object_get(body, "letters");
    struct letter_ref consent_ref;
    size_t count = json_array_size(letters);
    if (!check_members(body, members, NULL) || consent == NULL ||
        !letter_ref_parse(consent, &consent_ref) || !check_date(body, "on", &out->on) ||
        count == 0 || count > CONTENT_LETTERS_MAX) {
        return check_failed("withdrawal", "consent, on and 1 to 1000 letters", ctx);
    }
    memcpy(out->consent, consent_ref.b, sizeof out->consent);
    out->letters = arena_alloc(a, count * sizeof *out->letters);
    for (size_t i = 0; i < count; i++) {
        const char *ref = json_string_value(json_array_get(letters, i));
        if (ref == NULL || !letter_ref_parse(ref, &out->letters[i])) {
            return check_failed("letters", "references of 32 hexadecimal digits", ctx);
        }
    }
    out->letter_count = count;
    return ERR_OK;
}

enum err content_parse(enum letter_kind kind, struct blob body, struct arena *a,
                       struct content *out, struct err_ctx *ctx)
{
    memset(out, 0, sizeof *out);
    out->kind = kind;
    out->reason = -1;
    json_t *json = NULL;
    enum err e = json_parse((const char *)body.p, body.n, "letter", &json, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (letter_kind_is_item(kind)) {
        e = parse_item(json, a, out, ctx);
    } else if (kind == LETTER_ANSWER) {
        e = parse_answer(json, out, ctx);
    } else if (kind == LETTER_WITHDRAWAL) {
        e = parse_withdrawal(json, a, out, ctx);
    } else if (kind == LETTER_CONSULTATION || kind == LETTER_CONSULTATION_ANSWER) {
        e = parse_consultation(json, a, out, ctx);
    } else {
        e = check_failed("kind", "the sender uses a later version", ctx);
    }
    json_decref(json);
    return e;
}

static json_t *texts_json(const char *const *texts, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_array_append_new(array, json_string(texts[i]));
    }
    return array;
}

static json_t *ground_json(const struct content *c)
{
    char day[DATE_TEXT];
    json_t *ground = json_object();
    json_object_set_new(ground, "grounds", texts_json(c->ground.grounds, c->ground.ground_count));
    json_object_set_new(ground, "rules", texts_json(c->ground.rules, c->ground.rule_count));
    json_object_set_new(ground, "decided", json_string(date_format(c->ground.decided, day)));
    json_object_set_new(ground, "purpose", json_string(consent_purpose_code[c->ground.purpose]));
    return ground;
}

static json_t *item_body(const struct content *c)
{
    json_t *body = json_object();
    json_object_set_new(body, "civic_no", json_string(c->civic.text));
    json_object_set_new(body, "ground", ground_json(c));
    json_object_set(body, "item", c->item);
    return body;
}

static json_t *consultation_body(const struct content *c)
{
    char ref[LETTER_REF_TEXT];
    json_t *body = json_object();
    json_object_set_new(body, "ground", ground_json(c));
    if (c->kind == LETTER_CONSULTATION_ANSWER) {
        json_object_set_new(body, "letter", json_string(letter_ref_format(&c->about, ref)));
    }
    json_object_set(body, "item", c->item);
    return body;
}

static json_t *answer_body(const struct content *c)
{
    char ref[LETTER_REF_TEXT];
    json_t *body = json_object();
    json_object_set_new(body, "letter", json_string(letter_ref_format(&c->about, ref)));
    json_object_set_new(body, "answer", json_string(c->accepted ? "accepted" : "rejected"));
    if (!c->accepted) {
        json_object_set_new(body, "reason", json_string(reject_reason_code[c->reason]));
    }
    return body;
}

static json_t *withdrawal_body(const struct content *c)
{
    char ref[LETTER_REF_TEXT], day[DATE_TEXT];
    struct letter_ref consent;
    memcpy(consent.b, c->consent, sizeof consent.b);
    json_t *letters = json_array();
    for (size_t i = 0; i < c->letter_count; i++) {
        json_array_append_new(letters, json_string(letter_ref_format(&c->letters[i], ref)));
    }
    json_t *body = json_object();
    json_object_set_new(body, "consent", json_string(letter_ref_format(&consent, ref)));
    json_object_set_new(body, "on", json_string(date_format(c->on, day)));
    json_object_set_new(body, "letters", letters);
    return body;
}

enum err content_write(const struct content *c, struct arena *a, struct blob *out,
                       struct err_ctx *ctx)
{
    json_t *body = letter_kind_is_item(c->kind)   ? item_body(c)
                   : c->kind == LETTER_ANSWER     ? answer_body(c)
                   : c->kind == LETTER_WITHDRAWAL ? withdrawal_body(c)
                                                  : consultation_body(c);
    struct buf text;
    buf_init(&text, ENVELOPE_BODY_MAX);
    json_append(&text, body, false);
    json_decref(body);
    enum err e = ERR_OK;
    *out = (struct blob){NULL, 0};
    if (!buf_ok(&text)) {
        e = err_set(ctx, ERR_LIMIT, "letter", "send less in one letter",
                    "the letter is larger than %zu bytes", ENVELOPE_BODY_MAX);
    } else {
        *out = (struct blob){arena_copy(a, text.text, text.len), text.len};
    }
    buf_free(&text);
    /* Nothing leaves that the recipient would refuse. */
    struct content checked;
    if (e == ERR_OK) {
        e = content_parse(c->kind, *out, a, &checked, ctx);
        if (e == ERR_OK) {
            content_free(&checked);
        }
    }
    return e;
}

void content_free(struct content *c)
{
    if (c != NULL) {
        json_decref(c->item);
        c->item = NULL;
    }
}
