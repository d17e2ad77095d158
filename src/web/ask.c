/* What the question pages of a consent have in common. */
#include "web/ask.h"

#include <inttypes.h>
#include <string.h>

#include "school/register.h"
#include "team/insight.h"
#include "web/show.h"

const char *const ask_step_code[ASK_STEP__MAX] = {
    [ASK_WHAT] = "what",         [ASK_TO] = "to",
    [ASK_PURPOSE] = "purpose",   [ASK_UNTIL] = "until",
    [ASK_ABOUT] = "about",       [ASK_CUSTODY] = "custody",
    [ASK_MATURITY] = "maturity", [ASK_GIVERS] = "who",
    [ASK_CHILD] = "child",       [ASK_INTERPRETER] = "interpreter",
    [ASK_WAY] = "way",           [ASK_INSIGHT] = "insight",
    [ASK_CHECK] = "check",
};

const char *const ask_item_plain[CONSENT_ITEM__MAX] = {
    [CONSENT_ITEM_ATTENDANCE] = TR("Hur mycket barnet är i skolan, vecka för vecka. Inte varför."),
    [CONSENT_ITEM_INTERVENTION] = TR("Vilken hjälp barnet får, och när den började och slutade."),
    [CONSENT_ITEM_GOAL] = TR("Om barnet har nått ett mål: ja, delvis eller nej."),
    [CONSENT_ITEM_MESSAGE] = TR("Korta meddelanden om hur det går."),
};
const char *const ask_purpose_plain[CONSENT_PURPOSE__MAX] = {
    [CONSENT_PURPOSE_FOLLOWUP] = TR("För att se om hjälpen gör skillnad."),
    [CONSENT_PURPOSE_SUPPORT] = TR("För att planera och ge barnet stöd."),
};

const char *const ask_language_code[ASK_LANGUAGES] = {
    "none", "ar", "prs", "en", "fi", "ckb", "kmr", "fa", "pl", "so", "swl", "ti", "uk", "und",
};
const char *const ask_language_text_sv[ASK_LANGUAGES] = {
    TR("Ingen tolk behövs"),
    TR("Arabiska"),
    TR("Dari"),
    TR("Engelska"),
    TR("Finska"),
    TR("Sorani"),
    TR("Kurmanji"),
    TR("Persiska"),
    TR("Polska"),
    TR("Somaliska"),
    TR("Svenskt teckenspråk"),
    TR("Tigrinska"),
    TR("Ukrainska"),
    TR("Annat språk"),
};

int ask_language(const char *tag)
{
    for (int i = 1; i < ASK_LANGUAGES; i++) {
        if (strcmp(ask_language_code[i], tag) == 0) {
            return i;
        }
    }
    return 0;
}

/* The language in words; a tag that the table lacks as it is. */
static const char *language_words(struct request *rq, const char *tag)
{
    int i = ask_language(tag);
    return i > 0 || tag[0] == '\0' ? request_words(rq, ask_language_text_sv[i]) : tag;
}

const char *ask_mark(enum law_confidence c)
{
    switch (c) {
    case LAW_INFERRED:
        return TR("Slutsats av lagtexten, inte prövad av jurist");
    case LAW_UNVERIFIED:
        return TR("Inte kontrollerad mot lagtexten");
    case LAW_SECONDARY:
        return TR("Läst i andra hand");
    case LAW_VERIFIED:
    case LAW_CONFIDENCE__MAX:
        break;
    }
    return NULL;
}

static enum err load_guardians(struct request *rq, struct ask *k, struct err_ctx *ctx)
{
    struct guardian *g;
    size_t count;
    enum err e = guardian_list(rq->bank, k->r.person, rq->arena, &g, &count, ctx);
    for (size_t i = 0; e == ERR_OK && i < count && k->guardian_count < ASK_GUARDIANS; i++) {
        if (g[i].relation == GUARDIAN_CUSTODIAN) {
            struct ask_guardian *to = &k->guardians[k->guardian_count++];
            *to = (struct ask_guardian){
                .id = g[i].person, .custody = (int)g[i].custody, .blocked = g[i].blocked};
            e = request_name(rq, to->id, &to->name, ctx);
        }
    }
    return e;
}

enum err ask_load(struct request *rq, struct ask *out, struct err_ctx *ctx)
{
    *out = (struct ask){.age = -1};
    struct team_case c;
    struct person p;
    enum err e = consent_request_read(rq->bank, &rq->actor, (struct consent_request_id){rq->id},
                                      rq->arena, &out->r, ctx);
    e = e == ERR_OK ? show_case(rq, out->r.case_id, &c, &out->person, ctx) : e;
    e = e == ERR_OK ? person_read(rq->bank, out->r.person, &p, ctx) : e;
    e = e == ERR_OK ? load_guardians(rq, out, ctx) : e;
    if (e == ERR_OK) {
        out->age = p.has_birth_date ? date_age(p.birth_date, date_today()) : -1;
        out->href = arena_printf(rq->arena, "/asking/%" PRId64, rq->id);
    }
    return e;
}

