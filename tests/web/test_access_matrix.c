/*
 * Every route × every role × every relation × both kinds of bank, through the real dispatch.
 * Expected is what tests/web/access_matrix.txt says. Whoever is refused must get exactly what
 * somebody gets who asks for something that does not exist: the same status and the same bytes.
 * A route without a line fails, and the message is the line to add. docs/web.md, "Access".
 */
#include "matrix_expected.h"
#include "matrix_world.h"

#include "web/dispatch.h"
#include "web/route.h"

#define ABSENT 987654321 /* a row that no bank has */

static unsigned long cells, allowed_cells, faults;

PRINTF_LIKE(1, 2) static void fault(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (faults++ < 40) {
        vprint_error(fmt, args);
    }
    va_end(args);
}

struct answer {
    int status;
    bool to_login;    /* sent to sign in, as opposed to signed out; a family: to its own pages */
    const char *body; /* form tokens are blanked: they are new in every answer */
    size_t length;
};

/* Form tokens are random; everything else must not differ. */
static void blank_tokens(char *body)
{
    static const char before[] = "name=\"csrf_token\" value=\"";
    for (char *p = body; (p = strstr(p, before)) != NULL;) {
        for (p += sizeof before - 1; *p != '\0' && *p != '"'; p++) {
            *p = '0';
        }
    }
}

static struct answer ask(struct side *s, struct player *p, const struct route *r, int64_t id,
                         struct arena *a)
{
    char token[FORM_TOKEN_TEXT];
    const char *brace = strstr(r->path, "{id}");
    const char *path = brace == NULL ? r->path
                                     : arena_printf(a, "%.*s%lld%s", (int)(brace - r->path),
                                                    r->path, (long long)id, brace + 4);
    session_form_token(s->t->bank, &p->session, token);
    struct http_pair form = {"csrf_token", token};
    bool post = r->method == HTTP_POST;
    struct http_request in = {.method = r->method,
                              .path = path,
                              .form = post ? &form : NULL,
                              .form_count = post ? 1 : 0,
                              .cookie = p->cookie[0] != '\0' ? p->cookie : NULL,
                              .host = "localhost",
                              .sec_fetch_site = "same-origin",
                              .from_loopback = true,
                              .arena = a};
    struct http_response out = {.status = 200};
    buf_init(&out.body, (size_t)4 << 20);
    dispatch(s->app, &in, &out);
    char *body = out.body.len > 0 ? arena_strndup(a, out.body.text, out.body.len)
                                  : arena_strndup(a, (const char *)out.constant.p, out.constant.n);
    buf_free(&out.body);
    blank_tokens(body);
    return (struct answer){.status = out.status,
                           .to_login = out.location != NULL && out.clear_site_data == NULL &&
                                       (strncmp(out.location, "/login", 6) == 0 ||
                                        (p->kind != SESSION_STAFF && strcmp(r->path, "/") == 0)),
                           .body = body,
                           .length = strlen(body)};
}

static bool let_in(const struct answer *x, bool post)
{
    return x->status == 200 || (x->status == 303 && !x->to_login) ||
           (post && (x->status == 400 || x->status == 409));
}

/* One cell: what this player gets for this row, against what the matrix says. */
static struct answer check_cell(struct side *s, struct player *p, const struct route *r,
                                const struct expected *x, int c, const struct answer *absent,
                                struct arena *a)
{
    bool record = strcmp(x->object, "-") != 0, post = r->method == HTTP_POST;
    int64_t id = record ? object_row(s, &p->subjects[c], x->object) : 0;
    bool wanted = block_opens(block_find(x->block), p->name, record ? column_name[c] : "any");
    struct answer got = ask(s, p, r, id, a);
    const char *where = record ? column_name[c] : "-";
    cells++;
    allowed_cells += wanted;
    if (wanted && !let_in(&got, post)) {
        fault("%s %s: %s (%s, %s bank) must be let in, got %d\n", x->method, x->path, p->name,
              where, bank_kind_code[s->kind], got.status);
    } else if (!wanted && let_in(&got, post)) {
        fault("%s %s: %s (%s, %s bank) must be refused, got %d\n", x->method, x->path, p->name,
              where, bank_kind_code[s->kind], got.status);
    } else if (!wanted && record &&
               (got.status != absent->status || strcmp(got.body, absent->body) != 0)) {
        fault("%s %s: %s (%s, %s bank) is refused with %d, and what does not exist with %d, or "
              "in other words: that tells that it exists\n",
              x->method, x->path, p->name, where, bank_kind_code[s->kind], got.status,
              absent->status);
    }
    if (!wanted && strstr(got.body, p->subjects[c].name) != NULL) {
        fault("%s %s: the refusal of %s names the person\n", x->method, x->path, p->name);
    }
    return got;
}

