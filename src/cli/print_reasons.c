#include "cli/print_reasons.h"

void print_reasons(const struct cli *cli, const struct rejects_reasons *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct rejects_reason *x = &r->rows[i];
        const char *level = !x->warning ? "" : cli->english ? " (taken in)" : " (inlästa ändå)";
        fprintf(cli->out, "%8lu  %s%s", x->count, x->reason, level);
        if (x->first_line != 0) {
            fprintf(cli->out, cli->english ? ", first on line %lu" : ", först på rad %lu",
                    x->first_line);
        }
        fprintf(cli->out, "\n%s%s%s", x->remedy[0] != '\0' ? "          → " : "", x->remedy,
                x->remedy[0] != '\0' ? "\n" : "");
    }
    if (r->others > 0) {
        fprintf(cli->out, cli->english ? "%8lu  for other reasons\n" : "%8lu  av andra skäl\n",
                r->others);
    }
}
