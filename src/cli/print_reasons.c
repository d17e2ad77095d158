#include "cli/print_reasons.h"
#include "cli/say.h"

void print_reasons(const struct cli *cli, const struct rejects_reasons *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct rejects_reason *x = &r->rows[i];
        const char *level = !x->warning ? "" : cli_word(cli, " (inlästa ändå)", " (taken in)");
        cli_put(cli, "%8lu  %s%s", x->count, x->reason, level);
        if (x->first_line != 0) {
            cli_say(cli, ", först på rad %lu", ", first on line %lu", x->first_line);
        }
        cli_put(cli, "\n%s%s%s", x->remedy[0] != '\0' ? "          → " : "", x->remedy,
                x->remedy[0] != '\0' ? "\n" : "");
    }
    if (r->others > 0) {
        cli_say(cli, "%8lu  av andra skäl\n", "%8lu  for other reasons\n", r->others);
    }
}
