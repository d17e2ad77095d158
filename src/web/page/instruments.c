/* Instruments: those of the bank, one version, and adding one from its file. */
#include <inttypes.h>
#include <string.h>

#include "team/instrument.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/question.h"
#include "web/show.h"
#include "web/text_fault.h"

#define FEW      5     /* smaller counts are not told */
#define TEXT_MAX 30000 /* bytes of a file that is pasted */
#define TYPED    "filen"

static const char *const done_words[] = {"added", "offered", "retired"};
static const char *const done_texts[] = {
    TR("Skattningen är tagen i bruk. Den kan väljas i alla ärenden."),
    TR("Skattningen är tagen i bruk igen."),
    TR("Skattningen används inte längre. Svaren finns kvar."),
};
static const char *const change_words[] = {"offer", "retire"};
static const char *const do_words[] = {"check", "add"};
enum { DO_CHECK, DO_ADD };

const struct input_spec instrument_inputs[2] = {
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 3},
    {.name = "do",
     .kind = INPUT_WORD,
     .words = change_words,
     .word_count = 2,
     .missing = TR("Öppna sidan igen.")},
};
const struct input_spec instrument_new_inputs[4] = {
    {.name = "text", .kind = INPUT_TEXT, .max = TEXT_MAX, .missing = TR("Klistra in filens text.")},
    {.name = "do", .kind = INPUT_WORD, .words = do_words, .word_count = 2},
    {.name = "right", .kind = INPUT_FLAG},
    {.name = "from", .kind = INPUT_ID},
};

static bool manages(const struct request *rq)
{
    return access_session(WHO_LEADERS, &rq->session, bank_config(rq->bank)->kind);
}

static const char *in_language(const struct request *rq, struct instrument_text t)
{
    const char *text = rq->page.language == PAGE_ENGLISH ? t.en : t.sv;
    return text != NULL ? text : "";
}

static const char *done_text(struct request *rq)
{
    int word = request_input(rq, "done")->word;
    return word >= 0 ? request_words(rq, done_texts[word]) : NULL;
}

static const char *few(struct request *rq, int64_t n)
{
    return n > 0 && n < FEW ? request_words(rq, TR("färre än fem"))
                            : arena_printf(rq->arena, "%" PRId64, n);
}

static const char *period(struct request *rq, const struct instrument *i)
{
    if (i->from.days == DATE_OPEN.days) {
        return "";
    }
    return i->offered ? arena_printf(rq->arena, "%s %s", request_words(rq, TR("från och med")),
                                     show_date(rq, i->from))
                      : arena_printf(rq->arena, "%s – %s", show_date(rq, i->from),
                                     show_date(rq, i->until));
}

/* "Barnet eller ungdomen, Vårdnadshavare" */
static const char *respondents(struct request *rq, const struct instrument *i)
{
    const char *all = "";
    for (int r = 0; r < RESPONDENT__MAX; r++) {
        if ((i->respondents & 1u << r) != 0) {
            all = arena_printf(rq->arena, "%s%s%s", all, all[0] != '\0' ? ", " : "",
                               request_words(rq, respondent_text_sv[r]));
        }
    }
    return all;
}

/* ---- what respondents see ---- */

static void fill_questions(struct request *rq, const struct instrument *i, enum respondent r,
                           struct page_instrument_asked *v)
{
    struct page_instrument_asked_questions *rows =
        arena_alloc(rq->arena, (i->item_count + 1) * sizeof *rows);
    for (size_t k = 0; k < i->item_count; k++) {
        const struct instrument_item *it = &i->items[k];
        struct question q = {.item = it->code,
                             .ask = in_language(rq, it->ask[r]),
                             .low = in_language(rq, it->low),
                             .high = in_language(rq, it->high),
                             .from = it->from,
                             .to = it->to};
        rows[k].one =
            question_preview(rq, &q, arena_printf(rq->arena, "%s-%zu", respondent_code[r], k));
    }
    v->questions = rows;
    v->questions_count = i->item_count;
}

/* One part for each respondent; rows of `one` for either page. */
static const struct page_instrument_asked **asked(struct request *rq, const struct instrument *i,
                                                  size_t *count_out)
{
    const struct page_instrument_asked **all =
        arena_alloc(rq->arena, RESPONDENT__MAX * sizeof *all);
    *count_out = 0;
    for (int r = 0; r < RESPONDENT__MAX; r++) {
        if ((i->respondents & 1u << r) == 0) {
            continue;
        }
        struct page_instrument_asked *v = arena_alloc(rq->arena, sizeof *v);
        *v = (struct page_instrument_asked){.who = request_words(rq, respondent_text_sv[r]),
                                            .intro = in_language(rq, i->intro)};
        if (i->score == SCORE_GAS) {
            v->note = request_words(rq, TR("Målen skrivs för varje barn, i fem steg."));
        }
        fill_questions(rq, i, (enum respondent)r, v);
        all[(*count_out)++] = v;
    }
    return all;
}

