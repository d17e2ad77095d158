/* Absence signals as text (Swedish or English), JSON and CSV; the forms are in docs/formats.md. */
#ifndef CLI_PRINT_SIGNALS_H
#define CLI_PRINT_SIGNALS_H

#include "cli/command.h"
#include "school/signals_list.h"

void print_signals_text(const struct cli *cli, const struct signals_list *l);
void print_signals_json(FILE *out, const struct signals_list *l);
void print_signals_csv(FILE *out, const struct signals_list *l);

#endif
