/* The catalogue of help: the employees' list and its entries; and the public page. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "intervention/catalogue.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"saved"};
const struct input_spec catalogue_inputs[1] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1}};

#define LINE(name_)                                                                                \
    {                                                                                              \
        .name = (name_), .kind = INPUT_LINE, .max = CATALOGUE_LINE                                 \
    }
#define TEXT(name_)                                                                                \
    {                                                                                              \
        .name = (name_), .kind = INPUT_TEXT, .max = CATALOGUE_TEXT                                 \
    }
#define WORD(name_, words_, count_, missing_)                                                      \
    {                                                                                              \
        .name = (name_), .kind = INPUT_WORD, .words = (words_), .word_count = (count_),            \
        .missing = (missing_)                                                                      \
    }

const struct input_spec catalogue_entry_inputs[23] = {
    {.name = "entry", .kind = INPUT_ID},
    {.name = "title_sv",
     .kind = INPUT_LINE,
     .max = CATALOGUE_LINE,
     .missing = TR("Skriv vad insatsen heter.")},
    LINE("title_en"),
    WORD("code", intervention_code, INTERVENTION_CODE__MAX, TR("Välj vilket slags insats.")),
    WORD("need", catalogue_need_code, CATALOGUE_NEED__MAX, TR("Välj vad insatsen är till för.")),
    WORD("level", level_code, LEVEL__MAX, TR("Välj nivå.")),
    WORD("scope", scope_code, SCOPE__MAX, TR("Välj om insatsen är generell eller individuell.")),
    WORD("form", form_code, FORM__MAX, NULL),
    WORD("documentation", documentation_code, DOCUMENTATION__MAX,
         TR("Välj hur insatsen dokumenteras.")),
    {.name = "decided_on", .kind = INPUT_DATE},
    LINE("decision"),
    {.name = "age_from", .kind = INPUT_LINE, .max = 2, .missing = TR("Skriv från vilken ålder.")},
    {.name = "age_to", .kind = INPUT_LINE, .max = 2, .missing = TR("Skriv till vilken ålder.")},
    {.name = "unit", .kind = INPUT_LINE, .max = CATALOGUE_UNIT - 1},
    LINE("national_code"),
    TEXT("child_sv"),
    TEXT("child_en"),
    TEXT("guardian_sv"),
    TEXT("guardian_en"),
    TEXT("contact_sv"),
    TEXT("contact_en"),
    {.name = "published", .kind = INPUT_FLAG},
    {.name = "ended", .kind = INPUT_FLAG},
};

static bool social(const struct request *rq)
{
    return bank_config(rq->bank)->kind == BANK_SOCIAL;
}

static bool manages(const struct request *rq)
{
    return access_session(WHO_LEADERS, &rq->session, bank_config(rq->bank)->kind);
}

static const char *pick(const struct request *rq, struct catalogue_text t)
{
    return rq->page.language == PAGE_ENGLISH && t.en[0] != '\0' ? t.en : t.sv;
}

static const char *ages(const struct request *rq, const struct catalogue_entry *e)
{
    return arena_printf(rq->arena, "%d–%d %s", e->age_from, e->age_to, request_words(rq, TR("år")));
}

/* ---- the employees' list ---- */

enum err page_catalogue(struct request *rq, struct err_ctx *ctx)
{
    struct catalogue_entry *all;
    size_t count;
    enum err e = catalogue_list(rq->bank, CATALOGUE_ALL, rq->arena, &all, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_catalogue_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct page_catalogue_rows){
            .href = manages(rq)
                        ? arena_printf(rq->arena, "/catalogue/entry?entry=%" PRId64, all[i].id.v)
                        : NULL,
            .title = pick(rq, all[i].title),
            .need = request_words(rq, catalogue_need_text_sv[all[i].need]),
            .ages = ages(rq, &all[i]),
            .level = request_words(rq, level_text_sv[all[i].level]),
            .scope = request_words(rq, scope_text_sv[all[i].scope]),
            .form = social(rq) ? request_words(rq, form_text_sv[all[i].form]) : NULL,
            .documentation = request_words(rq, documentation_text_sv[all[i].documentation]),
            .unit = all[i].unit,
            .published = all[i].published,
            .ended = all[i].ended};
    }
    struct page_catalogue v = {.layout = request_layout(rq, request_words(rq, TR("Utbud av stöd"))),
                               .done = request_input(rq, "done")->word >= 0
                                           ? request_words(rq, TR("Utbudet är sparat."))
                                           : NULL,
                               .new_href = manages(rq) ? "/catalogue/entry" : NULL,
                               .count = (int64_t)count,
                               .public_href = "/support",
                               .social = social(rq),
                               .rows = rows,
                               .rows_count = count};
    page_catalogue_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- one entry ---- */

