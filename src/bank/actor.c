#include "bank/actor.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/words.h"

const char *const actor_code[ACTOR__MAX] = {
    [ACTOR_SYSTEM] = "system", [ACTOR_OPERATOR] = "operator", [ACTOR_STAFF] = "staff",
    [ACTOR_PEER] = "peer",     [ACTOR_PUPIL] = "pupil",       [ACTOR_GUARDIAN] = "guardian",
};

const char *const actor_text_sv[ACTOR__MAX] = {
    [ACTOR_SYSTEM] = TR("Systemet"),   [ACTOR_OPERATOR] = TR("Driftpersonal"),
    [ACTOR_STAFF] = TR("Medarbetare"), [ACTOR_PEER] = TR("Den andra myndigheten"),
    [ACTOR_PUPIL] = TR("Eleven"),      [ACTOR_GUARDIAN] = TR("Vårdnadshavare"),
};

static struct actor with_text(enum actor_kind kind, const char *text)
{
    struct actor a = {.kind = kind};
    snprintf(a.id, sizeof a.id, "%s", text);
    bool ok = utf8_valid(a.id, strlen(a.id));
    for (const char *p = a.id; *p != '\0'; p++) {
        ok = ok && (unsigned char)*p >= ' ' && *p != 0x7f;
    }
    if (!ok) {
        snprintf(a.id, sizeof a.id, "unknown");
    }
    return a;
}

static struct actor with_number(enum actor_kind kind, int64_t v)
{
    struct actor a = {.kind = kind};
    snprintf(a.id, sizeof a.id, "%" PRId64, v);
    return a;
}

struct actor actor_system(const char *part)
{
    return with_text(ACTOR_SYSTEM, part);
}

struct actor actor_operator(void)
{
    struct passwd entry, *found = NULL;
    char bytes[4096], number[32];
    if (getpwuid_r(getuid(), &entry, bytes, sizeof bytes, &found) == 0 && found != NULL) {
        return with_text(ACTOR_OPERATOR, entry.pw_name);
    }
    snprintf(number, sizeof number, "uid %lu", (unsigned long)getuid());
    return with_text(ACTOR_OPERATOR, number);
}

struct actor actor_staff(struct staff_id staff)
{
    return with_number(ACTOR_STAFF, staff.v);
}

struct actor actor_peer(struct peer_id peer)
{
    return with_number(ACTOR_PEER, peer.v);
}

struct actor actor_pupil(struct person_id person)
{
    return with_number(ACTOR_PUPIL, person.v);
}

struct actor actor_guardian(struct person_id person)
{
    return with_number(ACTOR_GUARDIAN, person.v);
}

struct staff_id actor_staff_id(const struct actor *a)
{
    struct staff_id id = {0};
    if (a->kind == ACTOR_STAFF) {
        id.v = strtoll(a->id, NULL, 10);
    }
    return id;
}

struct person_id actor_person_id(const struct actor *a)
{
    struct person_id id = {0};
    if (a->kind == ACTOR_PUPIL || a->kind == ACTOR_GUARDIAN) {
        id.v = strtoll(a->id, NULL, 10);
    }
    return id;
}
