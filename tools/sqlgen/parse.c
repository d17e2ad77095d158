/* Reads the head of a query file: the comment, access, in and out. */
#include <string.h>

#include "sqlgen.h"

const char *const kind_name[KIND__MAX] = {"int",  "int64", "bool", "real",
                                          "text", "blob",  "date", "time"};

static const char *const classes[][2] = {
    {"bank", "BANK"},     {"person", "PERSON"},   {"attendance", "ATTENDANCE"}, {"case", "CASE"},
    {"letter", "LETTER"}, {"journal", "JOURNAL"}, {"staff", "STAFF"},
};

enum part { PART_COMMENT, PART_ACCESS, PART_IN, PART_OUT };

/* The next word, cut off in place; NULL at the end. */
static char *word(char **text)
{
    char *s = *text + strspn(*text, " \t");
    if (*s == '\0') {
        return NULL;
    }
    char *end = s + strcspn(s, " \t");
    *text = *end != '\0' ? end + 1 : end;
    *end = '\0';
    return s;
}

static bool is_name(const char *s)
{
    return s[0] >= 'a' && s[0] <= 'z' &&
           s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static bool parse_access(struct query *q, char *text, unsigned line)
{
    char *mode = word(&text), *class = word(&text);
    if (q->access_line != 0) {
        return fault(q->file, line, "access is given twice");
    }
    q->access_line = line;
    if (mode == NULL || class == NULL || word(&text) != NULL ||
        (strcmp(mode, "read") != 0 && strcmp(mode, "write") != 0)) {
        return fault(q->file, line, "access must be \"read CLASS\" or \"write CLASS\"");
    }
    q->write = strcmp(mode, "write") == 0;
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (strcmp(class, classes[i][0]) == 0) {
            q->access_class = classes[i][1];
            return true;
        }
    }
    return fault(q->file, line, "unknown access class \"%s\"", class);
}

static bool parse_field(const struct query *q, struct arena *a, char *text, unsigned line,
                        struct field *out)
{
    char *name = word(&text), *type = word(&text);
    if (name == NULL || type == NULL || word(&text) != NULL) {
        return fault(q->file, line, "a field must be \"NAME TYPE\"");
    }
    if (!is_name(name)) {
        return fault(q->file, line, "\"%s\" is no field name: a-z, 0-9 and _", name);
    }
    size_t n = strlen(type);
    out->null = type[n - 1] == '?';
    if (out->null) {
        type[n - 1] = '\0';
    }
    for (int k = 0; k < KIND__MAX; k++) {
        if (strcmp(type, kind_name[k]) == 0) {
            out->kind = (enum kind)k;
            out->name = arena_strdup(a, name);
            return true;
        }
    }
    return fault(q->file, line, "unknown type \"%s\" of %s", type, name);
}

