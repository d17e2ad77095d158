/*
 * An instrument's file: the blocks and fields of the rule files (law/parse.h), here with their
 * meaning. One block "instrument CODE", then one "item CODE" for each question.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/parse.h"
#include "team/instrument.h"

struct reader {
    const char *file;
    struct arena *a;
    struct err_ctx *ctx;
    struct instrument *out;
    struct instrument_item *item; /* NULL in the head */
    const struct law_field *field;
};

static enum err fault(const struct reader *r, const char *remedy, const char *what)
{
    return law_fault_of_field(r->ctx, r->field, remedy, what);
}

/* ---- values ---- */

static enum err read_line(const struct reader *r, const char **out)
{
    const char *v = r->field->value;
    if (v[0] == '\0') {
        return fault(r, "write what it is, or remove the line", "there is nothing here");
    }
    for (const char *p = v; *p != '\0'; p++) {
        if (iscntrl((unsigned char)*p)) {
            return fault(r, "remove it", "there is a control character");
        }
    }
    if (strlen(v) > 600) {
        return fault(r, "shorten it", "the text is longer than 600 bytes");
    }
    *out = v;
    return ERR_OK;
}

/* A whole number of at most six digits at *p, which moves past it. */
static bool whole(const char **p, int *out)
{
    bool minus = **p == '-';
    const char *q = *p + (minus ? 1 : 0);
    int v = 0, digits = 0;
    for (; isdigit((unsigned char)*q) && digits < 6; q++, digits++) {
        v = v * 10 + (*q - '0');
    }
    *out = minus ? -v : v;
    *p = q;
    return digits > 0;
}

static enum err read_whole(const struct reader *r, int min, int max, int *out)
{
    const char *p = r->field->value;
    return whole(&p, out) && *p == '\0' && *out >= min && *out <= max
               ? ERR_OK
               : law_fault(r->ctx, r->field->value_at, "correct it",
                           "%s: not a whole number from %d to %d", r->field->key, min, max);
}

/* "0..10" */
static enum err read_range(const struct reader *r, int min, int max, int *from, int *to)
{
    const char *p = r->field->value;
    bool good = whole(&p, from) && strncmp(p, "..", 2) == 0;
    if (good) {
        p += 2;
        good = whole(&p, to) && *p == '\0' && *from < *to && *from >= min && *to <= max;
    }
    return good ? ERR_OK
                : law_fault(r->ctx, r->field->value_at, "write it as 0..10",
                            "%s: not a range within %d..%d", r->field->key, min, max);
}

static enum err read_real(const struct reader *r, const char *text, size_t n, double *out)
{
    char number[24];
    if (n == 0 || n >= sizeof number || strspn(text, "0123456789.") < n) {
        return fault(r, "write it as 2.5", "not a positive number");
    }
    memcpy(number, text, n);
    number[n] = '\0';
    char *end;
    *out = strtod(number, &end);
    return *end == '\0' ? ERR_OK : fault(r, "write it as 2.5", "not a positive number");
}

static enum err read_word(const struct reader *r, const char *const *words, int count, int *out)
{
    for (*out = 0; *out < count; (*out)++) {
        if (strcmp(words[*out], r->field->value) == 0) {
            return ERR_OK;
        }
    }
    char all[160] = "";
    for (int i = 0; i < count; i++) {
        (void)snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i > 0 ? ", " : "",
                       words[i]);
    }
    return law_fault(r->ctx, r->field->value_at, "write one of those", "%s: not one of %s",
                     r->field->key, all);
}

/* ---- the head ---- */

static enum err head_version(struct reader *r)
{
    return read_whole(r, 1, 9999, &r->out->version);
}
static enum err head_name_sv(struct reader *r)
{
    return read_line(r, &r->out->name.sv);
}
static enum err head_name_en(struct reader *r)
{
    return read_line(r, &r->out->name.en);
}
static enum err head_intro_sv(struct reader *r)
{
    return read_line(r, &r->out->intro.sv);
}
static enum err head_intro_en(struct reader *r)
{
    return read_line(r, &r->out->intro.en);
}
static enum err head_licence(struct reader *r)
{
    return read_line(r, &r->out->licence);
}
static enum err head_source_sv(struct reader *r)
{
    return read_line(r, &r->out->basis_source.sv);
}
static enum err head_source_en(struct reader *r)
{
    return read_line(r, &r->out->basis_source.en);
}
static enum err head_ages(struct reader *r)
{
    return read_range(r, 0, 25, &r->out->age_from, &r->out->age_to);
}

static enum err head_score(struct reader *r)
{
    int word;
    enum err e = read_word(r, instrument_score_code, INSTRUMENT_SCORE__MAX, &word);
    r->out->score = (enum instrument_score)(e == ERR_OK ? word : 0);
    return e;
}

