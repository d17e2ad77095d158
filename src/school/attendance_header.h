/* The header of an attendance file: separator and columns. Private to the attendance import. */
#ifndef SCHOOL_ATTENDANCE_HEADER_H
#define SCHOOL_ATTENDANCE_HEADER_H

#include <sys/types.h>

#include "school/attendance_line.h"

/* Reads the first line of a regular file; *data_out is where the second one starts. */
MUST_USE enum err attendance_header_read(int fd, const char *name,
                                         struct attendance_layout *layout_out, off_t *data_out,
                                         off_t *end_out, struct err_ctx *ctx);

#endif
