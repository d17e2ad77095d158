/* Style sheets and images, held in the program itself under names that change with their bytes. */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include <stddef.h>

struct asset {
    const char *name; /* brygga.css */
    const char *path; /* /assets/brygga-0123456789abcdef.css */
    const char *content_type;
    const unsigned char *bytes;
    size_t length;
};

extern const struct asset assets[]; /* made by pagegen */
extern const size_t asset_count;

const struct asset *asset_by_name(const char *name); /* NULL when there is none */
const struct asset *asset_by_path(const char *path);

#endif
