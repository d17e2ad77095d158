/*
 * Interventions of the demo and what they truly do. A pupil is chosen by the team on a Monday
 * after twenty bad school days, so they are at their worst when it begins; the true effect is
 * then the difference from what the same pupil would have done on the same days without it,
 * which only a made-up world can know.
 *
 * An intervention takes away a share of the absence that would have been (`relative`), growing
 * in over four weeks; when it has ended a part of that lasts. Codes are those of the interventions
 * file (docs/formats.md). The effects are invented and say nothing of what such help does.
 */
#ifndef DEMO_EFFECT_H
#define DEMO_EFFECT_H

#include <stdbool.h>

#include "demo/absence.h"
#include "demo/town.h"

struct demo_kind {
    const char *code, *title, *level, *legal_form;
    double relative; /* share of absence taken away when it works fully; may be zero */
    double added;    /* share of attended days lost instead: harm */
    double lasting;  /* part that lasts after the end */
    int weeks_shortest, weeks_longest;
};

enum { DEMO_KINDS = 6 };
extern const struct demo_kind demo_kinds[DEMO_KINDS];

struct demo_episode {
    int kind;       /* index in demo_kinds */
    int start, end; /* day indexes, both included; `end` may lie after the data */
};

/* Whether, when and with what the pupil is helped. `days` are the untouched ones. */
bool demo_episode_draw(const struct demo_town *t, unsigned pupil, const struct demo_days *days,
                       struct demo_episode *out);

/* Changes the days from the start on. */
void demo_episode_apply(const struct demo_town *t, unsigned pupil, const struct demo_episode *e,
                        struct demo_days *days);

#endif
