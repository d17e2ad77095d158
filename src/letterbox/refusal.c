#include "letterbox/refusal.h"

#include <stdio.h>

#include "bank/journal.h"
#include "base/log.h"
#include "sql_letterbox.h"
#include "team/work.h"

static const char *const refusal_code[REFUSED__MAX] = {
    [0] = "",
    [REFUSED_TOO_LARGE] = "too-large",
    [REFUSED_MALFORMED] = "malformed",
    [REFUSED_UNKNOWN_PEER] = "unknown-peer",
    [REFUSED_SIGNATURE] = "signature",
    [REFUSED_RECIPIENT] = "recipient",
    [REFUSED_SEAL] = "seal",
    [REFUSED_KIND] = "kind",
    [REFUSED_CONTENT] = "content",
    [REFUSED_REF_TAKEN] = "reference-taken",
    [REFUSED_CLOCK] = "clock",
    [REFUSED_REPLAY] = "replay",
    [REFUSED_CHECKPOINT] = "checkpoint",
};

/* The window that a refusal now falls in, and the entries made in it. */
static enum err read_window(struct bank *b, struct peer_id peer, enum refusal why,
                            struct timestamp *window_out, int *entries_out, struct err_ctx *ctx)
{
    struct arena *a = arena_new(4096);
    struct sql_letterbox_refusal_read_row row = {0};
    enum err e = sql_letterbox_refusal_read(
        bank_db(b),
        &(struct sql_letterbox_refusal_read_in){
            .bank_id = bank_row_id(b), .peer_id = peer.v, .reason = (int)why},
        a, &row, ctx);
    arena_free(a);
    struct timestamp now = timestamp_now();
    /* A clock that was set back begins a new window too. */
    bool fresh = e == ERR_NOT_FOUND || now.ms - row.window_at.ms >= REFUSAL_WINDOW_MS ||
                 now.ms < row.window_at.ms;
    *window_out = fresh ? now : row.window_at;
    *entries_out = fresh ? 0 : row.journaled;
    return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err write_down(struct bank *b, struct work *w, struct peer_id peer, enum refusal why,
                           struct timestamp window, int entries, struct err_ctx *ctx)
{
    enum err e =
        sql_letterbox_refusal_put(w->db,
                                  &(struct sql_letterbox_refusal_put_in){.bank_id = w->bank_id,
                                                                         .peer_id = peer.v,
                                                                         .reason = (int)why,
                                                                         .window_at = window,
                                                                         .journaled = entries + 1},
                                  NULL, ctx);
    if (e != ERR_OK) {
        return e;
    }
    struct actor actor = peer.v != 0 ? actor_peer(peer) : actor_system("letterbox");
    char detail[160];
    snprintf(detail, sizeof detail, "{\"reason\":\"%s\",\"peer\":%lld%s}", refusal_code[why],
             (long long)peer.v,
             entries + 1 == REFUSAL_ENTRIES ? ",\"more_this_hour_not_noted\":true" : "");
    return journal_append(
        b,
        &(struct journal_entry){.actor = &actor, .event = JOURNAL_LETTER_REFUSED, .detail = detail},
        ctx);
}

void refusal_note(struct bank *b, struct peer_id peer, enum refusal why)
{
    log_write(why == REFUSED_REPLAY ? LOG_INFO : LOG_WARNING, "letterbox",
              "at the door: %s (peer %lld)", refusal_code[why], (long long)peer.v);
    struct err_ctx ctx = {0};
    struct timestamp window;
    int entries;
    enum err e = read_window(b, peer, why, &window, &entries, &ctx);
    if (e == ERR_OK && entries >= REFUSAL_ENTRIES) {
        return;
    }
    struct work w;
    e = e == ERR_OK ? work_begin(b, &w, &ctx) : e;
    if (e == ERR_OK) {
        e = work_end(&w, write_down(b, &w, peer, why, window, entries, &ctx), &ctx);
    }
    if (e != ERR_OK) {
        log_write(LOG_ERROR, "letterbox", "could not journal a refusal: %s", ctx.what);
    }
}

bool refusal_muted(struct bank *b, struct peer_id peer, enum refusal why)
{
    struct err_ctx ctx;
    struct timestamp window;
    int entries;
    return read_window(b, peer, why, &window, &entries, &ctx) != ERR_OK ||
           entries >= REFUSAL_ENTRIES;
}