/* Of all these people a mentor sees one on a list: the pupil of the own class. */
static void check_mentor(const struct player *p, const struct player *of, const struct expected *x,
                         const struct answer *got)
{
    for (int c = 0; p->kind == SESSION_STAFF && p->role == ROLE_MENTOR && c < COLUMN__MAX; c++) {
        bool own = p == of && c == COLUMN_MENTORED;
        if (!own && strstr(got->body, of->subjects[c].name) != NULL) {
            fault("%s %s shows %s to a mentor who is not that pupil's\n", x->method, x->path,
                  of->subjects[c].name);
        }
    }
}

/* Lists: nobody without a relation is on one. */
static void check_names(struct side *s, const struct player *p, const struct expected *x,
                        const struct answer *got)
{
    static const enum column hidden[] = {COLUMN_NONE, COLUMN_OTHER, COLUMN_ENDED, COLUMN_FUTURE,
                                         COLUMN_PROTECTED};
    for (size_t i = 0; i < s->player_count; i++) {
        for (size_t h = 0; h < sizeof hidden / sizeof hidden[0]; h++) {
            const char *name = s->players[i].subjects[hidden[h]].name;
            if (strstr(got->body, name) != NULL) {
                fault("%s %s shows %s to %s, who has no relation to that person\n", x->method,
                      x->path, name, p->name);
            }
        }
        check_mentor(p, &s->players[i], x, got);
    }
}

static void check_player(struct side *s, struct player *p, const struct route *r,
                         const struct expected *x)
{
    struct arena *a = arena_new((size_t)256 << 20);
    if (strcmp(x->block, "machine") == 0) {
        struct answer mine = ask(s, p, r, 0, a),
                      visitors = ask(s, &s->players[s->player_count - 1], r, 0, a);
        cells++;
        allowed_cells++;
        if (mine.status != visitors.status || strcmp(mine.body, visitors.body) != 0) {
            fault("%s %s answers %s otherwise than a visitor\n", x->method, x->path, p->name);
        }
    } else if (strcmp(x->object, "-") == 0) {
        struct answer got = check_cell(s, p, r, x, COLUMN_NONE, NULL, a);
        if (strcmp(x->block, "demo") != 0) {
            check_names(s, p, x, &got);
        }
    } else {
        struct answer absent = ask(s, p, r, ABSENT, a);
        for (int c = 0; c < COLUMN__MAX; c++) {
            (void)check_cell(s, p, r, x, c, &absent, a);
        }
    }
    if (p->kind != SESSION_NONE &&
        (strcmp(r->path, "/logout") == 0 || strcmp(r->path, "/my/leave") == 0)) {
        sign_in(s, p);
    }
    arena_free(a);
}

static const char *method_name(const struct route *r)
{
    return r->method == HTTP_POST ? "POST" : "GET";
}

/* The message is the line to add. */
static void tell_line_to_add(const struct route *r)
{
    static const char *const guess[WHO__MAX] = {
        [WHO_VISITOR] = "everybody",  [WHO_PEER] = "machine",    [WHO_STAFF] = "staff",
        [WHO_SIGNALS] = "signals",    [WHO_CASES] = "cases",     [WHO_JOURNAL] = "journal",
        [WHO_PEOPLE] = "people",      [WHO_LEADERS] = "leaders", [WHO_ADMIN] = "admin",
        [WHO_PUPIL] = "my-pupil",     [WHO_FAMILY] = "my",       [WHO_GUARDIAN] = "my-guardian",
        [WHO_SIGNED_IN] = "signed-in"};
    const char *block = guess[r->who] != NULL ? guess[r->who] : "BLOCK", *object = "-";
    if (strstr(r->path, "{id}") != NULL) {
        bool of_case = strncmp(r->path, "/case/", 6) == 0;
        object = of_case ? "case" : strncmp(r->path, "/pupil/", 7) == 0 ? "person" : "OBJECT";
        block = of_case ? "case" : r->who == WHO_SIGNALS ? "pupil" : "person";
    }
    fault("%s has no line for this route. Add, if this is who must be let in:\n"
          "route %-4s %-26s %-10s %s\n",
          MATRIX_FILE, method_name(r), r->path, block, object);
}

