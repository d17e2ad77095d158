#include "law/propose.h"

#include <string.h>

#include "base/buf.h"
#include "law/rules.h"

/* A line of a rule text, without its end. */
struct line {
    const char *text;
    size_t n;
};

static bool next_line(const char **cursor, const char *end, struct line *out)
{
    if (*cursor == end) {
        return false;
    }
    const char *stop = memchr(*cursor, '\n', (size_t)(end - *cursor));
    *out = (struct line){*cursor, (size_t)((stop == NULL ? end : stop) - *cursor)};
    *cursor = stop == NULL ? end : stop + 1;
    return true;
}

/* The name of the rule that begins on the line. */
static bool begins_rule(struct line l, struct line *id_out)
{
    static const char word[] = "rule ";
    size_t n = sizeof word - 1;
    if (l.n <= n || memcmp(l.text, word, n) != 0) {
        return false;
    }
    *id_out = (struct line){l.text + n, l.n - n};
    while (id_out->n > 0 && strchr(" \r", id_out->text[id_out->n - 1]) != NULL) {
        id_out->n--;
    }
    return true;
}

static bool defines(const char *text, size_t n, struct line id)
{
    const char *cursor = text;
    struct line l, found;
    while (next_line(&cursor, text + n, &l)) {
        if (begins_rule(l, &found) && found.n == id.n && memcmp(found.text, id.text, id.n) == 0) {
            return true;
        }
    }
    return false;
}

/* The base without the rules that the text writes anew; their lines stay as comments so that later
 * lines keep their numbers. */
static void add_base(struct buf *b, const struct law_rules *base, const char *text, size_t n)
{
    const char *cursor = base->source;
    struct line l, id;
    bool dropped = false;
    while (next_line(&cursor, base->source + base->source_n, &l)) {
        if (begins_rule(l, &id)) {
            dropped = defines(text, n, id);
        } else if (l.n > 0 && l.text[0] != ' ' && l.text[0] != '#') {
            dropped = false;
        }
        if (dropped && l.n > 0 && l.text[0] != '#') {
            buf_add_char(b, '#');
        }
        buf_add_n(b, l.text, l.n);
        buf_add_char(b, '\n');
    }
}

enum err law_propose(const struct law_rules *base, const char *name, const char *text, size_t n,
                     law_digest *digest, struct law_rules **out, struct err_ctx *ctx)
{
    *out = NULL;
    if (n > LAW_PROPOSAL_MAX) {
        return law_fault_at(ctx, ERR_LIMIT, name, "propose fewer rules at a time",
                            "the proposal is larger than %zu bytes", LAW_PROPOSAL_MAX);
    }
    struct buf all;
    buf_init(&all, LAW_SOURCE_MAX + LAW_PROPOSAL_MAX + 4096);
    add_base(&all, base, text, n);
    buf_addf(&all, "#file %s\n", name);
    buf_add_n(&all, text, n);
    enum err e = law_load_text(name, all.text, all.len, digest, out, ctx);
    buf_free(&all);
    return e;
}

static const struct law_rule *same_id(const struct law_rules *rules, const char *id)
{
    for (size_t i = 0; i < rules->rules_n; i++) {
        if (strcmp(rules->rule[i].id, id) == 0) {
            return &rules->rule[i];
        }
    }
    return NULL;
}

struct date law_proposal_day(const struct law_rules *base, const struct law_rules *proposed,
                             struct date otherwise)
{
    struct date day = otherwise;
    for (size_t i = 0; i < proposed->rules_n; i++) {
        const struct law_rule *rule = &proposed->rule[i];
        const struct law_rule *old = same_id(base, rule->id);
        bool is_new = old == NULL || old->valid_from.days != rule->valid_from.days;
        if (is_new && rule->valid_from.days > day.days) {
            day = rule->valid_from;
        }
    }
    return day;
}
