#include "web/form.h"

#include <string.h>

#include "web/route.h"

static const char *words(const struct request *rq, const char *sv)
{
    return sv != NULL ? request_words(rq, sv) : NULL;
}

/* What assistive technology reads with the field. */
static const char *described(struct request *rq, const char *id, const char *hint,
                             const char *fault)
{
    if (hint == NULL && fault == NULL) {
        return NULL;
    }
    return arena_printf(rq->arena, "%s%s%s%s%s", hint != NULL ? id : "",
                        hint != NULL ? "-hint" : "", hint != NULL && fault != NULL ? " " : "",
                        fault != NULL ? id : "", fault != NULL ? "-error" : "");
}

static const struct page_field *field(struct request *rq, const char *name, const char *label,
                                      const char *hint, const char *initial, const char *type)
{
    const struct input *in = request_input(rq, name);
    struct page_field *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_field){.id = name,
                             .label = words(rq, label),
                             .hint = words(rq, hint),
                             .type = type,
                             .error = words(rq, in->fault),
                             .described = described(rq, name, hint, in->fault),
                             .value = in->given || rq->faults > 0 ? in->raw : initial};
    return v;
}

const struct page_field *form_line(struct request *rq, const char *name, const char *label,
                                   const char *hint, const char *initial)
{
    return field(rq, name, label, hint, initial, "text");
}

const struct page_field *form_date(struct request *rq, const char *name, const char *label,
                                   const char *hint, struct date initial)
{
    char text[DATE_TEXT];
    return field(rq, name, label, hint, arena_strdup(rq->arena, date_format(initial, text)),
                 "date");
}

const struct page_area *form_area_filled(struct request *rq, const char *name, const char *label,
                                         const char *hint, const char *initial)
{
    const struct input *in = request_input(rq, name);
    struct page_area *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_area){.id = name,
                            .label = words(rq, label),
                            .hint = words(rq, hint),
                            .error = words(rq, in->fault),
                            .described = described(rq, name, hint, in->fault),
                            .value = in->given || rq->faults > 0 ? in->raw : initial};
    return v;
}

const struct page_area *form_area(struct request *rq, const char *name, const char *label,
                                  const char *hint)
{
    return form_area_filled(rq, name, label, hint, NULL);
}

const struct page_check *form_check(struct request *rq, const char *name, const char *label)
{
    struct page_check *v = arena_alloc(rq->arena, sizeof *v);
    *v = (struct page_check){
        .id = name, .label = words(rq, label), .checked = request_input(rq, name)->flag};
    return v;
}

static bool chosen(const struct request *rq, const struct input *in, const char *value,
                   bool initial)
{
    return in->given || rq->faults > 0 ? strcmp(in->raw, value) == 0 : initial;
}

const struct page_choice *form_choice(struct request *rq, const char *name, const char *label,
                                      const char *hint, const struct form_words *w)
{
    const struct input *in = request_input(rq, name);
    struct page_choice *v = arena_alloc(rq->arena, sizeof *v);
    struct page_choice_options *o = arena_alloc(rq->arena, (size_t)w->count * sizeof *o);
    *v = (struct page_choice){.name = name,
                              .label = words(rq, label),
                              .hint = words(rq, hint),
                              .error = words(rq, in->fault),
                              .described = described(rq, name, hint, in->fault),
                              .options = o};
    for (int i = w->first; i < w->count; i++) {
        o[v->options_count++] =
            (struct page_choice_options){.id = arena_printf(rq->arena, "%s-%d", name, i),
                                         .value = w->codes[i],
                                         .text = request_words(rq, w->texts[i]),
                                         .chosen = chosen(rq, in, w->codes[i], i == w->initial)};
    }
    return v;
}

static struct page_select *select_new(struct request *rq, const char *name, const char *label,
                                      size_t count, struct page_select_options **options_out)
{
    const struct input *in = request_input(rq, name);
    struct page_select *v = arena_alloc(rq->arena, sizeof *v);
    *options_out = arena_alloc(rq->arena, (count + 1) * sizeof **options_out);
    *v = (struct page_select){.id = name,
                              .label = words(rq, label),
                              .error = words(rq, in->fault),
                              .described = described(rq, name, NULL, in->fault),
                              .options = *options_out};
    return v;
}

const struct page_select *form_select_words(struct request *rq, const char *name, const char *label,
                                            const struct form_words *w)
{
    struct page_select_options *o;
    struct page_select *v = select_new(rq, name, label, (size_t)w->count, &o);
    if (w->initial < 0) {
        o[v->options_count++] =
            (struct page_select_options){.value = "", .label = request_words(rq, TR("Välj"))};
    }
    for (int i = w->first; i < w->count; i++) {
        o[v->options_count++] = (struct page_select_options){
            .value = w->codes[i],
            .label = request_words(rq, w->texts[i]),
            .chosen = chosen(rq, request_input(rq, name), w->codes[i], i == w->initial)};
    }
    return v;
}

const struct page_select *form_select(struct request *rq, const char *name, const char *label,
                                      const struct form_option *options, size_t count)
{
    struct page_select_options *o;
    struct page_select *v = select_new(rq, name, label, count, &o);
    if (count != 1) {
        o[v->options_count++] =
            (struct page_select_options){.value = "", .label = request_words(rq, TR("Välj"))};
    }
    for (size_t i = 0; i < count; i++) {
        o[v->options_count++] = (struct page_select_options){
            .value = options[i].value,
            .label = options[i].text,
            .chosen = chosen(rq, request_input(rq, name), options[i].value, count == 1)};
    }
    return v;
}

static const char *box_name(struct request *rq, const char *name, const char *code)
{
    return arena_printf(rq->arena, "%s_%s", name, code);
}

const struct page_checks *form_checks(struct request *rq, const char *name, const char *label,
                                      const char *hint, const struct form_words *w)
{
    const struct input *in = request_input(rq, name);
    struct page_checks *v = arena_alloc(rq->arena, sizeof *v);
    struct page_checks_options *o = arena_alloc(rq->arena, (size_t)w->count * sizeof *o);
    *v = (struct page_checks){.name = name,
                              .label = words(rq, label),
                              .hint = words(rq, hint),
                              .error = words(rq, in->fault),
                              .described = described(rq, name, hint, in->fault),
                              .options = o};
    for (int i = w->first; i < w->count; i++) {
        o[v->options_count++].box = form_check(rq, box_name(rq, name, w->codes[i]), w->texts[i]);
    }
    return v;
}

unsigned form_checks_read(struct request *rq, const char *name, const struct form_words *w)
{
    unsigned bits = 0;
    for (int i = w->first; i < w->count; i++) {
        bits |= request_input(rq, box_name(rq, name, w->codes[i]))->flag ? 1u << i : 0;
    }
    return bits;
}

const struct page_errors *form_errors(struct request *rq)
{
    if (rq->faults == 0) {
        return NULL;
    }
    struct page_errors *v = arena_alloc(rq->arena, sizeof *v);
    struct page_errors_rows *rows = arena_alloc(rq->arena, rq->faults * sizeof *rows);
    for (size_t i = 0; i < rq->route->input_count; i++) {
        if (rq->inputs[i].fault != NULL && v->rows_count < rq->faults) {
            rows[v->rows_count++] = (struct page_errors_rows){
                .href = arena_printf(rq->arena, "#%s", rq->route->inputs[i].name),
                .text = request_words(rq, rq->inputs[i].fault)};
        }
    }
    v->rows = rows;
    return v;
}
