/* The accessibility statement, telling of what is lacking, and reading what has been told. */
#include <inttypes.h>

#include "bank/feedback.h"
#include "web/form.h"
#include "web/handlers.h"
#include "web/show.h"

static const char *const done_words[] = {"sent"};
const struct input_spec accessibility_inputs[3] = {
    {.name = "what",
     .kind = INPUT_TEXT,
     .missing = TR("Skriv vad som inte fungerar."),
     .max = FEEDBACK_TEXT_MAX},
    {.name = "contact", .kind = INPUT_LINE, .max = FEEDBACK_CONTACT_MAX},
    {.name = "done", .kind = INPUT_WORD, .words = done_words, .word_count = 1},
};

enum err page_accessibility(struct request *rq, struct err_ctx *ctx)
{
    (void)ctx;
    struct page_accessibility v = {
        .layout = request_layout(rq, request_words(rq, TR("Tillgänglighet"))),
        .errors = form_errors(rq),
        .done = request_input(rq, "done")->given,
        .bank = bank_config(rq->bank)->name,
        .what =
            form_area(rq, "what", TR("Vad fungerar inte?"), TR("Skriv inget om andra personer.")),
        .contact = form_line(rq, "contact", TR("Hur når vi dig? (frivilligt)"),
                             TR("Telefon eller e-post, om du vill ha svar."), NULL)};
    page_accessibility_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_accessibility_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return page_accessibility(rq, ctx);
    }
    struct actor actor = session_actor(&rq->session);
    enum err e = feedback_send(rq->bank, &actor, request_input(rq, "what")->raw,
                               request_input(rq, "contact")->raw, ctx);
    if (e == ERR_LIMIT) {
        request_fault(rq, "what",
                      TR("Många har skrivit på kort tid, och vi kan inte ta emot mer just nu. Ring "
                         "eller skriv till oss, eller försök igen om en timme."));
        return page_accessibility(rq, ctx);
    }
    if (e == ERR_OK) {
        request_go(rq, "/accessibility?done=sent");
    }
    return e;
}

/* ---- reading it ---- */

static const char *const removed_words[] = {"removed"};
const struct input_spec feedback_inputs[2] = {
    {.name = "number", .kind = INPUT_ID, .missing = TR("Öppna sidan igen.")},
    {.name = "done", .kind = INPUT_WORD, .words = removed_words, .word_count = 1},
};

enum err page_feedback(struct request *rq, struct err_ctx *ctx)
{
    struct feedback *list;
    size_t count;
    enum err e = feedback_list(rq->bank, rq->arena, &list, &count, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct page_feedback_rows *rows = arena_alloc(rq->arena, (count + 1) * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] =
            (struct page_feedback_rows){.at = show_time(rq, list[i].sent_at),
                                        .what = list[i].what,
                                        .contact = list[i].contact,
                                        .number = arena_printf(rq->arena, "%" PRId64, list[i].id)};
    }
    struct page_feedback v = {
        .layout = request_layout(rq, request_words(rq, TR("Synpunkter på tillgängligheten"))),
        .done = request_input(rq, "done")->given,
        .rows = rows,
        .rows_count = count};
    page_feedback_write(&rq->out->body, &rq->page, &v);
    return ERR_OK;
}

enum err page_feedback_send(struct request *rq, struct err_ctx *ctx)
{
    if (rq->faults > 0) {
        return page_feedback(rq, ctx);
    }
    enum err e = feedback_remove(rq->bank, &rq->actor, request_input(rq, "number")->id, ctx);
    if (e == ERR_OK || e == ERR_NOT_FOUND) { /* a colleague was faster */
        request_go(rq, "/feedback?done=removed");
        e = ERR_OK;
    }
    return e;
}
