/* What the documents show can be run: every command and option of theirs is there. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/command.h"

#define WORDS 40

/* How many of the words are the name; 0 when they are not. */
static int is_named(const struct command *c, char *const *words, int count)
{
    char name[64];
    snprintf(name, sizeof name, "%s", c->name);
    int n = 0;
    char *rest = name;
    for (char *w = strtok_r(name, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest), n++) {
        if (n == count || strcmp(w, words[n]) != 0) {
            return 0;
        }
    }
    return n;
}

static bool has_option(const struct cli_option *options, const char *name)
{
    for (; options != NULL && options->name != NULL; options++) {
        if (strcmp(options->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static const struct cli_option common[] = {
    {"passphrase-file", "", ""}, {"lang", "", ""}, {"help", "", ""}, {0}};

/* "brygga journal", for all commands that begin so. */
static bool is_family(const struct command *c, const char *word)
{
    size_t n = strlen(word);
    return strncmp(c->name, word, n) == 0 && c->name[n] == ' ';
}

static void look_at_option(const char *place, const struct command *c, const char *word)
{
    char name[64];
    if (strncmp(word, "--", 2) != 0 || word[2] == '\0') {
        return;
    }
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "=,.;:)]|"), word + 2);
    if (!has_option(c->options, name) && !has_option(common, name)) {
        fail_msg("%s: brygga %s has no --%s", place, c->name, name);
    }
}

/* Words after "brygga", without -C and what follows it. */
static void look_at(const char *place, char *const *words, int count)
{
    size_t n;
    const struct command *const *all = cli_commands(&n), *c = NULL;
    int best = 0;
    bool family = false;
    if (count == 0 || strcmp(words[0], "COMMAND") == 0 || strcmp(words[0], "help") == 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        int used = is_named(all[i], words, count);
        if (used > best) {
            c = all[i];
            best = used;
        }
        family = family || (count == 1 && is_family(all[i], words[0]));
    }
    if (c == NULL && !family) {
        fail_msg("%s: there is no brygga %s %s", place, words[0], count > 1 ? words[1] : "");
    }
    for (int i = best; c != NULL && i < count; i++) {
        look_at_option(place, c, words[i]);
    }
}

/* From "brygga " to the end of the code: a backtick, two spaces (what it does), # or the line's
 * end. */
static int commands_in(const char *place, char *line, bool block)
{
    int found = 0;
    for (char *p = line; (p = strstr(p, "brygga ")) != NULL;) {
        bool code = block ? p == line : p > line && p[-1] == '`';
        p += strlen("brygga ");
        if (!code) {
            continue;
        }
        char text[512], *words[WORDS], *rest = text;
        size_t length = strcspn(p, "`#\n");
        const char *gap = strstr(p, "  ");
        length = gap != NULL && (size_t)(gap - p) < length ? (size_t)(gap - p) : length;
        snprintf(text, sizeof text, "%.*s", (int)length, p);
        int n = 0;
        for (char *w = strtok_r(text, " ", &rest); w != NULL && n < WORDS;
             w = strtok_r(NULL, " ", &rest)) {
            if (n == 0 && strcmp(w, "-C") == 0) {
                (void)strtok_r(NULL, " ", &rest);
            } else if (strcmp(w, "|") == 0) {
                break; /* others of the same sort follow */
            } else {
                words[n++] = w;
            }
        }
        look_at(place, words, n);
        found++;
    }
    return found;
}

static int look_through(const char *path)
{
    char line[4096], place[300];
    bool block = false;
    int number = 0, found = 0;
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f) != NULL) {
        number++;
        char *text = line + strspn(line, " ");
        if (strncmp(text, "```", 3) == 0) {
            block = !block;
            continue;
        }
        snprintf(place, sizeof place, "%s:%d", path, number);
        found += commands_in(place, text, block);
    }
    fclose(f);
    return found;
}

static void commands_of_the_documents_are_there(void **state)
{
    (void)state;
    int found = look_through(SOURCE_DIR "/README.md") + look_through(SOURCE_DIR "/HACKING.md");
    DIR *d = opendir(SOURCE_DIR "/docs");
    assert_non_null(d);
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        char path[600];
        size_t n = strlen(e->d_name);
        if (n > 3 && strcmp(e->d_name + n - 3, ".md") == 0) {
            snprintf(path, sizeof path, "%s/docs/%s", SOURCE_DIR, e->d_name);
            found += look_through(path);
        }
    }
    closedir(d);
    assert_true(found > 60); /* else the search itself is broken */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(commands_of_the_documents_are_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