/* Comma-separated fields, added to a list; a comma at the end leaves it open. */
static bool parse_fields(struct query *q, struct arena *a, char *text, unsigned line,
                         struct field *list, size_t *count)
{
    while (text != NULL && text[strspn(text, " \t")] != '\0') {
        char *comma = strchr(text, ',');
        if (comma != NULL) {
            *comma = '\0';
        }
        if (*count == MAX_FIELDS) {
            return fault(q->file, line, "more than %d fields", MAX_FIELDS);
        }
        if (!parse_field(q, a, text, line, &list[*count])) {
            return false;
        }
        for (size_t i = 0; i < *count; i++) {
            if (strcmp(list[i].name, list[*count].name) == 0) {
                return fault(q->file, line, "%s is named twice", list[i].name);
            }
        }
        ++*count;
        text = comma != NULL ? comma + 1 : NULL;
    }
    return true;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool parse_out(struct query *q, struct arena *a, char *text, unsigned line)
{
    char *mode = word(&text);
    if (q->out_line != 0) {
        return fault(q->file, line, "out is given twice");
    }
    q->out_line = line;
    if (mode != NULL && strcmp(mode, "none") == 0) {
        q->out = OUT_NONE;
        return word(&text) == NULL || fault(q->file, line, "out none has no columns");
    }
    if (mode == NULL || (strcmp(mode, "one") != 0 && strcmp(mode, "many") != 0)) {
        return fault(q->file, line, "out must be none, one or many");
    }
    q->out = strcmp(mode, "one") == 0 ? OUT_ONE : OUT_MANY;
    if (begins(text + strspn(text, " \t"), "like ")) {
        word(&text);
        char *like = word(&text);
        if (like == NULL || !is_name(like) || word(&text) != NULL) {
            return fault(q->file, line, "after like stands the name of one statement");
        }
        q->like = arena_strdup(a, like);
        return true;
    }
    return parse_fields(q, a, text, line, q->columns, &q->column_count);
}

/* One comment line, after its "--". */
static bool parse_line(struct query *q, struct arena *a, char *text, unsigned line, enum part *part)
{
    if (begins(text, "   ") && *part == PART_IN) {
        return parse_fields(q, a, text, line, q->in, &q->in_count);
    }
    if (begins(text, "   ") && *part == PART_OUT && q->out != OUT_NONE && q->like == NULL) {
        return parse_fields(q, a, text, line, q->columns, &q->column_count);
    }
    text += strspn(text, " ");
    if (begins(text, "access:")) {
        *part = PART_ACCESS;
        return parse_access(q, text + strlen("access:"), line);
    }
    if (begins(text, "in:")) {
        if (q->in_line != 0) {
            return fault(q->file, line, "in is given twice");
        }
        *part = PART_IN;
        q->in_line = line;
        return parse_fields(q, a, text + strlen("in:"), line, q->in, &q->in_count);
    }
    if (begins(text, "out:")) {
        *part = PART_OUT;
        return parse_out(q, a, text + strlen("out:"), line);
    }
    if (*part != PART_COMMENT) {
        return fault(q->file, line, "comments stand before access, in and out");
    }
    if (strstr(text, "*/") != NULL) {
        return fault(q->file, line, "a comment may not hold */");
    }
    q->comment =
        q->comment != NULL ? arena_printf(a, "%s\n * %s", q->comment, text) : arena_strdup(a, text);
    return true;
}

static bool complete(const struct query *q)
{
    if (!is_name(q->name)) {
        return fault(q->file, 0, "the file's name must be a-z, 0-9 and _, then .sql");
    }
    if (q->comment == NULL) {
        return fault(q->file, 1, "the first line must be a comment that says what it does");
    }
    if (q->access_line == 0) {
        return fault(q->file, q->sql_line, "no \"-- access:\" line before the statement");
    }
    if (q->out_line == 0) {
        return fault(q->file, q->sql_line, "no \"-- out:\" line before the statement");
    }
    if (q->out != OUT_NONE && q->column_count == 0 && q->like == NULL) {
        return fault(q->file, q->out_line, "out one and out many need columns");
    }
    if (q->out == OUT_NONE && !q->write) {
        return fault(q->file, q->out_line, "a read statement has rows: out one or out many");
    }
    return q->sql[0] != '\0' || fault(q->file, q->sql_line, "no statement");
}

bool query_parse(struct arena *a, const char *module, const char *path, struct query *out)
{
    *out = (struct query){.file = arena_strdup(a, path), .module = module};
    out->name = base_name(a, path);
    char *text = read_text(a, path);
    if (text == NULL) {
        return false;
    }
    enum part part = PART_COMMENT;
    unsigned line = 1;
    for (; text[0] == '-' && text[1] == '-'; line++) {
        char *end = text + strcspn(text, "\n"), *next = *end != '\0' ? end + 1 : end;
        *end = '\0';
        if (end > text && end[-1] == '\r') {
            end[-1] = '\0';
        }
        if (!parse_line(out, a, text + 2, line, &part)) {
            return false;
        }
        text = next;
    }
    while (*text == '\n' || *text == ' ' || *text == '\t' || *text == '\r') {
        line += *text++ == '\n';
    }
    out->sql = text;
    out->sql_line = line;
    return complete(out);
}

static bool resolve(struct query *q, const struct query *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].name, q->like) != 0) {
            continue;
        }
        if (list[i].like != NULL) {
            return fault(q->file, q->out_line, "%s is itself like %s: write that", q->like,
                         list[i].like);
        }
        if (list[i].out == OUT_NONE) {
            return fault(q->file, q->out_line, "%s has no rows to be like", q->like);
        }
        if (!list[i].good) {
            return false; /* its own fault is told */
        }
        memcpy(q->columns, list[i].columns, sizeof q->columns);
        q->column_count = list[i].column_count;
        return true;
    }
    return fault(q->file, q->out_line, "there is no %s.sql in this folder to be like", q->like);
}

void queries_resolve(struct query *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].good && list[i].like != NULL) {
            list[i].good = resolve(&list[i], list, count);
        }
    }
}
