#include "team/progress.h"

#include "sql_team.h"

enum err case_progress(struct bank *b, struct case_id id, struct case_progress *out,
                       struct err_ctx *ctx)
{
    struct sql_team_case_progress_row row = {0};
    struct arena *a = arena_new(4096);
    enum err e = sql_team_case_progress(
        bank_db(b),
        &(struct sql_team_case_progress_in){
            .bank_id = bank_row_id(b), .case_id = id.v, .today = date_today()},
        a, &row, ctx);
    arena_free(a);
    *out = (struct case_progress){.surveys = row.surveys,
                                  .notes = row.notes,
                                  .meetings = row.meetings,
                                  .tasks_open = row.tasks_open,
                                  .draft = row.drafts > 0,
                                  .agreed = row.agreed > 0,
                                  .review = row.has_review_on ? row.review_on : DATE_OPEN,
                                  .goals = row.goals,
                                  .goals_followed = row.goals_followed,
                                  .goals_reached = row.goals_reached};
    return e;
}
