#include "cli/person_argument.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "bank/person.h"

static enum err parse_row(const char *text, struct person_id *out, struct err_ctx *ctx)
{
    char *end = NULL;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || v <= 0) {
        return err_set(ctx, ERR_INVALID, "person", "write row: and the number of the row",
                       "that is no person");
    }
    out->v = v;
    return ERR_OK;
}

enum err cli_civic(struct cli *cli, const char *text, struct civic_no *out, struct err_ctx *ctx)
{
    char line[64] = "";
    if (strcmp(text, "-") == 0) {
        if (fgets(line, sizeof line, stdin) == NULL) {
            return err_set(ctx, ERR_INVALID, "standard input", "write the number on one line",
                           "no personal number was given");
        }
        line[strcspn(line, "\r\n")] = '\0';
        text = arena_strdup(cli->arena, line);
    }
    enum civic_fault fault = civic_parse(text, strlen(text), out);
    if (fault != CIVIC_OK) {
        return err_set(ctx, ERR_INVALID, "personal number", "write YYYYMMDDNNNC", "%s",
                       civic_fault_text(fault));
    }
    return ERR_OK;
}

enum err cli_person(struct cli *cli, const char *text, struct person_id *out, struct err_ctx *ctx)
{
    struct civic_no civic;
    struct person person;
    bool by_row = strncmp(text, "row:", 4) == 0;
    *out = (struct person_id){0};
    enum err e = by_row ? parse_row(text + 4, out, ctx) : cli_civic(cli, text, &civic, ctx);
    if (e != ERR_OK) {
        return e;
    }
    enum err found = by_row ? person_read(cli->bank, *out, &person, ctx)
                            : person_find_civic(cli->bank, &civic, out, ctx);
    if (found != ERR_OK && found != ERR_NOT_FOUND) {
        return found;
    }
    struct actor actor = actor_operator();
    struct journal_entry entry = {.actor = &actor,
                                  .event = JOURNAL_PERSON_SEARCHED,
                                  .person = found == ERR_OK ? *out : (struct person_id){0},
                                  .detail =
                                      found == ERR_OK ? "{\"found\":true}" : "{\"found\":false}"};
    struct err_ctx late;
    e = journal_append_now(cli->bank, &entry, &late);
    if (e != ERR_OK && ctx != NULL) {
        *ctx = late;
    }
    return e == ERR_OK ? found : e;
}
