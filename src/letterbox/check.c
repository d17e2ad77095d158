#include "letterbox/check.h"

#include "letterbox/peer.h"
#include "sql_letterbox.h"

#define DAY_MS         (INT64_C(24) * 3600 * 1000)
#define OUTBOX_LATE_MS DAY_MS
#define INBOX_LATE_MS  (14 * DAY_MS)
#define PEER_SILENT_MS (30 * DAY_MS)

static void check_peer(struct bank *b, const struct peer *listed, struct check_report *r)
{
    struct peer p;
    struct err_ctx ctx = {0};
    if (peer_read(b, listed->id, &p, &ctx) != ERR_OK) {
        check_add(r, CHECK_ERROR, "peers", ctx.remedy, "%s", ctx.what);
    } else if (p.state == PEER_ADDED) {
        check_add(r, CHECK_WARN, "peers", "compare the words aloud: brygga peer confirm",
                  "%s: the words have not been compared; no letters pass", p.card.name);
    } else if (p.answered_at.ms == 0) {
        check_add(r, CHECK_OK, "peers", NULL, "%s: confirmed; has not answered yet", p.card.name);
    } else if (timestamp_now().ms - p.answered_at.ms > PEER_SILENT_MS) {
        check_add(r, CHECK_WARN, "peers", "see whether the other bank is up, and its address",
                  "%s: has not answered for %d days", p.card.name,
                  (int)((timestamp_now().ms - p.answered_at.ms) / DAY_MS));
    } else {
        check_add(r, CHECK_OK, "peers", NULL, "%s: confirmed and answering", p.card.name);
    }
}

static void check_peers(struct bank *b, struct arena *a, struct check_report *r)
{
    struct peer *peers;
    size_t n = 0, used = 0;
    struct err_ctx ctx = {0};
    if (peer_list(b, a, &peers, &n, &ctx) != ERR_OK) {
        check_add(r, CHECK_ERROR, "peers", ctx.remedy, "cannot be read: %s", ctx.what);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (peers[i].state != PEER_ENDED) {
            check_peer(b, &peers[i], r);
            used++;
        }
    }
    if (used == 0) {
        check_add(r, CHECK_WARN, "peers", "exchange cards: brygga peer card, brygga peer add",
                  "there is no other bank to exchange letters with, or to witness the journal");
    }
}

static void check_waiting(struct bank *b, struct arena *a, struct check_report *r)
{
    struct err_ctx ctx = {0};
    struct sql_letterbox_waiting_long_row out = {0}, in = {0};
    int64_t now = timestamp_now().ms;
    struct sql_letterbox_waiting_long_in question = {.bank_id = bank_row_id(b),
                                                     .before = {now - OUTBOX_LATE_MS}};
    enum err e = sql_letterbox_waiting_long(bank_db(b), &question, a, &out, &ctx);
    question.before.ms = now - INBOX_LATE_MS;
    e = e == ERR_OK ? sql_letterbox_waiting_long(bank_db(b), &question, a, &in, &ctx) : e;
    if (e != ERR_OK) {
        check_add(r, CHECK_ERROR, "letters", ctx.remedy, "cannot be read: %s", ctx.what);
        return;
    }
    if (out.outbox > 0) {
        check_add(r, CHECK_WARN, "letters", "see why: brygga letter list; does brygga serve run?",
                  "%lld letters have waited in the outbox for more than a day",
                  (long long)out.outbox);
    }
    if (in.inbox > 0) {
        check_add(r, CHECK_WARN, "letters", "accept or reject them: brygga letter list --inbox",
                  "%lld letters have waited for a decision for more than 14 days",
                  (long long)in.inbox);
    }
}

void letterbox_check(struct bank *b, struct check_report *r)
{
    struct arena *a = arena_new((size_t)8 << 20);
    check_peers(b, a, r);
    check_waiting(b, a, r);
    arena_free(a);
}