static enum err head_direction(struct reader *r)
{
    static const char *const words[] = {"lower-is-better", "higher-is-better"};
    int word;
    enum err e = read_word(r, words, 2, &word);
    r->out->higher_is_better = word == 1;
    return e;
}

static enum err head_missing(struct reader *r)
{
    int missing = 0;
    enum err e = read_whole(r, 0, INSTRUMENT_ITEMS - 1, &missing);
    r->out->missing_allowed = (unsigned)missing;
    return e;
}

static enum err head_range(struct reader *r)
{
    int from = 0, to = 0;
    enum err e = read_range(r, -10000, 10000, &from, &to);
    r->out->low = from;
    r->out->high = to;
    return e;
}

/* "pupil guardian" */
static enum err head_respondents(struct reader *r)
{
    const char *p = r->field->value;
    while (*p != '\0') {
        size_t n = strcspn(p, " ");
        int found = -1;
        for (int i = 0; i < RESPONDENT__MAX; i++) {
            found = strlen(respondent_code[i]) == n && strncmp(respondent_code[i], p, n) == 0
                        ? i
                        : found;
        }
        if (found < 0 || (r->out->respondents & 1u << found) != 0) {
            struct law_place at = r->field->value_at;
            at.column += (unsigned)(p - r->field->value);
            return law_fault(r->ctx, at, "write pupil, guardian or staff, each once",
                             "no such respondent, or twice");
        }
        r->out->respondents |= 1u << found;
        p += n + strspn(p + n, " ");
    }
    return r->out->respondents != 0 ? ERR_OK : fault(r, "write pupil, guardian or staff", "empty");
}

/* "sd=2.5 reliability=0.70 basis=assumed", or "none" */
static enum err head_error(struct reader *r)
{
    const char *p = r->field->value;
    if (strcmp(p, "none") == 0) {
        return ERR_OK;
    }
    static const char how[] = "write \"sd=2.5 reliability=0.70 basis=assumed\" (or measured, "
                              "published), or none";
    static const char *const keys[] = {"sd=", " reliability=", " basis="};
    size_t n[3];
    const char *value[3];
    for (int i = 0; i < 3; i++) {
        if (strncmp(p, keys[i], strlen(keys[i])) != 0) {
            return fault(r, how, "the error of measurement is not told");
        }
        value[i] = p + strlen(keys[i]);
        n[i] = strcspn(value[i], " ");
        p = value[i] + n[i];
    }
    enum err e = read_real(r, value[0], n[0], &r->out->sd);
    e = e == ERR_OK ? read_real(r, value[1], n[1], &r->out->reliability) : e;
    for (int i = BASIS_ASSUMED; e == ERR_OK && i < INSTRUMENT_BASIS__MAX; i++) {
        if (strcmp(instrument_basis_code[i], value[2]) == 0) {
            r->out->basis = (enum instrument_basis)i;
        }
    }
    if (e == ERR_OK && r->out->basis == BASIS_NONE) {
        return fault(r, how, "basis is not a word of the list");
    }
    if (e == ERR_OK && (r->out->sd <= 0 || r->out->reliability >= 1)) {
        return fault(r, how, "sd must be above 0 and reliability below 1");
    }
    return e;
}

/* ---- an item ---- */

static enum err item_scale(struct reader *r)
{
    enum err e = read_range(r, -1000, 1000, &r->item->from, &r->item->to);
    return e != ERR_OK || r->item->to - r->item->from < INSTRUMENT_STEPS
               ? e
               : fault(r, "make it coarser: a person cannot tell more steps apart",
                       "more than eleven answers");
}
static enum err item_low_sv(struct reader *r)
{
    return read_line(r, &r->item->low.sv);
}
static enum err item_low_en(struct reader *r)
{
    return read_line(r, &r->item->low.en);
}
static enum err item_high_sv(struct reader *r)
{
    return read_line(r, &r->item->high.sv);
}
static enum err item_high_en(struct reader *r)
{
    return read_line(r, &r->item->high.en);
}
static enum err item_reversed(struct reader *r)
{
    static const char *const words[] = {"no", "yes"};
    int word;
    enum err e = read_word(r, words, 2, &word);
    r->item->reversed = word == 1;
    return e;
}

/* "ask.pupil.sv" */
static bool ask_key(const char *key, int *respondent, bool *english)
{
    for (int i = 0; i < RESPONDENT__MAX; i++) {
        char sv[32], en[32];
        (void)snprintf(sv, sizeof sv, "ask.%s.sv", respondent_code[i]);
        (void)snprintf(en, sizeof en, "ask.%s.en", respondent_code[i]);
        *respondent = i;
        *english = strcmp(key, en) == 0;
        if (*english || strcmp(key, sv) == 0) {
            return true;
        }
    }
    return false;
}

