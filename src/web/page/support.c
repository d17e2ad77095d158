/* The public page of help. Nobody signs in, nothing is journalled and nothing is remembered: the
 * choices stand in the address. */
#include <stdlib.h>
#include <string.h>

#include "intervention/catalogue.h"
#include "web/form.h"
#include "web/handlers.h"

static const char *const for_words[] = {"young", "parent"};
static const char *const language_words[] = {"sv", "en"};
enum { FOR_YOUNG, FOR_PARENT, FOR__MAX };

const struct input_spec support_inputs[3] = {
    {.name = "for", .kind = INPUT_WORD, .words = for_words, .word_count = FOR__MAX},
    {.name = "age", .kind = INPUT_LINE, .max = 2},
    {.name = "lang", .kind = INPUT_WORD, .words = language_words, .word_count = 2},
};

struct wish {
    int whom; /* -1: both */
    int age;  /* -1: any */
};

static const char *pick(const struct request *rq, struct catalogue_text t)
{
    return rq->page.language == PAGE_ENGLISH && t.en[0] != '\0' ? t.en : t.sv;
}

static struct wish read_wish(struct request *rq)
{
    const struct input *age = request_input(rq, "age");
    char *end;
    long v = age->given ? strtol(age->raw, &end, 10) : -1;
    if (age->given && (*end != '\0' || v < 0 || v > CATALOGUE_AGE)) {
        request_fault(rq, "age", TR("Skriv åldern med siffror."));
        v = -1;
    }
    return (struct wish){request_input(rq, "for")->word, (int)v};
}

/* "/support?for=young&age=12&lang=en"; whom -1 and age "" leave theirs out. */
static const char *address(struct request *rq, int whom, const char *age, enum page_language lang)
{
    return arena_printf(rq->arena, "/support?lang=%s%s%s%s%s", page_language_code[lang],
                        whom >= 0 ? "&for=" : "", whom >= 0 ? for_words[whom] : "",
                        age[0] != '\0' ? "&age=" : "", age);
}

static bool wanted(const struct catalogue_entry *e, const struct wish *w)
{
    bool age = w->age < 0 || (w->age >= e->age_from && w->age <= e->age_to);
    const char *text = w->whom == FOR_YOUNG ? e->child.sv : e->guardian.sv;
    return age && (w->whom < 0 || text[0] != '\0');
}

static struct page_support_groups_entries
show_entry(struct request *rq, const struct catalogue_entry *e, const struct wish *w)
{
    return (struct page_support_groups_entries){
        .title = pick(rq, e->title),
        .ages = arena_printf(rq->arena, "%d–%d %s", e->age_from, e->age_to,
                             request_words(rq, TR("år"))),
        .child = w->whom == FOR_PARENT ? "" : pick(rq, e->child),
        .guardian = w->whom == FOR_YOUNG ? "" : pick(rq, e->guardian),
        .contact = pick(rq, e->contact),
        .unit = e->unit};
}

/* The list is by need already. */
static void fill_groups(struct request *rq, const struct catalogue_entry *all, size_t count,
                        const struct wish *w, struct page_support *v)
{
    struct page_support_groups *groups =
        arena_alloc(rq->arena, CATALOGUE_NEED__MAX * sizeof *groups);
    struct page_support_groups_entries *entries =
        arena_alloc(rq->arena, (count + 1) * sizeof *entries);
    size_t n = 0;
    int need = -1;
    for (size_t i = 0; i < count; i++) {
        if (!wanted(&all[i], w)) {
            continue;
        }
        if (need != (int)all[i].need) {
            need = (int)all[i].need;
            groups[v->groups_count++] = (struct page_support_groups){
                .name = request_words(rq, catalogue_need_text_sv[need]), .entries = &entries[n]};
        }
        groups[v->groups_count - 1].entries_count++;
        entries[n++] = show_entry(rq, &all[i], w);
    }
    v->groups = groups;
    v->none = n == 0;
}

static const char *chosen(struct request *rq, const struct wish *w)
{
    const char *whom = w->whom == FOR_YOUNG    ? TR("Visar stöd för dig som är ung")
                       : w->whom == FOR_PARENT ? TR("Visar stöd för dig som är förälder")
                                               : TR("Visar allt stöd");
    return w->age < 0 ? arena_printf(rq->arena, "%s.", request_words(rq, whom))
                      : arena_printf(rq->arena, "%s, %s %d %s.", request_words(rq, whom),
                                     request_words(rq, TR("barn på")), w->age,
                                     request_words(rq, TR("år")));
}

enum err page_support(struct request *rq, struct err_ctx *ctx)
{
    struct catalogue_entry *all;
    size_t count;
    const struct input *lang = request_input(rq, "lang");
    if (lang->given && lang->word >= 0) {
        rq->page.language = lang->word == 1 ? PAGE_ENGLISH : PAGE_SWEDISH;
    }
    struct wish w = read_wish(rq);
    enum err e = catalogue_list(rq->bank, CATALOGUE_PUBLISHED, rq->arena, &all, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    bool english = rq->page.language == PAGE_ENGLISH;
    enum page_language other = english ? PAGE_SWEDISH : PAGE_ENGLISH;
    const char *age = w.age >= 0 ? request_input(rq, "age")->raw : "";
    struct page_support v = {
        .layout = request_layout(rq, request_words(rq, TR("Stöd till barn, unga och föräldrar"))),
        .other_href = address(rq, w.whom, age, other),
        .other_name = english ? "På svenska" : "In English",
        .other_code = page_language_code[other],
        .young = address(rq, FOR_YOUNG, age, rq->page.language),
        .parent = address(rq, FOR_PARENT, age, rq->page.language),
        .for_young = w.whom == FOR_YOUNG,
        .for_parent = w.whom == FOR_PARENT,
        .age = form_line(rq, "age", TR("Barnets ålder"), NULL, NULL),
        .hidden_for = w.whom >= 0 ? for_words[w.whom] : NULL,
        .lang = page_language_code[rq->page.language],
        .chosen = chosen(rq, &w),
        .social = bank_config(rq->bank)->kind == BANK_SOCIAL};
    fill_groups(rq, all, count, &w, &v);
    page_support_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}
