#include "web/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Swedish time is UTC+1, and UTC+2 from the last Sunday of March to that of October, 01:00 UTC. */
static int64_t swedish_offset_ms(struct timestamp t)
{
    int year, month, day;
    struct date d = {(int32_t)(t.ms / 86400000)};
    date_to_ymd(d, &year, &month, &day);
    struct date spring, autumn;
    (void)date_from_ymd(year, 3, 31, &spring);
    (void)date_from_ymd(year, 10, 31, &autumn);
    spring.days -= date_weekday(spring) % 7;
    autumn.days -= date_weekday(autumn) % 7;
    int64_t from = (int64_t)spring.days * 86400000 + 3600000;
    int64_t to = (int64_t)autumn.days * 86400000 + 3600000;
    return t.ms >= from && t.ms < to ? 7200000 : 3600000;
}

const char *show_time(const struct request *rq, struct timestamp t)
{
    if (t.ms == 0) {
        return "";
    }
    char text[TIMESTAMP_TEXT];
    (void)timestamp_format((struct timestamp){t.ms + swedish_offset_ms(t)}, text);
    return arena_printf(rq->arena, "%.10s %.5s", text, text + 11);
}

const char *show_date(const struct request *rq, struct date d)
{
    char text[DATE_TEXT];
    return arena_strdup(rq->arena, date_format(d, text));
}

const char *show_share(const struct request *rq, uint32_t part, uint32_t whole)
{
    if (whole == 0) {
        return "–";
    }
    uint64_t tenths = ((uint64_t)part * 2000 + whole) / (2 * (uint64_t)whole);
    return arena_printf(rq->arena, "%" PRIu64 "%s%" PRIu64 " %%", tenths / 10,
                        rq->page.language == PAGE_ENGLISH ? "." : ",", tenths % 10);
}

const char *show_staff(struct request *rq, struct staff_id id)
{
    struct staff s;
    struct err_ctx ctx;
    if (id.v != 0 && staff_read(rq->bank, id, &s, &ctx) == ERR_OK) {
        return arena_strdup(rq->arena, s.name);
    }
    return arena_printf(rq->arena, "%" PRId64, id.v);
}

const char *show_peer(struct request *rq, struct peer_id id)
{
    struct peer *p = arena_alloc(rq->arena, sizeof *p);
    struct err_ctx ctx;
    return peer_read(rq->bank, id, p, &ctx) == ERR_OK ? p->card.name : "";
}

const char *show_items(struct request *rq, unsigned items)
{
    const char *text = "";
    for (unsigned i = 0; i < CONSENT_ITEM__MAX; i++) {
        if ((items & 1u << i) != 0) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? ", " : "",
                                request_words(rq, consent_item_text_sv[i]));
        }
    }
    return text;
}

const char *show_parties(struct request *rq, unsigned parties)
{
    const char *text = "";
    for (unsigned i = 0; i < PARTY__MAX; i++) {
        if ((parties & 1u << i) != 0) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "; " : "",
                                request_words(rq, case_party_text_sv[i]));
        }
    }
    return text;
}

const char *show_responsible(struct request *rq, enum case_responsible responsible, const char *who)
{
    const char *text = responsible == RESPONSIBLE_OWN
                           ? bank_config(rq->bank)->name
                           : request_words(rq, case_responsible_text_sv[responsible]);
    return who != NULL ? arena_printf(rq->arena, "%s, %s", text, who) : text;
}

const char *letter_state_words(struct request *rq, const struct letter *l)
{
    const char *state = l->answer != LETTER_UNANSWERED ? letter_answer_text_sv[l->answer]
                                                       : letter_state_text_sv[l->state];
    const char *text = request_words(rq, state);
    if (l->answer == LETTER_REJECTED && l->reject_reason >= 0) {
        text = arena_printf(rq->arena, "%s: %s", text,
                            request_words(rq, reject_reason_text_sv[l->reject_reason]));
    }
    if (l->withdrawn) {
        text = arena_printf(rq->arena, "%s (%s)", text,
                            request_words(rq, TR("samtycket är återkallat")));
    }
    return text;
}

static bool anybody(const struct consent *c, enum consent_answer answer)
{
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        if (c->c.replies[i].answer == answer) {
            return true;
        }
    }
    return false;
}

static bool withdrawn(const struct consent *c)
{
    for (int i = 0; i < CONSENT_PARTY__MAX; i++) {
        if (c->c.replies[i].withdrawn) {
            return true;
        }
    }
    return false;
}

bool consent_in_force(const struct consent *c, struct date on)
{
    return anybody(c, CONSENT_YES) && !anybody(c, CONSENT_NO) && !withdrawn(c) &&
           c->c.valid_from.days <= on.days && on.days <= c->c.valid_to.days;
}

const char *consent_state_text(const struct consent *c, struct date on)
{
    if (withdrawn(c)) {
        return TR("Återkallat");
    }
    if (anybody(c, CONSENT_NO)) {
        return TR("Nej");
    }
    if (!anybody(c, CONSENT_YES)) {
        return TR("Inget svar");
    }
    if (on.days > c->c.valid_to.days) {
        return TR("Har tagit slut");
    }
    return on.days < c->c.valid_from.days ? TR("Har inte börjat gälla") : TR("Gäller");
}
