#include "web/measure_show.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "web/fragment.h"
#include "web/show.h"

const char *show_score(const struct request *rq, double score)
{
    char number[32];
    return isfinite(score)
               ? arena_strdup(rq->arena,
                              measure_number(score, rq->page.language == PAGE_SWEDISH, number))
               : "–";
}

const char *show_instrument(struct request *rq, struct instrument_id id)
{
    struct instrument i;
    struct err_ctx ctx;
    if (instrument_read(rq->bank, id, rq->arena, &i, &ctx) != ERR_OK) {
        return arena_printf(rq->arena, "%" PRId64, id.v);
    }
    return rq->page.language == PAGE_ENGLISH ? i.name.en : i.name.sv;
}

enum err show_respondent(struct request *rq, enum respondent r, struct person_id guardian,
                         const char **out, struct err_ctx *ctx)
{
    const char *words = request_words(rq, respondent_text_sv[r]), *name;
    *out = words;
    if (guardian.v == 0) {
        return ERR_OK;
    }
    enum err e = request_name(rq, guardian, &name, ctx);
    if (e == ERR_DENIED || e == ERR_NOT_FOUND) {
        return ERR_OK; /* a guardian who may not be named is a guardian */
    }
    *out = e == ERR_OK ? arena_printf(rq->arena, "%s (%s)", words, name) : words;
    return e;
}

/* ---- one series ---- */

static const char *tone(enum measure_verdict v)
{
    static const char *const tones[MEASURE_VERDICT__MAX] = {"neutral", "neutral", "success",
                                                            "warning"};
    return tones[v];
}

/* "Från 3 (2026-09-01) till 7 (2026-11-20). Mätfelet är 3,8." */
static const char *sentence(struct request *rq, const struct measure_series *s)
{
    if (s->before == NULL) {
        return request_words(rq, TR("Det behövs minst två svar för att jämföra."));
    }
    const char *from =
        arena_printf(rq->arena, "%s %s (%s) %s %s (%s).", request_words(rq, TR("Från")),
                     show_score(rq, s->before->score), show_date(rq, s->before->taken_on),
                     request_words(rq, TR("till")), show_score(rq, s->after->score),
                     show_date(rq, s->after->taken_on));
    if (!isfinite(s->limit)) {
        return arena_printf(rq->arena, "%s %s", from,
                            request_words(rq, TR("Mätfelet är inte känt, så det går inte att säga "
                                                 "om ändringen är slump.")));
    }
    return arena_printf(rq->arena, "%s %s %s %s", from,
                        request_words(rq, TR("En ändring på mer än")), show_score(rq, s->limit),
                        request_words(rq, TR("är större än mätfelet.")));
}

static const char *basis(struct request *rq, const struct instrument *i)
{
    static const char *const words[INSTRUMENT_BASIS__MAX] = {
        TR("Mätfelet är inte känt."), TR("Mätfelet är antaget, inte uppmätt."),
        TR("Mätfelet är uppmätt av den egna myndigheten."),
        TR("Mätfelet kommer från en publicerad studie.")};
    const char *source =
        rq->page.language == PAGE_ENGLISH ? i->basis_source.en : i->basis_source.sv;
    const char *better =
        request_words(rq, i->higher_is_better ? TR("Högre är bättre.") : TR("Lägre är bättre."));
    return arena_printf(rq->arena, "%s %s %s", better, request_words(rq, words[i->basis]),
                        source != NULL ? source : "");
}

static void fill_rows(struct request *rq, const struct measure_series *s, struct page_series *v)
{
    struct page_series_rows *rows = arena_alloc(rq->arena, (s->count + 1) * sizeof *rows);
    for (size_t k = 0; k < s->count; k++) {
        const struct measurement *m = &s->list[k];
        rows[k] = (struct page_series_rows){
            .on = m->taken_on,
            .moment = request_words(rq, measure_moment_text_sv[m->moment]),
            .how = request_words(rq, measure_how_text_sv[m->how]),
            .score = show_score(rq, m->scored ? m->score : NAN),
            .note = m->note,
            .number = arena_printf(rq->arena, "%" PRId64, m->id.v)};
    }
    v->rows = rows;
    v->rows_count = s->count;
}

static enum err view(struct request *rq, const struct measure_series *s, size_t number,
                     const char *strike, const struct page_series **out, struct err_ctx *ctx)
{
    struct page_series *v = arena_alloc(rq->arena, sizeof *v);
    const struct instrument *i = s->instrument;
    const char *name = rq->page.language == PAGE_ENGLISH ? i->name.en : i->name.sv;
    *v = (struct page_series){.id = arena_printf(rq->arena, "series-%zu", number),
                              .title = name,
                              .verdict = request_words(rq, measure_verdict_text_sv[s->verdict]),
                              .tone = tone(s->verdict),
                              .sentence = sentence(rq, s),
                              .basis = basis(rq, i),
                              .strike = strike};
    enum err e = show_respondent(rq, s->respondent, s->respondent_id, &v->who, ctx);
    const char *id = arena_printf(rq->arena, "measure-%zu", number);
    v->chart = fragment_measure(rq->arena, s, id, name,
                                arena_printf(rq->arena, "%s %s",
                                             request_words(rq, measure_verdict_text_sv[s->verdict]),
                                             v->sentence));
    fill_rows(rq, s, v);
    *out = v;
    return e;
}

static size_t of_case(struct measurement *list, size_t count, struct case_id id)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].case_id.v == id.v) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

enum err measure_views(struct request *rq, const struct team_case *c, const char *strike,
                       const struct page_series ***out, size_t *count_out, struct err_ctx *ctx)
{
    struct measurement *list;
    struct measure_series *series;
    size_t n;
    *out = NULL;
    *count_out = 0;
    enum err e = measure_list(rq->bank, &rq->actor, c->person, rq->arena, &list, &n, ctx);
    if (e != ERR_OK) {
        return e;
    }
    n = of_case(list, n, c->id);
    size_t count = measure_group(list, n, rq->arena, &series);
    *out = arena_alloc(rq->arena, (count + 1) * sizeof(const struct page_series *));
    for (; e == ERR_OK && *count_out < count; (*count_out)++) {
        e = view(rq, &series[*count_out], *count_out, strike, &(*out)[*count_out], ctx);
    }
    return e;
}
