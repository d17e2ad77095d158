/* The survey of a case: reading it, and writing a new one. */
#include "team/survey.h"
#include "web/case_nav.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const steps[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
enum { STEPS = sizeof steps / sizeof steps[0] };

#define LADDER(name_)                                                                              \
    {                                                                                              \
        .name = (name_), .kind = INPUT_WORD, .words = steps, .word_count = STEPS                   \
    }
#define PART(name_)                                                                                \
    {                                                                                              \
        .name = (name_), .kind = INPUT_TEXT, .max = SURVEY_TEXT_MAX                                \
    }

const struct input_spec survey_inputs[10] = {
    LADDER("at_school"), LADDER("at_home"),  LADDER("feeling"), PART("voice"), PART("strengths"),
    PART("worries"),     PART("attendance"), PART("school"),    PART("home"),  PART("involved")};

static const char *const part_hints[SURVEY_PART__MAX] = {
    [SURVEY_VOICE] = TR("Fråga vad barnet vill att ni ska veta, och skriv det med barnets ord."),
    [SURVEY_STRENGTHS] = TR("När går det bra, och vem är då med?"),
    [SURVEY_WORRIES] = TR("Det du har sett eller hört, inte det du gissar. Vem oroar sig?"),
    [SURVEY_ATTENDANCE] = TR("När började frånvaron, vilka dagar och lektioner? Siffrorna finns "
                             "under Uppföljning."),
    [SURVEY_SCHOOL] = TR("Skolarbete, kamrater, vuxna, anpassningar som finns."),
    [SURVEY_HOME] = TR("Sömn, vardag, fritid. Bara det som behövs för att hjälpa."),
    [SURVEY_INVOLVED] = TR("Skriv verksamhet och roll, inte namn."),
};

/* ---- reading ---- */

static void fill_survey(struct request *rq, const struct survey *s,
                        struct page_case_survey_surveys *out)
{
    struct page_case_survey_surveys_parts *parts =
        arena_alloc(rq->arena, SURVEY_PART__MAX * sizeof *parts);
    struct page_case_survey_surveys_ladders *ladders =
        arena_alloc(rq->arena, SURVEY_LADDER__MAX * sizeof *ladders);
    *out = (struct page_case_survey_surveys){
        .heading = arena_printf(rq->arena, "%s %s", request_words(rq, TR("Kartläggning")),
                                show_time(rq, s->at)),
        .by = s->by.v != 0 ? show_staff(rq, s->by) : NULL,
        .parts = parts,
        .ladders = ladders};
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        if (s->parts[i] != NULL) {
            parts[out->parts_count++] = (struct page_case_survey_surveys_parts){
                request_words(rq, survey_part_text_sv[i]), s->parts[i]};
        }
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        if (s->ladders[i] != SURVEY_NOT_ASKED) {
            ladders[out->ladders_count++] = (struct page_case_survey_surveys_ladders){
                request_words(rq, survey_ladder_text_sv[i]), s->ladders[i]};
        }
    }
}

enum err page_case_survey(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct survey *list;
    size_t count;
    enum err e = show_case_page(rq, CASE_TAB_SURVEY, &p, ctx);
    e = e == ERR_OK ? survey_list(rq->bank, &rq->actor, p.c.id, rq->arena, &list, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_survey_surveys *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        fill_survey(rq, &list[i], &rows[i]);
        rows[i].newest = i == 0;
    }
    struct page_case_survey v = {.layout =
                                     request_layout(rq, request_words(rq, TR("Kartläggning"))),
                                 .person = p.person,
                                 .nav = p.nav,
                                 .done = case_done_words(rq),
                                 .open = p.open,
                                 .edit_href = case_href(rq, "/survey/new"),
                                 .surveys = rows,
                                 .surveys_count = count};
    page_case_survey_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

/* ---- writing ---- */

static void fill_fields(struct request *rq, const struct survey *old,
                        struct page_case_survey_form *v)
{
    struct page_case_survey_form_parts *parts =
        arena_alloc(rq->arena, SURVEY_PART__MAX * sizeof *parts);
    struct page_case_survey_form_ladders *ladders =
        arena_alloc(rq->arena, SURVEY_LADDER__MAX * sizeof *ladders);
    struct form_words w = {steps, steps, 0, STEPS, -1};
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        parts[i].area = form_area_filled(rq, survey_part_code[i], survey_part_text_sv[i],
                                         part_hints[i], old != NULL ? old->parts[i] : NULL);
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        ladders[i].step =
            form_select_words(rq, survey_ladder_code[i], survey_ladder_text_sv[i], &w);
    }
    v->parts = parts;
    v->parts_count = SURVEY_PART__MAX;
    v->ladders = ladders;
    v->ladders_count = SURVEY_LADDER__MAX;
}

enum err page_case_survey_form(struct request *rq, struct err_ctx *ctx)
{
    struct case_page p;
    struct survey *list;
    size_t count;
    enum err e = show_case_page(rq, CASE_TAB_SURVEY, &p, ctx);
    e = e == ERR_OK ? survey_list(rq->bank, &rq->actor, p.c.id, rq->arena, &list, &count, ctx) : e;
    if (e != ERR_OK) {
        return e;
    }
    struct page_case_survey_form v = {
        .layout = request_layout(rq, request_words(rq, TR("Skriv kartläggningen"))),
        .errors = form_errors(rq),
        .person = p.person,
        .nav = p.nav,
        .action = case_href(rq, "/survey/new"),
        .back = case_href(rq, "/survey")};
    fill_fields(rq, count > 0 ? &list[0] : NULL, &v);
    page_case_survey_form_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_case_survey_send(struct request *rq, struct err_ctx *ctx)
{
    struct survey s = {0};
    bool any = false;
    enum err e = case_enter(rq, ctx);
    if (e != ERR_OK) {
        return e;
    }
    for (int i = 0; i < SURVEY_PART__MAX; i++) {
        const struct input *in = request_input(rq, survey_part_code[i]);
        s.parts[i] = in->given ? in->raw : NULL;
        any = any || in->given;
    }
    for (int i = 0; i < SURVEY_LADDER__MAX; i++) {
        int step = request_input(rq, survey_ladder_code[i])->word;
        s.ladders[i] = step >= 0 ? step : SURVEY_NOT_ASKED;
        any = any || step >= 0;
    }
    if (!any && rq->faults == 0) {
        request_fault(rq, "voice", TR("Fyll i minst ett fält."));
    }
    if (rq->faults > 0) {
        return page_case_survey_form(rq, ctx);
    }
    e = survey_write(rq->bank, &rq->actor, (struct case_id){rq->id}, &s, ctx);
    if (e == ERR_OK) {
        request_go(rq, "%s", case_href(rq, "/survey?done=survey"));
    }
    return e;
}
