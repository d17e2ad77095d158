/* Shared by the tests of law: the shipped rules, and small ways to make facts. */
#ifndef TESTS_LAW_FIXTURE_H
#define TESTS_LAW_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "law/check.h"
#include "law/law.h"
#include "law/matrix.h"

/* No hash for tests: the length stands for the text. */
static inline void fake_digest(const void *text, size_t n, char hex_out[LAW_VERSION_TEXT])
{
    (void)text;
    snprintf(hex_out, LAW_VERSION_TEXT, "%064zx", n);
}

static inline struct law_rules *shipped(void)
{
    struct law_rules *rules;
    struct err_ctx ctx = {0};
    if (law_load(SOURCE_DIR "/rules", fake_digest, &rules, &ctx) != ERR_OK) {
        fail_msg("%s: %s (%s)", ctx.where, ctx.what, ctx.remedy);
    }
    return rules;
}

static inline struct date day(const char *text)
{
    struct date d;
    if (!date_parse(text, strlen(text), &d)) {
        fail_msg("not a date: %s", text);
    }
    return d;
}

/* A letter about an ordinary pupil of 14 to or from a municipal side, today's law. */
static inline struct law_facts letter(enum law_branch from, enum law_branch to, enum law_item item,
                                      enum law_purpose purpose)
{
    return (struct law_facts){.from = from,
                              .to = to,
                              .from_form = LAW_FORM_MUNICIPAL,
                              .to_form = LAW_FORM_MUNICIPAL,
                              .boundary = LAW_BOUNDARY_OTHER_AUTHORITY,
                              .item = item,
                              .identification = LAW_IDENTIFIED,
                              .purpose = purpose,
                              .age = LAW_AGE_0 + 14,
                              .protection = LAW_PROTECTION_NONE,
                              .guardian_blocked = LAW_NO,
                              .third_party = LAW_THIRD_PARTY_NONE,
                              .hsl_context = LAW_NO,
                              .question_date = day("2026-11-22"),
                              .information_date = day("2026-11-15")};
}

static inline void consent(struct law_facts *f)
{
    f->maturity = LAW_MATURE;
    f->custody = LAW_CUSTODY_JOINT;
    f->guardian_1 = f->guardian_2 = f->pupil = LAW_CONSENT_GIVEN;
    f->consent_scope = LAW_SCOPE_COVERS;
}

#endif
