/* `event` and `deadline` blocks. */
#include "law/deadline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/provision.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct law_deadline_entry *entry(struct law_block_reader *r)
{
    return r->out;
}

static enum err read_start(struct law_block_reader *r)
{
    entry(r)->d.start = law_find_event(r->c, r->field->value, r->field->value_at);
    return entry(r)->d.start == NULL ? ERR_INVALID : ERR_OK;
}

static enum err read_stop(struct law_block_reader *r)
{
    const struct law_event *e = law_find_event(r->c, r->field->value, r->field->value_at);
    entry(r)->stops[entry(r)->d.stops_n++] = e;
    return e == NULL ? ERR_INVALID : ERR_OK;
}

static enum err read_needs(struct law_block_reader *r)
{
    entry(r)->d.needs = law_find_event(r->c, r->field->value, r->field->value_at);
    return entry(r)->d.needs == NULL ? ERR_INVALID : ERR_OK;
}

/* "school", "social" or both. */
static enum err read_owed_by(struct law_block_reader *r)
{
    const char *cursor = r->field->value;
    struct law_place at = r->field->value_at;
    struct law_word word;
    bool more = true;
    while (more) {
        enum err e = law_next_word(r->c->ctx, &cursor, &at, &word, &more);
        if (e != ERR_OK || !more) {
            return e;
        }
        int who =
            law_find_code(r->c->ctx, word.at, "authority", word.text, law_owes_code, LAW_OWES__MAX);
        if (who < 0) {
            return ERR_INVALID;
        }
        entry(r)->d.owes |= 1u << who;
    }
    return ERR_OK;
}

/* "14 days", "1 week", "4 months" or a word. */
static enum err read_count(struct law_block_reader *r)
{
    static const char *const words[] = {"at_once", "soon", "promptly", "stated"};
    static const char *const labels[] = {"genast", "snarast", "skyndsamt", ""};
    static const char *const units[] = {"day", "days", "week", "weeks", "month", "months"};
    static const char iso[] = {'D', 'D', 'M'};
    struct law_deadline_rule *d = &entry(r)->d;
    char *end;
    long n = strtol(r->field->value, &end, 10);
    if (end == r->field->value) {
        int word = law_find_code(r->c->ctx, r->field->value_at, "count", r->field->value, words,
                                 COUNT(words));
        d->count = word < 0 ? LAW_COUNT_AT_ONCE : (enum law_count)word;
        d->label = labels[d->count];
        return word < 0 ? ERR_INVALID : ERR_OK;
    }
    if (n < 1 || n > 1000 || *end != ' ') {
        return law_field_fault(r->c, r->field, "write it as 14 days, 1 week or 4 months",
                               "not a length of time");
    }
    int unit = law_find_code(r->c->ctx, r->field->value_at, "unit", end + 1, units, COUNT(units));
    if (unit < 0) {
        return ERR_INVALID;
    }
    d->count = (enum law_count)(LAW_COUNT_DAYS + unit / 2);
    d->number = (int)n;
    d->label = arena_printf(r->c->arena, "P%d%c",
                            d->count == LAW_COUNT_WEEKS ? 7 * d->number : d->number, iso[unit / 2]);
    return ERR_OK;
}

static enum err read_asked_late(struct law_block_reader *r)
{
    static const char *const words[] = {"at_once"};
    entry(r)->d.at_once_when_late = true;
    return law_find_code(r->c->ctx, r->field->value_at, "answer", r->field->value, words, 1) < 0
               ? ERR_INVALID
               : ERR_OK;
}

/* "next_working_day inferred": what happens, and how sure it is. */
static enum err read_day_off(struct law_block_reader *r)
{
    const char *cursor = r->field->value;
    struct law_place at = r->field->value_at;
    static const char *const words[] = {"next_working_day"};
    struct law_word word[3];
    bool more = true;
    size_t n = 0;
    while (n < COUNT(word) && more) {
        enum err e = law_next_word(r->c->ctx, &cursor, &at, &word[n], &more);
        if (e != ERR_OK) {
            return e;
        }
        n += more;
    }
    if (n != 2) {
        return law_field_fault(r->c, r->field, "write \"next_working_day\" and how sure that is",
                               "two words are needed");
    }
    int what = law_find_code(r->c->ctx, word[0].at, "word", word[0].text, words, 1);
    int sure = what < 0 ? -1
                        : law_find_code(r->c->ctx, word[1].at, "confidence", word[1].text,
                                        law_confidence_code, LAW_CONFIDENCE__MAX);
    entry(r)->d.working_day = true;
    entry(r)->d.working_day_confidence = sure < 0 ? LAW_UNVERIFIED : (enum law_confidence)sure;
    return sure < 0 ? ERR_INVALID : ERR_OK;
}

