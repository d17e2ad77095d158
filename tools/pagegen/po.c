/* A reader of gettext .po files: msgid, msgid_plural, msgstr, msgstr[0], msgstr[1]. */
#include "pagegen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Append the quoted text in `p` to *to. */
static void add_quoted(char **to, const char *p, struct place at)
{
    if (*p != '"') {
        fail(at, "expected a text in double quotes");
    }
    size_t old = *to != NULL ? strlen(*to) : 0;
    char *text = mem_realloc(*to, old + strlen(p) + 1);
    char *w = text + old;
    for (p++; *p != '"'; p++) {
        if (*p == '\0') {
            fail(at, "the text has no closing quote");
        }
        if (*p == '\\') {
            p++;
            if (*p != 'n' && *p != '"' && *p != '\\') {
                fail(at, "only \\n, \\\" and \\\\ are read after a backslash");
            }
        }
        *w++ = *p == 'n' && p[-1] == '\\' ? '\n' : *p;
    }
    *w = '\0';
    *to = text;
}

static struct message *message_new(struct catalogue *c, struct place at)
{
    c->messages = mem_realloc(c->messages, (c->count + 1) * sizeof *c->messages);
    c->messages[c->count] = (struct message){.at = at};
    return &c->messages[c->count++];
}

/* The place in the message that a keyword fills, or NULL when the line is no keyword. */
static char **keyword(struct catalogue *c, const char **p, struct place at)
{
    static const struct {
        const char *word;
        int part;
    } words[] = {
        {"msgid_plural ", 1}, {"msgid ", 0}, {"msgstr[0] ", 2}, {"msgstr[1] ", 3}, {"msgstr ", 2}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i].word);
        if (strncmp(*p, words[i].word, n) != 0) {
            continue;
        }
        *p += n;
        if (words[i].part == 0) {
            message_new(c, at);
        }
        if (c->count == 0) {
            fail(at, "msgid comes first");
        }
        struct message *m = &c->messages[c->count - 1];
        return (char **[]){&m->id, &m->plural, &m->text, &m->texts}[words[i].part];
    }
    return NULL;
}

void po_read(const char *path, struct catalogue *out)
{
    char *text = read_whole(path);
    char **into = NULL;
    struct place at = {path, 0};
    for (char *line = text; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end++ = '\0';
        }
        at.line++;
        const char *p = line;
        char **found = keyword(out, &p, at);
        if (found != NULL) {
            into = found;
            add_quoted(into, p, at);
        } else if (line[0] == '"' && into != NULL) {
            add_quoted(into, p, at);
        } else if (line[0] != '#' && line[0] != '\0') {
            fail(at, "not a line of a .po file");
        }
        line = end;
    }
}

const struct message *po_find(struct catalogue *c, const char *id, const char *plural)
{
    for (size_t i = 0; i < c->count; i++) {
        struct message *m = &c->messages[i];
        bool same_plural = plural == NULL ? m->plural == NULL
                                          : m->plural != NULL && strcmp(m->plural, plural) == 0;
        if (m->id != NULL && strcmp(m->id, id) == 0 && same_plural) {
            m->used = true;
            bool complete = m->text != NULL && m->text[0] != '\0' &&
                            (plural == NULL || (m->texts != NULL && m->texts[0] != '\0'));
            return complete ? m : NULL;
        }
    }
    return NULL;
}
