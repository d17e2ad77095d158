/*
 * tests/web/access_matrix.txt in memory: which relation opens which route to which role. Lines are
 * read strictly; a fault ends the test with its line number.
 */
#ifndef TESTS_WEB_MATRIX_EXPECTED_H
#define TESTS_WEB_MATRIX_EXPECTED_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MATRIX_FILE   "tests/web/access_matrix.txt"
#define BLOCKS_MAX    64
#define PLAYERS_MAX   24
#define EXPECTED_MAX  400
#define RELATIONS_MAX 24

struct block {
    char name[32];
    struct {
        char player[24];
        char relations[200]; /* " unit own " */
    } rows[PLAYERS_MAX];
    size_t count;
    bool used;
};

struct expected {
    char method[5], path[80], block[32], object[24];
    bool met; /* the program has such a route */
};

static struct block blocks[BLOCKS_MAX];
static size_t block_count;
static struct expected expected[EXPECTED_MAX];
static size_t expected_count;

static inline void matrix_fault(int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", MATRIX_FILE, line, what);
    abort();
}

static inline struct block *block_find(const char *name)
{
    for (size_t i = 0; i < block_count; i++) {
        if (strcmp(blocks[i].name, name) == 0) {
            return &blocks[i];
        }
    }
    return NULL;
}

static inline void read_block_row(const char *text, int line)
{
    char player[24], relations[180];
    if (block_count == 0 || sscanf(text, "%23s %179[a-z -]", player, relations) != 2) {
        matrix_fault(line, "a row of a block is a role and its relations");
    }
    struct block *b = &blocks[block_count - 1];
    if (b->count == PLAYERS_MAX) {
        matrix_fault(line, "the block is too long");
    }
    snprintf(b->rows[b->count].player, sizeof b->rows[0].player, "%s", player);
    snprintf(b->rows[b->count++].relations, sizeof b->rows[0].relations, " %s ", relations);
}

static inline void read_route(const char *text, int line)
{
    struct expected *x = &expected[expected_count];
    if (expected_count == EXPECTED_MAX ||
        sscanf(text, "route %4s %79s %31s %23s", x->method, x->path, x->block, x->object) != 4) {
        matrix_fault(line, "a route is: route METHOD PATH BLOCK OBJECT");
    }
    struct block *b = block_find(x->block);
    if (b == NULL && strcmp(x->block, "machine") != 0) {
        matrix_fault(line, "no block has that name");
    }
    if ((strstr(x->path, "{id}") != NULL) == (strcmp(x->object, "-") == 0)) {
        matrix_fault(line, "say what {id} is of; without {id} write -");
    }
    if (b != NULL) {
        b->used = true;
    }
    expected_count++;
}

static inline void expected_load(const char *path)
{
    char text[256];
    FILE *f = fopen(path, "re");
    if (f == NULL) {
        matrix_fault(0, "the file cannot be read");
    }
    for (int line = 1; fgets(text, sizeof text, f) != NULL; line++) {
        text[strcspn(text, "#\n")] = '\0';
        if (strspn(text, " ") == strlen(text)) {
            continue;
        }
        if (strncmp(text, "block ", 6) == 0 && block_count < BLOCKS_MAX) {
            (void)sscanf(text, "block %31s", blocks[block_count++].name);
        } else if (strncmp(text, "route ", 6) == 0) {
            read_route(text, line);
        } else {
            read_block_row(text, line);
        }
    }
    fclose(f);
}

/* Whether the block lets the player in by this relation. */
static inline bool block_opens(const struct block *b, const char *player, const char *relation)
{
    char word[40];
    snprintf(word, sizeof word, " %s ", relation);
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->rows[i].player, player) == 0 &&
            (strstr(b->rows[i].relations, " any ") != NULL ||
             strstr(b->rows[i].relations, word) != NULL)) {
            return true;
        }
    }
    return false;
}

static inline struct expected *expected_find(const char *method, const char *path)
{
    for (size_t i = 0; i < expected_count; i++) {
        if (strcmp(expected[i].method, method) == 0 && strcmp(expected[i].path, path) == 0) {
            return &expected[i];
        }
    }
    return NULL;
}

#endif
