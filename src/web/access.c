#include "web/access.h"

#define R(role) (1u << ROLE_##role)

/* Roles of the requirements A08–A18. A mentor meets signals, not cases. */
static const unsigned roles[WHO__MAX] = {
    [WHO_SIGNALS] = R(KURATOR) | R(REKTOR) | R(ELEVHALSOCHEF) | R(MENTOR),
    [WHO_CASES] = R(KURATOR) | R(REKTOR) | R(ELEVHALSOCHEF) | R(SKOLSOCIONOM) |
                  R(SOCIALSEKRETERARE) | R(ENHETSCHEF),
    [WHO_PEOPLE] = R(KURATOR) | R(REKTOR) | R(ELEVHALSOCHEF) | R(MENTOR) | R(SKOLSOCIONOM) |
                   R(SOCIALSEKRETERARE) | R(ENHETSCHEF),
    [WHO_LEADERS] = R(REKTOR) | R(ELEVHALSOCHEF) | R(ENHETSCHEF),
    [WHO_ADMIN] = R(ADMINISTRATOR),
    [WHO_STAIR] = R(REKTOR) | R(ELEVHALSOCHEF),
    [WHO_INQUIRY] = R(KURATOR) | R(REKTOR) | R(ELEVHALSOCHEF),
    [WHO_CAUSES] = R(KURATOR) | R(ELEVHALSOCHEF), /* and the compartment */
    [WHO_GROUP] = R(ELEVHALSOCHEF) | R(REKTOR) | R(ENHETSCHEF) | R(ANALYTIKER),
    [WHO_JOURNAL] = R(REKTOR) | R(ELEVHALSOCHEF) | R(ENHETSCHEF) | R(JURIST) | R(ADMINISTRATOR),
    [WHO_DECISIONS] = R(KURATOR) | R(REKTOR) | R(ELEVHALSOCHEF) | R(SKOLSOCIONOM) |
                      R(SOCIALSEKRETERARE) | R(ENHETSCHEF) | R(JURIST) | R(ADMINISTRATOR),
    [WHO_LAW] = R(ELEVHALSOCHEF) | R(ENHETSCHEF) | R(JURIST),
};

bool access_role(enum who who, enum role role, enum bank_kind kind)
{
    switch (who) {
    case WHO_VISITOR:
    case WHO_PEER:
    case WHO_SIGNED_IN:
    case WHO_STAFF:
        return true;
    case WHO_SIGNALS:
    case WHO_STAIR:
    case WHO_INQUIRY:
    case WHO_CAUSES:
        return kind == BANK_SCHOOL && role_in_kind(role, kind) && (roles[who] & 1u << role) != 0;
    case WHO_CASES:
    case WHO_JOURNAL:
    case WHO_PEOPLE:
    case WHO_LEADERS:
    case WHO_ADMIN:
    case WHO_GROUP:
    case WHO_DECISIONS:
    case WHO_LAW:
        return role_in_kind(role, kind) && (roles[who] & 1u << role) != 0;
    case WHO_PUPIL:
    case WHO_GUARDIAN:
    case WHO_FAMILY:
    case WHO__MAX:
        break;
    }
    return false;
}

bool access_by_group(enum role role)
{
    return role == ROLE_MENTOR;
}

bool access_is_family(enum who who)
{
    return who == WHO_PUPIL || who == WHO_GUARDIAN || who == WHO_FAMILY;
}

bool access_session(enum who who, const struct session *s, enum bank_kind kind)
{
    bool anybody = who == WHO_VISITOR || who == WHO_SIGNED_IN;
    switch (s->kind) {
    case SESSION_STAFF:
        return access_role(who, s->role, kind);
    case SESSION_PUPIL:
        return anybody || who == WHO_PUPIL || who == WHO_FAMILY;
    case SESSION_GUARDIAN:
        return anybody || who == WHO_GUARDIAN || who == WHO_FAMILY;
    case SESSION_NONE:
        return who == WHO_VISITOR;
    case SESSION_KIND__MAX:
        break;
    }
    return false;
}
