/* The table of all commands, gathered from the cmd_*.c files. */
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli_commands.h" /* made by CMake from the names of the files */

#define MAX_COMMANDS 128

static int by_section_and_name(const void *a, const void *b)
{
    const struct command *const *x = a, *const *y = b;
    if ((*x)->section != (*y)->section) {
        return (int)(*x)->section - (int)(*y)->section;
    }
    return strcmp((*x)->name, (*y)->name);
}

const struct command *const *cli_commands(size_t *count_out)
{
    static const struct command *all[MAX_COMMANDS];
    static size_t count;
    if (count == 0) {
        for (size_t f = 0; command_files[f] != NULL; f++) {
            for (const struct command *c = command_files[f]; c->name != NULL; c++) {
                if (count == MAX_COMMANDS) {
                    abort(); /* make the table larger */
                }
                all[count++] = c;
            }
        }
        qsort(all, count, sizeof all[0], by_section_and_name);
    }
    *count_out = count;
    return all;
}
