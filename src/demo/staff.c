#include "demo/staff.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/csv.h"
#include "demo/file.h"
#include "demo/names.h"
#include "demo/prng.h"

enum { STREAM_STAFF = 0x5354, STREAM_MENTOR = 0x4d45, SOCIONOMER = 3 };

const char demo_team_unit[] = "Skolsociala teamet";

void demo_kurator_login(unsigned unit, char out[DEMO_LOGIN])
{
    (void)snprintf(out, DEMO_LOGIN, "kurator-%u", unit + 1);
}

void demo_socionom_login(const struct demo_town *t, unsigned pupil, char out[DEMO_LOGIN])
{
    (void)t;
    (void)snprintf(out, DEMO_LOGIN, "skolsocionom-%u", pupil % SOCIONOMER + 1);
}

void demo_mentor_of(const struct demo_town *t, unsigned unit, struct demo_mentor *out)
{
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_MENTOR << 32) + unit);
    out->sex = prng_chance(&r, 0.7) ? SEX_FEMALE : SEX_MALE;
    struct demo_family_name family = demo_family_name(&r);
    out->given = demo_given_name(&r, family.origin, out->sex);
    out->family = family.text;
    (void)snprintf(out->login, sizeof out->login, "mentor-%u", unit + 1);
}

static void put_named(FILE *f, const char *name, const char *role, const char *unit,
                      const char *login)
{
    struct buf row;
    buf_init(&row, 1024);
    csv_append(&row, name, true);
    csv_append(&row, role, false);
    csv_append(&row, unit, false);
    csv_append(&row, login, false);
    buf_add_char(&row, '\n');
    (void)fwrite(row.text, 1, row.len, f);
    buf_free(&row);
}

static void put(FILE *f, struct prng *r, const char *role, const char *unit, const char *login)
{
    enum sex sex = prng_chance(r, 0.7) ? SEX_FEMALE : SEX_MALE;
    struct demo_family_name family = demo_family_name(r);
    char name[128];
    (void)snprintf(name, sizeof name, "%s %s", demo_given_name(r, family.origin, sex), family.text);
    put_named(f, name, role, unit, login);
}

static void put_mentor(FILE *f, const struct demo_town *t, unsigned unit)
{
    struct demo_mentor m;
    char name[128];
    demo_mentor_of(t, unit, &m);
    (void)snprintf(name, sizeof name, "%s %s", m.given, m.family);
    put_named(f, name, "mentor", t->units[unit].code, m.login);
}

static void put_schools(FILE *f, struct prng *r, const struct demo_town *t,
                        enum demo_organiser organiser)
{
    char login[DEMO_LOGIN];
    for (unsigned i = 0; i < t->unit_count; i++) {
        if (t->units[i].organiser != organiser) {
            continue;
        }
        demo_kurator_login(i, login);
        put(f, r, "kurator", t->units[i].code, login);
        (void)snprintf(login, sizeof login, "rektor-%u", i + 1);
        put(f, r, "rektor", t->units[i].code, login);
        put_mentor(f, t, i);
    }
    put(f, r, "elevhalsochef", "", "elevhalsochef");
}

static void put_team(FILE *f, struct prng *r)
{
    char login[DEMO_LOGIN];
    for (int i = 1; i <= SOCIONOMER; i++) {
        (void)snprintf(login, sizeof login, "skolsocionom-%d", i);
        put(f, r, "skolsocionom", demo_team_unit, login);
    }
    put(f, r, "socialsekreterare", "Mottagningen", "socialsekreterare");
    put(f, r, "enhetschef", demo_team_unit, "enhetschef");
}

static enum err write_one(const struct demo_town *t, const char *dir, const char *name, int bank,
                          struct err_ctx *ctx)
{
    struct demo_file file;
    enum err e = demo_file_open(&file, dir, name, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct prng r;
    prng_seed(&r, t->seed, ((uint64_t)STREAM_STAFF << 32) + (uint64_t)bank);
    (void)fputs("name,role,unit,login\n", file.f);
    if (bank < DEMO_ORGANISER__MAX) {
        put_schools(file.f, &r, t, (enum demo_organiser)bank);
    } else {
        put_team(file.f, &r);
    }
    put(file.f, &r, "analytiker", "", "analytiker");
    put(file.f, &r, "jurist", "", "jurist");
    put(file.f, &r, "administrator", "", "administrator");
    return demo_file_close(&file, ctx);
}

enum err demo_staff_write(const struct demo_town *t, const char *dir, struct err_ctx *ctx)
{
    static const char *const names[] = {"school/staff.csv", "independent/staff.csv",
                                        "social/staff.csv"};
    enum err e = ERR_OK;
    for (int i = 0; i < 3 && e == ERR_OK; i++) {
        e = write_one(t, dir, names[i], i, ctx);
    }
    return e;
}