static enum err item_ask(struct reader *r)
{
    int respondent;
    bool english;
    (void)ask_key(r->field->key, &respondent, &english);
    struct instrument_text *t = &r->item->ask[respondent];
    return read_line(r, english ? &t->en : &t->sv);
}

/* ---- blocks ---- */

struct key {
    const char *name;
    enum err (*read)(struct reader *);
};

static const struct key head_keys[] = {{"version", head_version},
                                       {"name.sv", head_name_sv},
                                       {"name.en", head_name_en},
                                       {"intro.sv", head_intro_sv},
                                       {"intro.en", head_intro_en},
                                       {"respondents", head_respondents},
                                       {"ages", head_ages},
                                       {"score", head_score},
                                       {"direction", head_direction},
                                       {"range", head_range},
                                       {"missing", head_missing},
                                       {"error", head_error},
                                       {"error-source.sv", head_source_sv},
                                       {"error-source.en", head_source_en},
                                       {"licence", head_licence},
                                       {0}};
static const struct key item_keys[] = {{"scale", item_scale},
                                       {"low.sv", item_low_sv},
                                       {"low.en", item_low_en},
                                       {"high.sv", item_high_sv},
                                       {"high.en", item_high_en},
                                       {"reversed", item_reversed},
                                       {0}};

static enum err read_field(struct reader *r, const struct key *keys)
{
    int respondent;
    bool english;
    for (const struct key *k = keys; k->name != NULL; k++) {
        if (strcmp(k->name, r->field->key) == 0) {
            return k->read(r);
        }
    }
    if (r->item != NULL && ask_key(r->field->key, &respondent, &english)) {
        return item_ask(r);
    }
    return law_fault(r->ctx, r->field->key_at, "docs/formats.md has the words of an instrument",
                     "%s: no such word here", r->field->key);
}

