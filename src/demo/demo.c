#include "demo/demo.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/progress.h"
#include "demo/effect.h"
#include "demo/file.h"
#include "demo/pages.h"
#include "demo/staff.h"
#include "demo/tables.h"
#include "demo/truth.h"

static enum err refuse_full_folder(const char *dir, struct err_ctx *ctx)
{
    DIR *d = opendir(dir);
    if (d == NULL) {
        return err_set(ctx, ERR_IO, dir, "Choose a folder that you may read and write.",
                       "the folder cannot be read: %s", strerror(errno));
    }
    bool empty = true;
    for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    }
    closedir(d);
    if (!empty) {
        return err_set(ctx, ERR_CONFLICT, dir, "Choose a new folder, or empty this one first.",
                       "the folder is not empty");
    }
    return ERR_OK;
}

static enum err make_folders(const char *dir, struct err_ctx *ctx)
{
    static const char *const folders[] = {"school", "school/ss12000", "independent",
                                          "independent/ss12000", "social"};
    enum err e = demo_folder_make(dir, "", ctx);
    if (e == ERR_OK) {
        e = refuse_full_folder(dir, ctx);
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0] && e == ERR_OK; i++) {
        e = demo_folder_make(dir, folders[i], ctx);
    }
    return e;
}

static void summarise_town(const struct demo_town *t, struct demo_summary *s)
{
    s->pupils = t->pupil_count;
    s->guardians = t->guardian_count;
    s->units = t->unit_count;
    s->first = t->first;
    s->end = t->end;
    for (unsigned i = 0; i < t->pupil_count; i++) {
        s->protected_pupils += t->pupils[i].person.protection != DEMO_OPEN;
        s->interim_pupils += civic_kind(&t->pupils[i].person.civic) == CIVIC_INTERIM;
    }
}

/* Sums over the pupils for the summary. */
struct sums {
    uint64_t offered, absent;
};

static void summarise_days(const struct demo_days *days, struct sums *sums, struct demo_summary *s)
{
    uint64_t offered = 0, absent = 0;
    for (int i = 0; i < days->count; i++) {
        offered += (uint64_t)demo_day_offered(&days->day[i]);
        absent += (uint64_t)demo_day_absent(&days->day[i]);
    }
    sums->offered += offered;
    sums->absent += absent;
    s->above_20_percent += absent * 5 > offered;
}

static void write_pupils(const struct demo_town *t, struct demo_tables *tables,
                         struct demo_truth *truth, struct demo_summary *s)
{
    struct demo_year_plan *plan = demo_year_plan_new(t);
    struct demo_days *days = mem_zalloc(2, sizeof *days);
    struct demo_days *without = &days[1];
    struct sums sums = {0};
    struct progress progress;
    progress_start(&progress, "demo", "pupils", t->pupil_count);
    for (unsigned i = 0; i < t->pupil_count; i++) {
        struct demo_episode e;
        demo_absence_simulate(t, plan, i, days);
        if (demo_episode_draw(t, i, days, &e)) {
            struct demo_outcome outcome;
            *without = *days;
            demo_episode_apply(t, i, &e, days);
            demo_truth_add(truth, t, &e, days, without, &outcome);
            demo_tables_add_episode(tables, t, i, &e, days->pattern, &outcome);
            s->interventions++;
        }
        s->attendance_rows += demo_tables_add_days(tables, t, i, days);
        summarise_days(days, &sums, s);
        progress_step(&progress, i + 1, i + 1);
    }
    progress_end(&progress);
    s->absence_share = sums.offered > 0 ? (double)sums.absent / (double)sums.offered : 0;
    free(days);
    demo_year_plan_free(plan);
}

static enum err write_truth(const struct demo_truth *truth, const struct demo_town *t,
                            const char *dir, struct err_ctx *ctx)
{
    struct demo_file file;
    enum err e = demo_file_open(&file, dir, "truth.json", ctx);
    if (e != ERR_OK) {
        return e;
    }
    demo_truth_write(truth, t, file.f);
    return demo_file_close(&file, ctx);
}

static enum err write_registers(const struct demo_town *t, const char *dir, struct err_ctx *ctx)
{
    static const char *const folders[DEMO_ORGANISER__MAX] = {"school/ss12000",
                                                             "independent/ss12000"};
    for (int i = 0; i < DEMO_ORGANISER__MAX; i++) {
        char path[1024];
        (void)snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        enum err e = demo_pages_write(t, (enum demo_organiser)i, path, ctx);
        if (e == ERR_OK) {
            path[strlen(path) - strlen("/ss12000")] = '\0';
            e = demo_protected_write(t, (enum demo_organiser)i, path, ctx);
        }
        if (e != ERR_OK) {
            return e;
        }
    }
    return ERR_OK;
}

enum err demo_write(const char *dir, const struct demo_options *o, struct demo_summary *out,
                    struct err_ctx *ctx)
{
    *out = (struct demo_summary){0};
    if (o->pupils == 0 || o->pupils > DEMO_MAX_PUPILS) {
        return err_set(ctx, ERR_LIMIT, "--pupils", "Choose a number from 1 to 25000.",
                       "%u pupils cannot be made: the test series of personal numbers has about "
                       "28,000 numbers for children of school age",
                       o->pupils);
    }
    enum err e = make_folders(dir, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct demo_town *t = demo_town_make(o->pupils, o->seed, o->end);
    struct demo_truth *truth = mem_zalloc(1, sizeof *truth);
    struct demo_tables *tables = NULL;
    summarise_town(t, out);
    e = write_registers(t, dir, ctx);
    if (e == ERR_OK) {
        e = demo_staff_write(t, dir, ctx);
    }
    if (e == ERR_OK) {
        e = demo_tables_open(dir, t, &tables, ctx);
    }
    if (e == ERR_OK) {
        write_pupils(t, tables, truth, out);
        e = demo_tables_close(tables, ctx);
    }
    if (e == ERR_OK) {
        e = write_truth(truth, t, dir, ctx);
    }
    free(truth);
    demo_town_free(t);
    return e;
}