/* ---- the list ---- */

static const struct instrument_count *count_of(const struct instrument_count *all, size_t n,
                                               struct instrument_id id)
{
    static const struct instrument_count none;
    for (size_t i = 0; i < n; i++) {
        if (all[i].id.v == id.v) {
            return &all[i];
        }
    }
    return &none;
}

enum err page_instruments(struct request *rq, struct err_ctx *ctx)
{
    struct instrument *list;
    struct instrument_count *counts;
    size_t count = 0, counted = 0;
    enum err e = instrument_list(rq->bank, false, rq->arena, &list, &count, ctx);
    e = e == ERR_OK ? instrument_counts(rq->bank, rq->arena, &counts, &counted, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_instruments_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        const struct instrument_count *n = count_of(counts, counted, list[i].id);
        rows[i] = (struct page_instruments_rows){
            .href = arena_printf(rq->arena, "/instrument/%" PRId64, list[i].id.v),
            .name = in_language(rq, list[i].name),
            .version = list[i].version,
            .who = respondents(rq, &list[i]),
            .period = period(rq, &list[i]),
            .answers = few(rq, n->answers),
            .waiting = few(rq, n->waiting),
            .offered = list[i].offered};
    }
    struct page_instruments v = {.layout = request_layout(rq, request_words(rq, TR("Skattningar"))),
                                 .count = (int64_t)count,
                                 .new_href = manages(rq) ? "/instruments/new" : NULL,
                                 .rows = rows,
                                 .rows_count = count};
    page_instruments_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- one version ---- */

/* The version of the same code that is in use; NULL when there is none. */
static const struct instrument *in_use(struct request *rq, const char *code)
{
    struct err_ctx ctx;
    struct instrument *i = arena_alloc(rq->arena, sizeof *i);
    return instrument_find(rq->bank, code, rq->arena, i, &ctx) == ERR_OK ? i : NULL;
}

static const char *replaces(struct request *rq, const char *code)
{
    const struct instrument *now = in_use(rq, code);
    return now == NULL
               ? NULL
               : arena_printf(rq->arena, "%s %d. %s",
                              request_words(rq, TR("Den tar över efter version")), now->version,
                              request_words(rq, TR("Frågor som redan är skickade besvaras på den "
                                                   "gamla. Ändringar visas bara inom samma "
                                                   "version.")));
}

static void fill_facts(struct request *rq, const struct instrument *i, struct page_instrument *v)
{
    static const char *const scores[] = {TR("Medelvärdet av svaren"), TR("Summan av svaren"),
                                         TR("Hur långt målen har nåtts")};
    struct page_instrument_facts *f = arena_alloc(rq->arena, 6 * sizeof *f);
    bool ages = i->age_to > 0;
#define FACT(name_, value_)                                                                        \
    f[v->facts_count++] = (struct page_instrument_facts){request_words(rq, (name_)), (value_)}
    FACT(TR("Vem svarar"), respondents(rq, i));
    if (ages) {
        FACT(TR("Ålder"), arena_printf(rq->arena, "%d–%d %s", i->age_from, i->age_to,
                                       request_words(rq, TR("år"))));
    }
    FACT(TR("Värde"),
         arena_printf(rq->arena, "%s, %g–%g. %s", request_words(rq, scores[i->score]), i->low,
                      i->high,
                      request_words(rq, i->higher_is_better ? TR("Högre är bättre.")
                                                            : TR("Lägre är bättre."))));
    FACT(TR("Mätfel"), i->basis == BASIS_NONE
                           ? request_words(rq, TR("Inte känt. Programmet säger inte om en ändring "
                                                  "är större än slumpen."))
                           : in_language(rq, i->basis_source));
    FACT(TR("Rätt att använda"), i->licence);
#undef FACT
    v->facts = f;
}

enum err page_instrument(struct request *rq, struct err_ctx *ctx)
{
    struct instrument i;
    enum err e = instrument_read(rq->bank, (struct instrument_id){rq->id}, rq->arena, &i, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_instrument v = {
        .done = done_text(rq),
        .name = in_language(rq, i.name),
        .version = i.version,
        .offered = i.offered,
        .period = period(rq, &i),
        .replaces = i.offered ? NULL : replaces(rq, i.code),
        .source = i.source,
        .manages = manages(rq),
        .action = arena_printf(rq->arena, "/instrument/%" PRId64, rq->id),
        .new_href = arena_printf(rq->arena, "/instruments/new?from=%" PRId64, rq->id)};
    v.layout = request_layout(rq, v.name);
    fill_facts(rq, &i, &v);
    size_t n;
    const struct page_instrument_asked **parts = asked(rq, &i, &n);
    struct page_instrument_parts *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t k = 0; k < n; k++) {
        rows[k].one = parts[k];
    }
    v.parts = rows;
    v.parts_count = n;
    page_instrument_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_instrument_send(struct request *rq, struct err_ctx *ctx)
{
    struct instrument_id id = {rq->id};
    int word = request_input(rq, "do")->word;
    if (rq->faults > 0) {
        return page_instrument(rq, ctx);
    }
    enum err e = word == 0 ? instrument_offer(rq->bank, &rq->actor, id, ctx)
                           : instrument_retire(rq->bank, &rq->actor, id, ctx);
    if (e == ERR_OK || e == ERR_CONFLICT) { /* a colleague was faster: it is as it was wanted */
        request_go(rq, "/instrument/%" PRId64 "?done=%s", rq->id,
                   word == 0 ? "offered" : "retired");
        e = ERR_OK;
    }
    return e;
}

/* ---- a new one ---- */

static const char skeleton[] = "instrument lugn-i-klassen\n"
                               "  version: 1\n"
                               "  name.sv: Lugn i klassen\n"
                               "  intro.sv: Tänk på de senaste två veckorna.\n"
                               "  respondents: pupil staff\n"
                               "  ages: 10..16\n"
                               "  score: mean\n"
                               "  direction: higher-is-better\n"
                               "  range: 0..10\n"
                               "  missing: 0\n"
                               "  error: none\n"
                               "  licence: Egen, skriven av elevhälsan.\n"
                               "\n"
                               "item lugn\n"
                               "  scale: 0..10\n"
                               "  ask.pupil.sv: Hur lugnt är det i klassen?\n"
                               "  ask.staff.sv: Hur lugnt tycker du att det är i klassen?\n"
                               "  low.sv: Inte alls lugnt\n"
                               "  high.sv: Mycket lugnt\n";

/* Browsers end lines with CR LF. */
static const char *typed(struct request *rq)
{
    const char *raw = request_input(rq, "text")->raw;
    char *text = arena_alloc(rq->arena, strlen(raw) + 2);
    size_t n = 0;
    for (const char *c = raw; *c != '\0'; c++) {
        if (*c != '\r') {
            text[n++] = *c;
        }
    }
    text[n++] = '\n';
    text[n] = '\0';
    return text;
}

/* Shows what is wrong at its line. */
static void fill_fault(struct request *rq, const char *text, const struct err_ctx *fault,
                       struct page_instrument_new *v)
{
    const char *place = text_fault_place(rq, fault, TYPED);
    request_fault(rq, "text", TR("Rätta texten och granska igen."));
    v->fault = place != NULL ? place : request_words(rq, TR("Det går inte att läsa texten."));
    v->fault_text = text_fault_what(rq, fault);
    v->fault_line = text_fault_line(rq, fault, TYPED, text);
    v->remedy = text_fault_remedy(rq, fault);
}

static void fill_ready(struct request *rq, const struct instrument *i,
                       struct page_instrument_new *v)
{
    size_t n;
    const struct page_instrument_asked **parts = asked(rq, i, &n);
    struct page_instrument_new_parts *rows = arena_alloc(rq->arena, (n + 1) * sizeof *rows);
    for (size_t k = 0; k < n; k++) {
        rows[k].one = parts[k];
    }
    v->ready = true;
    v->name = in_language(rq, i->name);
    v->version = i->version;
    v->replaces = replaces(rq, i->code);
    v->parts = rows;
    v->parts_count = n;
    v->right = form_check(rq, "right",
                          TR("Jag har kontrollerat att vi får använda frågorna, och att orden "
                             "passar dem som ska svara"));
}

/* The words of a file (docs/formats.md). */
static const struct {
    const char *name, *meaning;
} file_words[] = {
    {"version", TR("1 för en ny skattning. Höj den när något ändras.")},
    {"name.sv, intro.sv",
     TR("Namn och inledning, som den som svarar läser dem. Skriv .en för engelska.")},
    {"respondents",
     TR("Vilka som kan svara: pupil (barnet), guardian (vårdnadshavare), staff (personal).")},
    {"score", TR("mean (medelvärde), sum (summa) eller gas (mål i fem steg).")},
    {"direction", TR("higher-is-better när ett högt värde är bra, annars lower-is-better.")},
    {"range", TR("Lägsta och högsta värde som svaren kan ge, till exempel 0..10.")},
    {"missing", TR("Hur många frågor som får hoppas över.")},
    {"error", TR("Mätfelet, om det är känt, annars none. Utan mätfel kan programmet inte säga om "
                 "en ändring är större än slumpen.")},
    {"licence", TR("Vem som har rätt till frågorna, och varför ni får använda dem.")},
    {"item", TR("Ett stycke för varje fråga, med frågan till var och en som svarar, stegen och vad "
                "ändarna betyder.")},
};
enum { FILE_WORDS = sizeof file_words / sizeof file_words[0] };

static enum err write_new(struct request *rq, struct page_instrument_new *v)
{
    struct page_instrument_new_words *words = arena_alloc(rq->arena, FILE_WORDS * sizeof *words);
    for (size_t i = 0; i < FILE_WORDS; i++) {
        words[i] = (struct page_instrument_new_words){file_words[i].name,
                                                      request_words(rq, file_words[i].meaning)};
    }
    v->words = words;
    v->words_count = FILE_WORDS;
    v->skeleton = skeleton;
    v->text = form_area(rq, "text", TR("Filens text"),
                        TR("Öppna filen i en textredigerare, kopiera allt och klistra in här."));
    v->errors = form_errors(rq);
    v->layout = request_layout(rq, request_words(rq, TR("Lägg till en skattning")));
    page_instrument_new_write(&rq->out->body, &rq->page, v);
    return ERR_OK;
}

/* The file of a version with the next number that is free, to begin with. */
static enum err next_version(struct request *rq, const struct instrument *i, const char **out,
                             struct err_ctx *ctx)
{
    static const char key[] = "\n  version:";
    struct instrument *list;
    size_t count;
    int last = i->version;
    enum err e = instrument_list(rq->bank, false, rq->arena, &list, &count, ctx);
    for (size_t k = 0; e == ERR_OK && k < count; k++) {
        if (strcmp(list[k].code, i->code) == 0 && list[k].version > last) {
            last = list[k].version;
        }
    }
    const char *at = strstr(i->source, key);
    const char *rest = at != NULL ? at + sizeof key - 1 + strcspn(at + sizeof key - 1, "\n") : "";
    *out = at == NULL ? i->source
                      : arena_printf(rq->arena, "%.*s%s %d%s", (int)(at - i->source), i->source,
                                     key, last + 1, rest);
    return e;
}

enum err page_instrument_new(struct request *rq, struct err_ctx *ctx)
{
    struct page_instrument_new v = {.ready = false};
    const struct input *from = request_input(rq, "from");
    struct instrument i;
    if (from->given && from->fault == NULL) {
        enum err e =
            instrument_read(rq->bank, (struct instrument_id){from->id}, rq->arena, &i, ctx);
        if (e != ERR_OK) {
            return e;
        }
        const char *text;
        e = next_version(rq, &i, &text, ctx);
        if (e != ERR_OK) {
            return e;
        }
        request_preset(rq, "text", text);
    }
    return write_new(rq, &v);
}

enum err page_instrument_new_send(struct request *rq, struct err_ctx *ctx)
{
    struct page_instrument_new v = {.ready = false};
    struct err_ctx fault;
    struct instrument i;
    struct instrument_id id;
    bool added = false, add = request_input(rq, "do")->word == DO_ADD;
    if (rq->faults > 0) {
        return write_new(rq, &v);
    }
    const char *text = typed(rq);
    if (instrument_parse(TYPED, text, strlen(text), rq->arena, &i, &fault) != ERR_OK) {
        fill_fault(rq, text, &fault, &v);
        return write_new(rq, &v);
    }
    if (add && !request_input(rq, "right")->flag) {
        request_fault(rq, "right", TR("Kontrollera att ni får använda frågorna och kryssa i."));
    }
    enum err e = ERR_OK;
    if (add && rq->faults == 0) {
        e = instrument_add(rq->bank, &rq->actor, TYPED, text, strlen(text), &id, &added, ctx);
        if (e == ERR_OK) {
            request_go(rq, added ? "/instrument/%" PRId64 "?done=added" : "/instrument/%" PRId64,
                       id.v);
            return ERR_OK;
        }
        if (e == ERR_CONFLICT) {
            request_fault(rq, "text",
                          TR("Den versionen finns redan med annat innehåll. Höj talet på raden "
                             "version."));
            e = ERR_OK;
        }
    }
    if (e == ERR_OK) {
        fill_ready(rq, &i, &v);
        e = write_new(rq, &v);
    }
    return e;
}