static void preset(struct request *rq, const struct catalogue_entry *e)
{
    char day[DATE_TEXT];
    const struct {
        const char *name, *value;
    } values[] = {{"title_sv", e->title.sv},
                  {"title_en", e->title.en},
                  {"code", intervention_code[e->code]},
                  {"need", catalogue_need_code[e->need]},
                  {"level", level_code[e->level]},
                  {"scope", scope_code[e->scope]},
                  {"form", form_code[e->form]},
                  {"documentation", documentation_code[e->documentation]},
                  {"decided_on", arena_strdup(rq->arena, date_format(e->decided_on, day))},
                  {"decision", e->decision},
                  {"age_from", arena_printf(rq->arena, "%d", e->age_from)},
                  {"age_to", arena_printf(rq->arena, "%d", e->age_to)},
                  {"unit", e->unit},
                  {"national_code", e->national_code},
                  {"child_sv", e->child.sv},
                  {"child_en", e->child.en},
                  {"guardian_sv", e->guardian.sv},
                  {"guardian_en", e->guardian.en},
                  {"contact_sv", e->contact.sv},
                  {"contact_en", e->contact.en},
                  {"published", e->published ? "yes" : ""},
                  {"ended", e->ended ? "yes" : ""}};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        request_preset(rq, values[i].name, values[i].value);
    }
}

static const struct page_choice *choose(struct request *rq, const char *name, const char *label,
                                        const char *const *codes, const char *const *texts,
                                        int count)
{
    struct form_words w = {codes, texts, 0, count, -1};
    return form_choice(rq, name, label, NULL, &w);
}

static void fill_words(struct request *rq, struct page_catalogue_entry *v)
{
    struct form_words codes = {intervention_code, intervention_text_sv, 0, INTERVENTION_CODE__MAX,
                               -1};
    struct form_words needs = {catalogue_need_code, catalogue_need_text_sv, 0, CATALOGUE_NEED__MAX,
                               -1};
    v->code = form_select_words(rq, "code", TR("Slags insats"), &codes);
    v->need = form_select_words(rq, "need", TR("Var den visas för barn och föräldrar"), &needs);
    v->level = choose(rq, "level", TR("Nivå"), level_code, level_text_sv, LEVEL__MAX);
    v->scope = choose(rq, "scope", TR("Generell eller individuell"), scope_code, scope_text_sv,
                      SCOPE__MAX);
    v->form = social(rq)
                  ? choose(rq, "form", TR("Behovsprövning"), form_code, form_text_sv, FORM__MAX)
                  : NULL;
    v->documentation = choose(rq, "documentation", TR("Dokumentation"), documentation_code,
                              documentation_text_sv, DOCUMENTATION__MAX);
}

static void fill_texts(struct request *rq, struct page_catalogue_entry *v)
{
    v->title_sv = form_line(rq, "title_sv", TR("Namn"), NULL, NULL);
    v->title_en = form_line(rq, "title_en", TR("Namn på engelska (frivilligt)"), NULL, NULL);
    v->decided_on = form_date(rq, "decided_on", TR("Nämndens beslut, dag"),
                              TR("Bara om identitet inte dokumenteras."), DATE_OPEN);
    v->decision = form_line(rq, "decision", TR("Nämndens beslut, nummer"), NULL, NULL);
    v->age_from = form_line(rq, "age_from", TR("Från ålder"), NULL, NULL);
    v->age_to = form_line(rq, "age_to", TR("Till och med ålder"), NULL, NULL);
    v->unit = form_line(rq, "unit", TR("Vem som ger insatsen"), NULL, NULL);
    v->national_code = form_line(rq, "national_code", TR("Nationell kod (frivilligt)"),
                                 TR("Till exempel KSI."), NULL);
    v->child_sv = form_area(rq, "child_sv", TR("Till barn och unga"), NULL);
    v->child_en = form_area(rq, "child_en", TR("Till barn och unga, på engelska"), NULL);
    v->guardian_sv = form_area(rq, "guardian_sv", TR("Till föräldrar"), NULL);
    v->guardian_en = form_area(rq, "guardian_en", TR("Till föräldrar, på engelska"), NULL);
    v->contact_sv = form_area(rq, "contact_sv", TR("Så får man hjälpen"),
                              TR("Vem man ringer eller pratar med, och när."));
    v->contact_en = form_area(rq, "contact_en", TR("Så får man hjälpen, på engelska"), NULL);
    v->published = form_check(rq, "published", TR("Visa på den öppna sidan"));
    v->ended = form_check(rq, "ended", TR("Ges inte längre"));
}