_Static_assert(LAW_PUPIL == 1 << CONSENT_PUPIL && LAW_GUARDIAN_1 == 1 << CONSENT_GUARDIAN_1 &&
                   LAW_GUARDIAN_2 == 1 << CONSENT_GUARDIAN_2,
               "the law's set of persons is the consent's set of parties");

void ask_consenters(struct request *rq, const struct ask *k, struct law_consenters *out)
{
    struct law_facts f = {0};
    consent_conditions(&k->r.c, &f);
    law_consenters(rq->rules,
                   &(struct law_consenter_facts){.age = law_age(k->age),
                                                 .maturity = f.maturity,
                                                 .custody = f.custody,
                                                 .guardian_blocked = f.guardian_blocked,
                                                 .on = date_today()},
                   out);
}

unsigned ask_needed(const struct law_consenters *c)
{
    return c->ways_n > 0 ? c->way[0].persons : 0;
}

const char *ask_party(struct request *rq, const struct ask *k, int party)
{
    for (size_t i = 0; i < k->guardian_count && party != CONSENT_PUPIL; i++) {
        if (k->guardians[i].id.v == k->r.c.replies[party].person.v) {
            return k->guardians[i].name;
        }
    }
    return request_words(rq, consent_party_text_sv[party]);
}

enum err ask_unassessed(struct request *rq, const struct ask *k, unsigned *parties_out,
                        struct err_ctx *ctx)
{
    *parties_out = 0;
    enum err e = ERR_OK;
    for (unsigned p = CONSENT_GUARDIAN_1; e == ERR_OK && p < CONSENT_PARTY__MAX; p++) {
        struct insight i = {.decides = LAW_MET};
        if ((k->r.asked & 1U << p) != 0) {
            e = insight_get(rq->bank, k->r.person, k->r.c.replies[p].person, &i, ctx);
        }
        *parties_out |= i.decides != LAW_MET ? 1U << p : 0;
    }
    return e;
}

enum err ask_next(struct request *rq, const struct ask *k, enum ask_step *out, struct err_ctx *ctx)
{
    unsigned waits = 0;
    for (int s = ASK_WHAT; s < ASK_INSIGHT; s++) {
        if ((k->r.steps & 1U << (unsigned)s) == 0) {
            *out = (enum ask_step)s;
            return ERR_OK;
        }
    }
    enum err e = k->r.way == REQUEST_SIGN_IN ? ask_unassessed(rq, k, &waits, ctx) : ERR_OK;
    *out = waits != 0 ? ASK_INSIGHT : ASK_CHECK;
    return e;
}

/* ---- what has been answered ---- */

static const char *who_must(struct request *rq, const struct ask *k)
{
    const char *text = "";
    for (int p = 0; p < CONSENT_PARTY__MAX; p++) {
        if ((k->r.asked & 1U << (unsigned)p) != 0) {
            text = arena_printf(rq->arena, "%s%s%s", text, text[0] != '\0' ? "\n" : "",
                                ask_party(rq, k, p));
        }
    }
    return text;
}

static const char *with_reason(struct request *rq, const char *text, const char *why)
{
    return why != NULL && why[0] != '\0' ? arena_printf(rq->arena, "%s\n%s", text, why) : text;
}

static bool is_answered(const struct ask *k, enum ask_step step)
{
    return (k->r.steps & 1U << (unsigned)step) != 0;
}

size_t ask_rows(struct request *rq, const struct ask *k, struct ask_row out[ASK_ROWS])
{
    const struct consent_content *c = &k->r.c;
    const struct ask_row rows[] = {
        {TR("Uppgifter"), show_items(rq, c->items), ASK_WHAT},
        {TR("Från"), bank_config(rq->bank)->name, ASK_CHECK},
        {TR("Till"), show_peer(rq, c->peer), ASK_TO},
        {TR("Ändamål"), request_words(rq, consent_purpose_text_sv[c->purpose]), ASK_PURPOSE},
        {TR("Gäller till och med"), show_date(rq, c->valid_to), ASK_UNTIL},
        {TR("Uppgifter från och med"), show_date(rq, c->about_from), ASK_ABOUT},
        {TR("Vårdnad"), request_words(rq, consent_custody_text_sv[c->custody]), ASK_CUSTODY},
        {TR("Barnets mognad"),
         with_reason(rq, request_words(rq, consent_maturity_text_sv[c->maturity]), c->maturity_why),
         ASK_MATURITY},
        {TR("Behöver säga ja"), who_must(rq, k), ASK_GIVERS},
        {TR("Barnets egen åsikt"),
         c->childs_view != NULL ? c->childs_view : request_words(rq, TR("Inget skrivet")),
         ASK_CHILD},
        {TR("Tolk"), language_words(rq, c->interpreter), ASK_INTERPRETER},
        {TR("Hur svaren lämnas"), request_words(rq, request_way_text_sv[k->r.way]), ASK_WAY},
    };
    size_t n = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].step == ASK_CHECK || is_answered(k, rows[i].step)) {
            out[n] = rows[i];
            out[n++].name = request_words(rq, rows[i].name);
        }
    }
    return n;
}
