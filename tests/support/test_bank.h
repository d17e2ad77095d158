/*
 * A bank in a temporary folder, for tests of any module that uses banks:
 *
 *     struct test_bank t = test_bank_make(BANK_SCHOOL);
 *     … t.bank …
 *     test_bank_remove(&t);
 */
#ifndef TESTS_TEST_BANK_H
#define TESTS_TEST_BANK_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bank/bank.h"

struct test_bank {
    char dir[64];
    struct bank *bank;
    struct actor actor;
    struct err_ctx ctx;
};

/* Prints what went wrong and ends the test program. */
static inline void test_bank_must(enum err e, const struct err_ctx *ctx, const char *what)
{
    if (e != ERR_OK) {
        fprintf(stderr, "%s: %s: %s (%s)\n", what, err_name(e), ctx->what, ctx->where);
        abort();
    }
}

static inline void test_bank_open(struct test_bank *t)
{
    struct bank_options o = {.dir = t->dir};
    test_bank_must(bank_open(&o, &t->bank, &t->ctx), &t->ctx, "bank_open");
}

/* With other settings than the usual ones; name and number are filled in. */
static inline struct test_bank test_bank_make_of(struct bank_config config)
{
    struct test_bank t = {.actor = {ACTOR_OPERATOR, "tester"}};
    /* In memory where that is to be had: tests of what a bank does need no disk to wait for. */
    snprintf(t.dir, sizeof t.dir, "%s/brygga-test-XXXXXX",
             access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp");
    if (mkdtemp(t.dir) == NULL) {
        abort();
    }
    struct bank_init_options o = {.dir = t.dir, .key_file = true, .config = config};
    snprintf(o.config.name, sizeof o.config.name, "%s",
             config.kind == BANK_SCHOOL ? "Ekby skolnämnd" : "Ekby socialnämnd");
    snprintf(o.config.organisation_number, sizeof o.config.organisation_number, "2120000142");
    test_bank_must(bank_init(&o, &t.ctx), &t.ctx, "bank_init");
    test_bank_open(&t);
    return t;
}

static inline struct test_bank test_bank_make(enum bank_kind kind)
{
    return test_bank_make_of((struct bank_config){.kind = kind});
}

static inline void test_bank_remove(struct test_bank *t)
{
    static const char *const folders[] = {"keys", "."};
    bank_close(t->bank);
    t->bank = NULL;
    for (size_t i = 0; i < 2; i++) {
        char folder[128];
        snprintf(folder, sizeof folder, "%s/%s", t->dir, folders[i]);
        DIR *d = opendir(folder);
        for (const struct dirent *entry; d != NULL && (entry = readdir(d)) != NULL;) {
            char path[512];
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            unlink(path);
        }
        if (d != NULL) {
            closedir(d);
        }
        rmdir(folder);
    }
    rmdir(t->dir);
}

#endif