enum err page_catalogue_entry(struct request *rq, struct err_ctx *ctx)
{
    const struct input *number = request_input(rq, "entry");
    struct catalogue_entry e;
    if (number->given && number->fault == NULL) {
        enum err err =
            catalogue_read(rq->bank, (struct catalogue_id){number->id}, rq->arena, &e, ctx);
        if (err != ERR_OK) {
            return err;
        }
        preset(rq, &e);
    }
    struct page_catalogue_entry v = {
        .errors = form_errors(rq),
        .heading = request_words(rq, number->given ? TR("Ändra i utbudet") : TR("Ny insats")),
        .entry = number->raw,
        .social = social(rq)};
    v.layout = request_layout(rq, v.heading);
    fill_words(rq, &v);
    fill_texts(rq, &v);
    page_catalogue_entry_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

static int age(struct request *rq, const char *name)
{
    const struct input *in = request_input(rq, name);
    char *end;
    long v = in->given ? strtol(in->raw, &end, 10) : 0;
    if (in->given && (*end != '\0' || v < 0 || v > CATALOGUE_AGE)) {
        request_fault(rq, name, TR("Skriv hela år, från 0 till 25."));
        return 0;
    }
    return (int)v;
}

static struct catalogue_entry read_entry(struct request *rq)
{
#define RAW(name_)  request_input(rq, (name_))->raw
#define PICK(name_) (request_input(rq, (name_))->word < 0 ? 0 : request_input(rq, (name_))->word)
    const struct input *decided = request_input(rq, "decided_on");
    return (struct catalogue_entry){.id = {request_input(rq, "entry")->id},
                                    .code = (enum intervention_code)PICK("code"),
                                    .level = (enum intervention_level)PICK("level"),
                                    .scope = (enum intervention_scope)PICK("scope"),
                                    .form = (enum intervention_form)PICK("form"),
                                    .documentation =
                                        (enum intervention_documentation)PICK("documentation"),
                                    .decided_on = decided->given ? decided->date : DATE_OPEN,
                                    .decision = RAW("decision"),
                                    .need = (enum catalogue_need)PICK("need"),
                                    .age_from = age(rq, "age_from"),
                                    .age_to = age(rq, "age_to"),
                                    .unit = RAW("unit"),
                                    .national_code = RAW("national_code"),
                                    .title = {RAW("title_sv"), RAW("title_en")},
                                    .child = {RAW("child_sv"), RAW("child_en")},
                                    .guardian = {RAW("guardian_sv"), RAW("guardian_en")},
                                    .contact = {RAW("contact_sv"), RAW("contact_en")},
                                    .published = request_input(rq, "published")->flag,
                                    .ended = request_input(rq, "ended")->flag};
#undef RAW
#undef PICK
}

/* What the module would refuse, told at its field. */
static void check_entry(struct request *rq, const struct catalogue_entry *e)
{
    if (request_input(rq, "age_to")->given && e->age_from > e->age_to) {
        request_fault(rq, "age_to", TR("Den högsta åldern är lägre än den lägsta."));
    }
    if (e->published && e->child.sv[0] == '\0' && e->guardian.sv[0] == '\0') {
        request_fault(rq, "child_sv", TR("Skriv en text för barn eller för föräldrar."));
    }
    if (e->published && e->contact.sv[0] == '\0') {
        request_fault(rq, "contact_sv", TR("Skriv hur man får hjälpen."));
    }
    if (e->documentation == DOCUMENTATION_NONE_DECIDED) {
        if (e->decided_on.days == DATE_OPEN.days) {
            request_fault(rq, "decided_on", TR("Skriv vilken dag nämnden beslutade."));
        }
        if (e->decision[0] == '\0') {
            request_fault(rq, "decision", TR("Skriv beslutets nummer."));
        }
        if (e->form != FORM_SERVICE) {
            request_fault(rq, "form",
                          TR("Bara en insats utan behovsprövning kan lämnas "
                             "odokumenterad."));
        }
    }
}

enum err page_catalogue_entry_send(struct request *rq, struct err_ctx *ctx)
{
    struct catalogue_entry in = read_entry(rq);
    struct catalogue_id id;
    if (rq->faults == 0) {
        check_entry(rq, &in);
    }
    if (rq->faults > 0) {
        return page_catalogue_entry(rq, ctx);
    }
    enum err e = catalogue_put(rq->bank, &rq->actor, &in, &id, ctx);
    if (e == ERR_OK) {
        request_go(rq, "/catalogue?done=saved");
    }
    return e;
}
