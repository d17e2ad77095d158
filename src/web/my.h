/* What the pages of pupils and guardians have in common. */
#ifndef WEB_MY_H
#define WEB_MY_H

#include "family/room.h"
#include "team/consent.h"
#include "web/request.h"

/* The room about child {id}, if it is the reader's: the own, or a child in custody without secrecy
 * against the guardian (web/family.h); else ERR_NOT_FOUND. *name_out belongs to the arena. The
 * reading is the route's. */
MUST_USE enum err my_room(struct request *rq, struct person_id child, struct room *out,
                          const char **name_out, struct err_ctx *ctx);
/* What the child is called in a sentence ("Vad vi har sparat om …"): the name or, where none is
 * kept, "dig" to the child and "barnet fött 2014" to a guardian – never the number. */
MUST_USE enum err my_name(struct request *rq, struct person_id child, const char **out,
                          struct err_ctx *ctx);
/* The same alone, for a link. */
MUST_USE enum err my_link(struct request *rq, struct person_id child, const char **out,
                          struct err_ctx *ctx);
/* Whether it is. */
MUST_USE enum err my_child(struct request *rq, struct person_id child, struct err_ctx *ctx);
/* Whether the consent holds a yes of the reader's that can be taken back. */
bool my_can_withdraw(const struct request *rq, const struct consent *k);
const char *my_child_href(struct request *rq, struct person_id child, const char *page);

#endif