static enum err set_pair(struct law_compiler *c, const struct law_pair *pair,
                         struct law_deadline_question *q)
{
    static const char *const keys[] = {"start", "asked", "stopped", "on", "target"};
    struct date *dates[] = {&q->start, &q->asked, &q->stopped, &q->on};
    int key = law_find_code(c->ctx, pair->at, "key", pair->key, keys, COUNT(keys));
    if (key < 0) {
        return ERR_INVALID;
    }
    if (key == 4) {
        q->has_target = true;
        return law_pair_number(c, pair, &q->target_days);
    }
    return law_pair_date(c, pair, dates[key]);
}

/* "start=2026-11-02 -> 2026-11-16", "-> none" or a state when `on` is said. */
static enum err read_example(struct law_block_reader *r)
{
    struct law_sample sample;
    enum err e = law_read_sample(r->c, r->field, &sample);
    struct law_deadline_example *x = &entry(r)->example[entry(r)->examples_n++];
    *x = (struct law_deadline_example){.source = r->field->value, .at = r->field->value_at};
    for (size_t i = 0; e == ERR_OK && i < sample.pairs_n; i++) {
        e = set_pair(r->c, &sample.pair[i], &x->q);
    }
    if (e != ERR_OK) {
        return e;
    }
    if (date_parse(sample.expect, strlen(sample.expect), &x->due)) {
        return ERR_OK;
    }
    int state = law_find_code(r->c->ctx, sample.expect_at, "answer", sample.expect,
                              law_deadline_state_code, LAW_DEADLINE_STATE__MAX);
    x->state = state < 0 ? LAW_DEADLINE_NONE : (enum law_deadline_state)state;
    return state < 0 ? ERR_INVALID : ERR_OK;
}

static const struct law_key keys[] = {
    {"start", read_start, false, true},      {"stop", read_stop, true, true},
    {"count", read_count, false, true},      {"asked-late", read_asked_late, false, false},
    {"day-off", read_day_off, false, false}, {"example", read_example, true, false},
    {"needs", read_needs, false, false},     {"owed-by", read_owed_by, false, false},
};

/* The code is the name up to its first dot; what follows tells versions apart. */
static const char *code_of(struct law_compiler *c, const char *name)
{
    return arena_strndup(c->arena, name, strcspn(name, "."));
}

static enum err check_overlap(struct law_block_reader *r)
{
    const struct law_rules *rules = r->c->rules;
    const struct law_deadline_rule *d = &entry(r)->d;
    for (const struct law_deadline_entry *o = rules->deadline; o != r->out; o++) {
        if (strcmp(o->d.code, d->code) == 0 && o->d.valid_from.days <= d->valid_to.days &&
            d->valid_from.days <= o->d.valid_to.days) {
            return law_fault(r->c->ctx, r->block->at, "end the older one first",
                             "%s holds on the same days as %s", r->block->name, o->d.rule.id);
        }
    }
    return ERR_OK;
}

enum err law_read_deadline(struct law_compiler *c, const struct law_block *block)
{
    size_t fields = law_fields_n(block) + 1;
    struct law_deadline_entry *out = &c->rules->deadline[c->rules->deadlines_n];
    *out = (struct law_deadline_entry){.at = block->at,
                                       .stops = arena_alloc(c->arena, fields * sizeof *out->stops),
                                       .example =
                                           arena_alloc(c->arena, fields * sizeof *out->example)};
    out->d.code = code_of(c, block->name);
    out->d.stops = out->stops;
    struct law_block_reader r = {
        .c = c, .block = block, .keys = keys, .keys_n = COUNT(keys), .out = out};
    enum err e = law_read_block(&r);
    if (e != ERR_OK) {
        return e;
    }
    out->d.rule = r.provision.ref;
    out->d.valid_from = r.provision.valid_from;
    out->d.valid_to = r.provision.valid_to;
    c->rules->deadlines_n++;
    return check_overlap(&r);
}
