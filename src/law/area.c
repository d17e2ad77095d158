#include "law/area.h"

#define ITEMS_ALL ((UINT32_C(1) << LAW_ITEM__MAX) - 2)
#define ITEMS_FEW 5 /* so few left out that "all but" reads better */

static bool join(struct law_area *a, const struct law_area *b)
{
    if (a->to == b->to && a->items == b->items) {
        a->from |= b->from;
    } else if (a->from == b->from && a->items == b->items) {
        a->to |= b->to;
    } else if (a->from == b->from && a->to == b->to) {
        a->items |= b->items;
    } else {
        return false;
    }
    return true;
}

size_t law_areas_join(struct law_area *areas, size_t n)
{
    bool again = true;
    while (again) {
        again = false;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                if (join(&areas[i], &areas[j])) {
                    areas[j--] = areas[--n];
                    again = true;
                }
            }
        }
    }
    return n;
}

size_t law_area_cells(const struct law_area *a)
{
    return (size_t)__builtin_popcount(a->from) * (size_t)__builtin_popcount(a->to) *
           (size_t)__builtin_popcount(a->items);
}

void law_cells_write(size_t n, bool swedish, struct buf *b)
{
    buf_addf(b, "%zu %s", n, swedish ? (n == 1 ? "ruta" : "rutor") : (n == 1 ? "cell" : "cells"));
}

static void write_values(enum law_fact fact, uint32_t values, bool names, bool swedish,
                         struct buf *b)
{
    const struct law_fact_info *info = law_fact_info(fact);
    const char *const *labels = swedish ? info->labels_sv : info->labels_en;
    const char *between = "";
    for (unsigned v = 1; v < info->values_n; v++) {
        if ((values >> v & 1) != 0) {
            buf_addf(b, "%s%s", between, names ? labels[v] : info->codes[v]);
            between = names ? "; " : ", ";
        }
    }
}

void law_items_write(uint32_t items, bool swedish, struct buf *b)
{
    uint32_t others = ITEMS_ALL & ~items;
    if (others == 0) {
        buf_add(b, swedish ? "alla slag av uppgifter" : "all items");
    } else if (__builtin_popcount(others) <= ITEMS_FEW) {
        buf_add(b, swedish ? "alla slag av uppgifter utom " : "all items but ");
        write_values(LAW_FACT_ITEM, others, true, swedish, b);
    } else {
        write_values(LAW_FACT_ITEM, items, true, swedish, b);
    }
}

void law_branches_write(uint32_t branches, bool names, bool swedish, struct buf *b)
{
    write_values(LAW_FACT_FROM, branches, names, swedish, b);
}

void law_area_write(const struct law_area *a, bool names, bool swedish, struct buf *b)
{
    law_branches_write(a->from, names, swedish, b);
    buf_add(b, " → ");
    law_branches_write(a->to, names, swedish, b);
    buf_add(b, ": ");
    law_items_write(a->items, swedish, b);
}