static void every_route_has_a_line_and_every_line_a_route(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        struct expected *x = expected_find(method_name(&routes[i]), routes[i].path);
        if (x == NULL) {
            tell_line_to_add(&routes[i]);
        } else if (x->met) {
            fault("%s has two lines for %s %s\n", MATRIX_FILE, x->method, x->path);
        } else {
            x->met = true;
            if (strcmp(x->object, "-") != 0 &&
                object_row(&sides[0], &sides[0].players[0].subjects[0], x->object) < 0) {
                fault("%s %s: the test has no row for the object \"%s\". Add one in "
                      "tests/web/matrix_world.h: a member of struct subject that new_subject() "
                      "fills in, and a row in object_row()\n",
                      x->method, x->path, x->object);
                x->met = false;
            }
        }
    }
    for (size_t i = 0; i < expected_count; i++) {
        if (expected_find(expected[i].method, expected[i].path) != &expected[i]) {
            fault("%s has two lines for %s %s\n", MATRIX_FILE, expected[i].method,
                  expected[i].path);
        } else if (!expected[i].met) {
            fault("no route for the line %s %s\n", expected[i].method, expected[i].path);
        }
    }
    for (size_t i = 0; i < block_count; i++) {
        if (!blocks[i].used) {
            fault("no route uses the block %s\n", blocks[i].name);
        }
    }
    assert_int_equal(faults, 0);
}

/* What only shows comes before what changes. */
static void walk(struct side *s, enum http_method method)
{
    for (size_t i = 0; i < route_count; i++) {
        const struct expected *x = expected_find(method_name(&routes[i]), routes[i].path);
        if (routes[i].method == method && x != NULL && x->met) {
            for (size_t p = 0; p < s->player_count; p++) {
                check_player(s, &s->players[p], &routes[i], x);
            }
        }
    }
}

static void every_role_and_relation_gets_what_the_matrix_says(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        walk(&sides[i], HTTP_GET);
        walk(&sides[i], HTTP_POST);
    }
    print_message("access matrix: %zu routes, %zu + %zu players, %d relations: %lu cells, %lu "
                  "let in, %lu refused, %lu wrong\n",
                  route_count, sides[0].player_count, sides[1].player_count, COLUMN__MAX, cells,
                  allowed_cells, cells - allowed_cells, faults);
    assert_int_equal(faults, 0);
    assert_true(allowed_cells > cells / 10); /* a world in which all is refused proves nothing */
}

static struct answer get(struct side *s, struct player *p, const char *path, int64_t row,
                         struct arena *a)
{
    int64_t id;
    bool known;
    const struct route *r = route_find(HTTP_GET, path, &id, &known);
    assert_non_null(r);
    return ask(s, p, r, row, a);
}

/* A guardian who goes on signing in for another child. */
static void a_question_to_a_guardian_is_gone_when_secrecy_comes_after_it(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct side *s = &sides[i];
        struct player *p = s->players;
        while (strcmp(p->name, "guardian") != 0) {
            p++;
        }
        struct arena *a = arena_new((size_t)64 << 20);
        const struct subject *child = &p->subjects[COLUMN_OWN], *other = &p->subjects[COLUMN_OTHER];
        struct guardian secret = {.person = p->self, .child = child->person, .blocked = true};
        must(db_begin(bank_db(s->t->bank), DB_WRITE, &w.ctx));
        must(sql_school_guardian_insert(
            bank_db(s->t->bank),
            &(struct sql_school_guardian_insert_in){.bank_id = bank_row_id(s->t->bank),
                                                    .child_id = other->person.v,
                                                    .guardian_id = p->self.v,
                                                    .relation = GUARDIAN_CUSTODIAN},
            NULL, &w.ctx));
        must(db_commit(bank_db(s->t->bank), &w.ctx));
        sign_in(s, p);
        struct answer got = get(s, p, "/my/questions/1", child->questionnaire.v, a);
        assert_int_equal(got.status, 200);
        assert_non_null(strstr(get(s, p, "/my", 0, a).body, child->name));
        must(guardian_set(s->t->bank, &secret, &s->t->actor, &w.ctx));
        got = get(s, p, "/my/questions/1", child->questionnaire.v, a);
        assert_int_equal(got.status, 404);
        assert_null(strstr(got.body, child->name));
        got = get(s, p, "/my", 0, a);
        assert_int_equal(got.status, 200);
        assert_null(strstr(got.body, child->name));
        assert_non_null(strstr(got.body, other->name));
        arena_free(a);
    }
}

int main(void)
{
    log_set_level(LOG_ERROR);
    expected_load(SOURCE_DIR "/" MATRIX_FILE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_has_a_line_and_every_line_a_route),
        cmocka_unit_test(every_role_and_relation_gets_what_the_matrix_says),
        cmocka_unit_test(a_question_to_a_guardian_is_gone_when_secrecy_comes_after_it),
    };
    return cmocka_run_group_tests(tests, matrix_setup, matrix_teardown);
}
