/* Folders and programs, for tests. */
#ifndef SUPPORT_PROCESS_H
#define SUPPORT_PROCESS_H

#include <stddef.h>

/* Removes a folder with all that is in it. */
void folder_remove(const char *path);

/* Runs a program in a folder; its exit code (-1: ended by a signal), and what it wrote on standard
 * output and standard error, NUL-terminated and cut at `max`. `arguments` begins with the program's
 * path and ends with NULL. */
int process_run(const char *folder, const char *const *arguments, char *said, size_t max);

#endif