static enum err read_block(struct reader *r, const struct law_block *b, const struct key *keys)
{
    for (r->field = b->fields; r->field != NULL; r->field = r->field->next) {
        for (const struct law_field *f = b->fields; f != r->field; f = f->next) {
            if (strcmp(f->key, r->field->key) == 0) {
                return law_fault(r->ctx, r->field->key_at, "keep one of the two",
                                 "%s: said already in line %u", f->key, f->key_at.line);
            }
        }
        enum err e = read_field(r, keys);
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

static enum err lacks(const struct reader *r, const struct law_block *b, const char *key)
{
    return law_fault(r->ctx, b->at, "add the line; docs/formats.md shows how it is written",
                     "%s %s: %s is missing", b->sort, b->name, key);
}

static void same_in_english(struct instrument_text *t)
{
    t->en = t->en == NULL ? t->sv : t->en;
}

static enum err check_item(const struct reader *r, const struct law_block *b)
{
    struct instrument_item *it = r->item;
    if (it->from == it->to) {
        return lacks(r, b, "scale");
    }
    if (it->low.sv == NULL || it->high.sv == NULL) {
        return lacks(r, b, it->low.sv == NULL ? "low.sv" : "high.sv");
    }
    for (int i = 0; i < RESPONDENT__MAX; i++) {
        bool asked = (r->out->respondents & 1u << i) != 0;
        char key[32];
        (void)snprintf(key, sizeof key, "ask.%s.sv", respondent_code[i]);
        if (asked && it->ask[i].sv == NULL) {
            return lacks(r, b, key);
        }
        if (!asked && (it->ask[i].sv != NULL || it->ask[i].en != NULL)) {
            return law_fault(r->ctx, b->at, "name the respondent in the head, or remove the words",
                             "%s is there, but %s is not asked", key, respondent_code[i]);
        }
        same_in_english(&it->ask[i]);
    }
    same_in_english(&it->low);
    same_in_english(&it->high);
    return ERR_OK;
}

static enum err read_item(struct reader *r, const struct law_block *b)
{
    if (r->out->item_count == INSTRUMENT_ITEMS) {
        return law_fault(r->ctx, b->at, "nobody answers so many", "more than %d items",
                         INSTRUMENT_ITEMS);
    }
    for (size_t i = 0; i < r->out->item_count; i++) {
        if (strcmp(r->out->items[i].code, b->name) == 0) {
            return law_fault(r->ctx, b->at, "give it another name", "item %s is there already",
                             b->name);
        }
    }
    if (strlen(b->name) >= INSTRUMENT_CODE) {
        return law_fault(r->ctx, b->at, "shorten it", "the name is longer than %d bytes",
                         INSTRUMENT_CODE - 1);
    }
    r->item = &r->out->items[r->out->item_count++];
    r->item->code = b->name;
    enum err e = read_block(r, b, item_keys);
    return e == ERR_OK ? check_item(r, b) : e;
}

/* What the answers can come to, which the head must say too. */
static void possible_range(const struct instrument *i, double *low, double *high)
{
    double n = i->score == SCORE_MEAN ? (double)i->item_count : 1;
    *low = *high = 0;
    for (size_t k = 0; k < i->item_count; k++) {
        *low += i->items[k].from / n;
        *high += i->items[k].to / n;
    }
}

static enum err check_head(const struct reader *r, const struct law_block *b)
{
    const struct instrument *i = r->out;
    const struct {
        bool there;
        const char *key;
    } needed[] = {{i->version != 0, "version"},
                  {i->name.sv != NULL, "name.sv"},
                  {i->respondents != 0, "respondents"},
                  {i->low < i->high, "range"},
                  {i->licence != NULL, "licence"},
                  {i->basis == BASIS_NONE || i->basis_source.sv != NULL, "error-source.sv"}};
    for (size_t k = 0; k < sizeof needed / sizeof needed[0]; k++) {
        if (!needed[k].there) {
            return lacks(r, b, needed[k].key);
        }
    }
    return ERR_OK;
}

static enum err check_whole(const struct reader *r, const struct law_block *b)
{
    const struct instrument *i = r->out;
    if (i->score == SCORE_GAS) {
        return i->item_count == 0 && i->basis == BASIS_NONE
                   ? ERR_OK
                   : law_fault(r->ctx, b->at, "remove the items and the error",
                               "goals are set for each person: an instrument with score gas has "
                               "neither items nor an error");
    }
    if (i->item_count == 0) {
        return law_fault(r->ctx, b->at, "add a block \"item NAME\"", "there is nothing to answer");
    }
    if (i->missing_allowed >= i->item_count) {
        return law_fault(r->ctx, b->at, "lower missing", "everything could be missing");
    }
    double low, high;
    possible_range(i, &low, &high);
    return fabs(low - i->low) < 1e-9 && fabs(high - i->high) < 1e-9
               ? ERR_OK
               : law_fault(r->ctx, b->at, "correct range or the scales",
                           "the items can come to %g..%g, but range says %g..%g", low, high, i->low,
                           i->high);
}

static bool required_order(const struct law_block *b)
{
    return b != NULL && strcmp(b->sort, "instrument") == 0;
}

enum err instrument_parse(const char *name, const char *text, size_t n, struct arena *a,
                          struct instrument *out, struct err_ctx *ctx)
{
    *out = (struct instrument){.sd = NAN, .reliability = NAN};
    struct law_place top = {name, 1, 1};
    if (n > INSTRUMENT_SOURCE) {
        return law_fault(ctx, top, "one instrument a file", "the file is larger than %zu KiB",
                         INSTRUMENT_SOURCE / 1024);
    }
    struct law_block *blocks;
    enum err e = law_parse(name, text, n, a, &blocks, ctx);
    if (e != ERR_OK) {
        return e;
    }
    if (!required_order(blocks) || strlen(blocks->name) >= INSTRUMENT_CODE) {
        return law_fault(ctx, blocks != NULL ? blocks->at : top,
                         "begin with \"instrument NAME\", at most 47 bytes",
                         "the file does not begin with an instrument");
    }
    struct reader r = {.file = name, .a = a, .ctx = ctx, .out = out};
    out->code = blocks->name;
    out->items = arena_alloc(a, INSTRUMENT_ITEMS * sizeof *out->items);
    e = read_block(&r, blocks, head_keys);
    e = e == ERR_OK ? check_head(&r, blocks) : e;
    for (const struct law_block *b = blocks->next; e == ERR_OK && b != NULL; b = b->next) {
        e = strcmp(b->sort, "item") == 0
                ? read_item(&r, b)
                : law_fault(ctx, b->at, "write \"item NAME\"; one instrument a file",
                            "%s: not a block of an instrument", b->sort);
    }
    same_in_english(&out->name);
    same_in_english(&out->intro);
    same_in_english(&out->basis_source);
    return e == ERR_OK ? check_whole(&r, blocks) : e;
}

bool instrument_score(const struct instrument *i, const struct instrument_answer *answers,
                      double *out)
{
    double sum = 0;
    size_t answered = 0;
    *out = NAN;
    for (size_t k = 0; k < i->item_count; k++) {
        const struct instrument_item *it = &i->items[k];
        if (!answers[k].given) {
            continue;
        }
        if (answers[k].value < it->from || answers[k].value > it->to) {
            return false;
        }
        sum += it->reversed ? it->from + it->to - answers[k].value : answers[k].value;
        answered++;
    }
    if (answered == 0 || i->item_count - answered > i->missing_allowed) {
        return false;
    }
    double mean = sum / (double)answered;
    *out = i->score == SCORE_SUM ? mean * (double)i->item_count : mean;
    return true;
}
