/* Making and opening a bank: keys, permissions, configuration. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "bank/check.h"
#include "bank/config.h"
#include "bank/crypto.h"
#include "bank/journal.h"
#include "bank/staff.h"
#include "db/db.h"
#include "support/test_bank.h"

static struct test_bank t;

static int setup(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

static char *path(const char *name)
{
    static char text[4][160];
    static int next;
    char *p = text[next++ % 4];
    snprintf(p, sizeof text[0], "%s/%s", t.dir, name);
    return p;
}

static void close_bank(void)
{
    bank_close(t.bank);
    t.bank = NULL;
}

static enum err reopen(void)
{
    close_bank();
    return bank_open(&(struct bank_options){.dir = t.dir}, &t.bank, &t.ctx);
}

static void write_file(const char *name, const char *text, unsigned mode)
{
    FILE *f = fopen(path(name), "wb");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path(name), mode), 0);
}

static unsigned mode_of(const char *name)
{
    struct stat s;
    assert_int_equal(stat(path(name), &s), 0);
    return s.st_mode & 0777;
}

static void a_new_bank_is_closed_to_others(void **state)
{
    (void)state;
    assert_int_equal(mode_of("."), 0700);
    assert_int_equal(mode_of("keys"), 0700);
    assert_int_equal(mode_of("keys/keyring"), 0600);
    assert_int_equal(mode_of("keys/unlock.key"), 0400);
    assert_int_equal(mode_of("bank.conf"), 0600);
    assert_int_equal(mode_of("bank.db"), 0600);
    assert_int_equal(mode_of("checkpoint"), 0600);
}

static void files_that_others_can_read_are_refused_with_a_remedy(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned open, closed;
    } files[] = {{"keys/keyring", 0640, 0600},
                 {"keys/unlock.key", 0404, 0400},
                 {"bank.conf", 0644, 0600},
                 {"keys", 0750, 0700},
                 {".", 0711, 0700}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_int_equal(chmod(path(files[i].name), files[i].open), 0);
        assert_int_equal(reopen(), ERR_SETUP);
        assert_non_null(strstr(t.ctx.remedy, "chmod"));
        assert_int_equal(chmod(path(files[i].name), files[i].closed), 0);
    }
    assert_int_equal(reopen(), ERR_OK);
}

static void a_key_file_behind_a_link_is_refused(void **state)
{
    (void)state;
    close_bank();
    assert_int_equal(rename(path("keys/unlock.key"), path("elsewhere")), 0);
    assert_int_equal(symlink(path("elsewhere"), path("keys/unlock.key")), 0);
    assert_int_equal(reopen(), ERR_SETUP);
}

static void what_is_not_the_bank_s_own_is_refused(void **state)
{
    (void)state;
    struct test_bank other = test_bank_make(BANK_SCHOOL);
    char theirs[160], ours[160];
    static const char *const names[] = {"keys/keyring", "keys/unlock.key"};
    close_bank();
    for (int i = 0; i < 2; i++) { /* keys of another bank: both change together */
        snprintf(theirs, sizeof theirs, "%s/%s", other.dir, names[i]);
        snprintf(ours, sizeof ours, "%s/%s", t.dir, names[i]);
        assert_int_equal(rename(theirs, ours), 0);
        assert_int_equal(bank_open(&(struct bank_options){.dir = t.dir}, &t.bank, &t.ctx),
                         ERR_SETUP);
    }
    test_bank_remove(&other);
}

static void a_changed_keyring_does_not_open(void **state)
{
    (void)state;
    close_bank();
    uint8_t bytes[400];
    FILE *f = fopen(path("keys/keyring"), "rb");
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    for (size_t i = 0; i < n; i++) {
        bytes[i] ^= 0x10;
        f = fopen(path("keys/keyring"), "wb");
        fwrite(bytes, 1, n, f);
        fclose(f);
        bytes[i] ^= 0x10;
        enum err e = bank_open(&(struct bank_options){.dir = t.dir}, &t.bank, &t.ctx);
        assert_true(e == ERR_SETUP || e == ERR_CORRUPT);
    }
}

static struct bank_init_options with_passphrase(const char *dir, const char *passphrase)
{
    struct bank_init_options o = {.dir = dir, .passphrase = passphrase, .test_cost = true};
    o.config.kind = BANK_SOCIAL;
    snprintf(o.config.name, sizeof o.config.name, "Socialnämnden");
    snprintf(o.config.organisation_number, sizeof o.config.organisation_number, "2120000142");
    return o;
}

static void a_passphrase_opens_and_a_wrong_one_does_not(void **state)
{
    (void)state;
    struct test_bank p = {.dir = "/tmp/brygga-test-XXXXXX"};
    assert_non_null(mkdtemp(p.dir));
    struct bank_init_options o = with_passphrase(p.dir, "korrekt häst batteri");
    assert_int_equal(bank_init(&o, &p.ctx), ERR_OK);
    struct bank_options open = {.dir = p.dir, .passphrase = "korrekt häst batteri"};
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_OK);
    assert_int_equal(bank_config(p.bank)->unlock, BANK_UNLOCK_PASSPHRASE);
    bank_close(p.bank);
    open.passphrase = "Korrekt häst batteri";
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_SETUP);
    assert_null(p.bank);
    test_bank_remove(&p);
}

static void a_short_passphrase_is_refused_and_nothing_is_left(void **state)
{
    (void)state;
    char dir[] = "/tmp/brygga-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct bank_init_options o = with_passphrase(dir, "kort");
    assert_int_equal(bank_init(&o, &t.ctx), ERR_INVALID);
    assert_int_equal(rmdir(dir), 0); /* the folder that was there stays, and is empty */
    assert_int_equal(bank_init(&o, &t.ctx), ERR_INVALID);
    assert_int_not_equal(rmdir(dir), 0); /* the folder that it made is gone */
}

static void the_passphrase_is_the_first_line_of_a_private_file(void **state)
{
    (void)state;
    struct test_bank p = {.dir = "/tmp/brygga-test-XXXXXX"};
    assert_non_null(mkdtemp(p.dir));
    struct bank_init_options o = with_passphrase(p.dir, NULL);
    write_file("phrase", "korrekt häst batteri\nannat\n", 0600);
    o.passphrase_file = path("phrase");
    assert_int_equal(bank_init(&o, &p.ctx), ERR_OK);
    struct bank_options open = {.dir = p.dir, .passphrase = "korrekt häst batteri"};
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_OK);
    bank_close(p.bank);
    p.bank = NULL;
    write_file("phrase", "korrekt häst batteri\n", 0644);
    open = (struct bank_options){.dir = p.dir, .passphrase_file = path("phrase")};
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_SETUP);
    write_file("phrase", "\n", 0600);
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_INVALID);
    write_file("phrase", "\xff\xfe\n", 0600);
    assert_int_equal(bank_open(&open, &p.bank, &p.ctx), ERR_INVALID);
    test_bank_remove(&p);
}

static void the_keys_can_be_sealed_anew_and_stay_the_same(void **state)
{
    (void)state;
    struct bank_public before = *bank_public(t.bank);
    struct bank_init_options phrase = {.passphrase = "korrekt häst batteri", .test_cost = true};
    assert_int_equal(bank_rekey(t.bank, &phrase, &t.actor, &t.ctx), ERR_OK);
    struct stat s;
    assert_int_not_equal(stat(path("keys/unlock.key"), &s), 0);
    close_bank();
    struct bank_options open = {.dir = t.dir, .passphrase = phrase.passphrase};
    assert_int_equal(bank_open(&open, &t.bank, &t.ctx), ERR_OK);
    assert_memory_equal(&before, bank_public(t.bank), sizeof before);
    struct bank_init_options file = {.key_file = true};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(bank_rekey(t.bank, &file, &t.actor, &t.ctx), ERR_OK);
        assert_int_equal(reopen(), ERR_OK);
        assert_memory_equal(&before, bank_public(t.bank), sizeof before);
    }
}

/* Between replacing the keyring and naming the new key. */
static void an_interrupted_change_of_the_key_file_still_opens(void **state)
{
    (void)state;
    close_bank();
    struct test_bank other = test_bank_make(BANK_SCHOOL);
    char theirs[160];
    snprintf(theirs, sizeof theirs, "%s/keys/unlock.key", other.dir);
    assert_int_equal(rename(path("keys/unlock.key"), path("keys/unlock.key.new")), 0);
    assert_int_equal(rename(theirs, path("keys/unlock.key")), 0); /* any key that does not fit */
    assert_int_equal(reopen(), ERR_OK);
    struct stat s;
    assert_int_not_equal(stat(path("keys/unlock.key.new"), &s), 0);
    assert_int_equal(reopen(), ERR_OK);
    test_bank_remove(&other);
}

static void init_refuses_a_folder_with_something_in_it(void **state)
{
    (void)state;
    struct bank_init_options o = with_passphrase(t.dir, "korrekt häst batteri");
    assert_int_equal(bank_init(&o, &t.ctx), ERR_CONFLICT);
    assert_int_equal(reopen(), ERR_OK); /* and leaves it alone */
}

static void what_belongs_to_the_bank_is_sealed_to_its_place(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    struct blob sealed, out, plain = {(const uint8_t *)"token", 5};
    assert_int_equal(bank_seal(t.bank, "peer token", 3, plain, a, &sealed, &t.ctx), ERR_OK);
    assert_int_equal(bank_unseal(t.bank, "peer token", 3, sealed, a, &out, &t.ctx), ERR_OK);
    assert_memory_equal(out.p, "token", 5);
    assert_int_equal(bank_unseal(t.bank, "peer token", 4, sealed, a, &out, &t.ctx), ERR_CORRUPT);
    assert_int_equal(bank_unseal(t.bank, "draft", 3, sealed, a, &out, &t.ctx), ERR_CORRUPT);
    sealed.n = 10;
    assert_int_equal(bank_unseal(t.bank, "peer token", 3, sealed, a, &out, &t.ctx), ERR_CORRUPT);
    arena_free(a);
}

static void a_box_opens_for_its_recipient_only(void **state)
{
    (void)state;
    struct test_bank other = test_bank_make(BANK_SOCIAL);
    struct arena *a = arena_new(1 << 20);
    struct blob sealed, out, plain = {(const uint8_t *)"brev", 4};
    assert_int_equal(bank_box_seal(bank_public(other.bank)->box, plain, a, &sealed, &t.ctx),
                     ERR_OK);
    assert_int_equal(sealed.n, plain.n + BANK_BOX_EXTRA);
    assert_int_equal(bank_box_open(other.bank, sealed, a, &out, &t.ctx), ERR_OK);
    assert_memory_equal(out.p, "brev", 4);
    assert_int_equal(bank_box_open(t.bank, sealed, a, &out, &t.ctx), ERR_CORRUPT);
    uint8_t zero[BANK_BOX_PUBLIC] = {0};
    assert_int_equal(bank_box_seal(zero, plain, a, &sealed, &t.ctx), ERR_INVALID);
    arena_free(a);
    test_bank_remove(&other);
}

static void a_signature_holds_for_its_domain_message_and_key(void **state)
{
    (void)state;
    uint8_t signature[BANK_SIGNATURE];
    struct blob m = {(const uint8_t *)"letter", 6}, shorter = {m.p, 5};
    const uint8_t *key = bank_public(t.bank)->sign;
    bank_sign(t.bank, "letter", m, signature);
    assert_true(bank_signature_ok(key, "letter", m, signature));
    assert_false(bank_signature_ok(key, "receipt", m, signature));
    assert_false(bank_signature_ok(key, "letter", shorter, signature));
    assert_false(bank_signature_ok(bank_public(t.bank)->journal, "letter", m, signature));
    signature[0] ^= 1;
    assert_false(bank_signature_ok(key, "letter", m, signature));
}

/* ---- bank.conf ---- */

static const char good_conf[] = "kind = school\nname = Ekby skolnämnd\nlegal_form=municipal\r\n"
                                "# a comment\n\norganisation_number = 212000-0142\n"
                                "listen = [::1]:8101\njournal_origin = brygga/x\n"
                                "checkpoint_seconds = 30\n"
                                "target.child_inquiry = 90\nretention.school_case=10\n"
                                "target.feedback = 0";

static void a_configuration_is_read_and_written(void **state)
{
    (void)state;
    struct bank_config c, again;
    assert_int_equal(config_parse(good_conf, strlen(good_conf), "f", &c, &t.ctx), ERR_OK);
    assert_string_equal(c.name, "Ekby skolnämnd");
    assert_string_equal(c.organisation_number, "2120000142");
    assert_string_equal(c.listen_address, "::1");
    assert_int_equal(c.listen_port, 8101);
    assert_int_equal(local_find(&c.local, LOCAL_TARGET, "child_inquiry"), 90);
    assert_int_equal(local_find(&c.local, LOCAL_TARGET, "feedback"), 0);
    assert_int_equal(local_find(&c.local, LOCAL_TARGET, "school_case"), -1);
    assert_int_equal(local_find(&c.local, LOCAL_RETENTION, "school_case"), 10);
    struct buf b;
    buf_init(&b, CONFIG_MAX);
    config_write(&c, &b);
    assert_int_equal(config_parse(b.text, b.len, "f", &again, &t.ctx), ERR_OK);
    assert_memory_equal(&c, &again, sizeof c);
    buf_free(&b);
}

static void readers_are_told_by_role_unless_the_organiser_says_name(void **state)
{
    (void)state;
    struct bank_config c;
    char text[1024];
    assert_int_equal(config_parse(good_conf, strlen(good_conf), "f", &c, &t.ctx), ERR_OK);
    assert_int_equal(c.readers, READERS_BY_ROLE);
    snprintf(text, sizeof text, "%s\nreaders = name\n", good_conf);
    assert_int_equal(config_parse(text, strlen(text), "f", &c, &t.ctx), ERR_OK);
    assert_int_equal(c.readers, READERS_BY_NAME);
    struct buf b;
    buf_init(&b, CONFIG_MAX);
    config_write(&c, &b);
    assert_non_null(strstr(b.text, "readers = name"));
    buf_free(&b);
}

static void a_wrong_configuration_says_file_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *line, *where;
    } wrong[] = {
        {"kind = skola", "f:14"},
        {"colour = red", "f:14"},
        {"name = Again", "f:14"},
        {"no equals sign", "f:14"},
        {"municipality_code = 180", "f:14"},
        {"public_url = ftp://x", "f:14"},
        {"public_url = https://x/?q", "f:14"},
        {"public_url = https://x/path", "f:14"},
        {"public_url = https://", "f:14"},
        {"municipality_code = \x01", "f:14"},
        {"target.child_inquiry = 90", "f:14"}, /* again */
        {"target.inquiry_facts = 367", "f:14"},
        {"target.inquiry_facts = -1", "f:14"},
        {"target.inquiry_facts = 5 days", "f:14"},
        {"target.inquiry_facts =", "f:14"},
        {"target. = 5", "f:14"},
        {"target.Inquiry = 5", "f:14"},
        {"retention.school_record = 201", "f:14"},
        {"readers = namn", "f:14"},
        {"readers =", "f:14"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char text[1024];
        struct bank_config c;
        snprintf(text, sizeof text, "%s\n\n%s\n", good_conf, wrong[i].line);
        assert_int_equal(config_parse(text, strlen(text), "f", &c, &t.ctx), ERR_INVALID);
        assert_string_equal(t.ctx.where, wrong[i].where);
    }
    static const char *const values[][2] = {
        {"organisation_number", "2120000143"},
        {"organisation_number", "212000014"},
        {"organisation_number", "1112223339"},
        {"listen", "127.0.0.1"},
        {"listen", "localhost:80"},
        {"listen", "127.0.0.1:65536"},
        {"listen", "127.0.0.1:0"},
        {"checkpoint_seconds", "61"},
        {"checkpoint_seconds", "0"},
        {"journal_origin", "a b"},
        {"journal_origin", "a+b"},
        {"name", ""},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct bank_config c = {0};
        assert_int_equal(config_set(&c, values[i][0], values[i][1], "--x", &t.ctx), ERR_INVALID);
    }
    struct bank_config c;
    assert_int_equal(config_parse("kind = school\n", 14, "f", &c, &t.ctx), ERR_INVALID);
    assert_non_null(strstr(t.ctx.what, "missing"));
}

static void a_social_bank_is_municipal(void **state)
{
    (void)state;
    struct bank_config c = {.kind = BANK_SOCIAL, .legal_form = LEGAL_FORM_INDEPENDENT};
    assert_int_equal(config_complete(&c, 1, "f", &t.ctx), ERR_INVALID);
}

/* ---- check ---- */

static bool has_error(const struct check_report *r, const char *area)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->lines[i].level == CHECK_ERROR && strcmp(r->lines[i].area, area) == 0) {
            return r->lines[i].remedy[0] != '\0';
        }
    }
    return false;
}

static void check_finds_nothing_wrong_with_a_new_bank(void **state)
{
    (void)state;
    struct check_report r;
    struct bank *b;
    close_bank();
    bank_check(&(struct bank_options){.dir = t.dir}, &r, &b);
    assert_non_null(b);
    assert_int_not_equal(check_worst(&r), CHECK_ERROR);
    bank_close(b);
}

static void check_says_what_is_wrong_and_how_to_mend_it(void **state)
{
    (void)state;
    struct check_report r;
    struct bank *b;
    struct bank_options o = {.dir = t.dir};
    close_bank();
    assert_int_equal(chmod(path("keys/unlock.key"), 0444), 0);
    bank_check(&o, &r, &b);
    assert_null(b);
    assert_true(has_error(&r, "opening"));
    assert_int_equal(chmod(path("keys/unlock.key"), 0400), 0);
    assert_int_equal(chmod(t.dir, 0755), 0);
    bank_check(&o, &r, &b);
    assert_true(has_error(&r, "folder"));
    assert_int_equal(chmod(t.dir, 0700), 0);
    assert_int_equal(chmod(path("bank.db"), 0644), 0);
    bank_check(&o, &r, &b);
    assert_true(has_error(&r, "database"));
    bank_close(b);
    write_file("bank.conf", "kind = school\n", 0600);
    bank_check(&o, &r, &b);
    assert_true(has_error(&r, "configuration"));
}

/* ---- staff ---- */

static void staff_are_added_changed_and_listed(void **state)
{
    (void)state;
    struct staff s = {.role = ROLE_KURATOR, .active = true}, back;
    struct staff_id id, same;
    bool changed;
    snprintf(s.name, sizeof s.name, "Eva Berg");
    snprintf(s.login, sizeof s.login, "eva");
    assert_int_equal(staff_put(t.bank, &s, &t.actor, &id, &changed, &t.ctx), ERR_OK);
    assert_true(changed);
    assert_int_equal(staff_put(t.bank, &s, &t.actor, &same, &changed, &t.ctx), ERR_OK);
    assert_false(changed);
    s.role = ROLE_REKTOR;
    assert_int_equal(staff_put(t.bank, &s, &t.actor, &same, &changed, &t.ctx), ERR_OK);
    assert_true(changed);
    assert_int_equal(same.v, id.v);
    assert_int_equal(staff_find_login(t.bank, "eva", &back, &t.ctx), ERR_OK);
    assert_int_equal(back.role, ROLE_REKTOR);
    assert_int_equal(staff_find_login(t.bank, "adam", &back, &t.ctx), ERR_NOT_FOUND);
    s.role = ROLE_SOCIALSEKRETERARE;
    assert_int_equal(staff_put(t.bank, &s, &t.actor, &same, &changed, &t.ctx), ERR_INVALID);
    s.role = ROLE_MENTOR;
    s.name[0] = '\0';
    assert_int_equal(staff_put(t.bank, &s, &t.actor, &same, &changed, &t.ctx), ERR_INVALID);
}

static void a_staff_file_goes_in_and_bad_rows_do_not(void **state)
{
    (void)state;
    struct staff_import r;
    struct arena *a = arena_new(1 << 20);
    struct staff *list;
    size_t n;
    write_file(
        "staff.csv",
        "\xef\xbb\xbfunit;role;name;active\n1;kurator;Eva;\n1;kurator;Eva;\n2;vaktmästare;Bo;\n"
        "2;rektor;;\n2;rektor;Ann;no\n2;rektor;Ann;kanske\n",
        0600);
    assert_int_equal(
        staff_import(t.bank, path("staff.csv"), path("rejects.csv"), &t.actor, &r, &t.ctx), ERR_OK);
    assert_int_equal(r.read, 6);
    assert_int_equal(r.added, 2);
    assert_int_equal(r.rejected, 3);
    assert_int_equal(staff_list(t.bank, true, a, &list, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 1);
    assert_string_equal(list[0].name, "Eva");
    assert_int_equal(staff_list(t.bank, false, a, &list, &n, &t.ctx), ERR_OK);
    assert_int_equal(n, 2);
    write_file("staff.csv", "name,unit\nEva,1\n", 0600);
    assert_int_equal(staff_import(t.bank, path("staff.csv"), NULL, &t.actor, &r, &t.ctx),
                     ERR_INVALID);
    assert_int_equal(staff_import(t.bank, path("none.csv"), NULL, &t.actor, &r, &t.ctx),
                     ERR_NOT_FOUND);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(a_new_bank_is_closed_to_others),
        T(files_that_others_can_read_are_refused_with_a_remedy),
        T(a_key_file_behind_a_link_is_refused),
        T(what_is_not_the_bank_s_own_is_refused),
        T(a_changed_keyring_does_not_open),
        T(a_passphrase_opens_and_a_wrong_one_does_not),
        T(a_short_passphrase_is_refused_and_nothing_is_left),
        T(the_passphrase_is_the_first_line_of_a_private_file),
        T(the_keys_can_be_sealed_anew_and_stay_the_same),
        T(an_interrupted_change_of_the_key_file_still_opens),
        T(init_refuses_a_folder_with_something_in_it),
        T(what_belongs_to_the_bank_is_sealed_to_its_place),
        T(a_box_opens_for_its_recipient_only),
        T(a_signature_holds_for_its_domain_message_and_key),
        cmocka_unit_test(a_configuration_is_read_and_written),
        cmocka_unit_test(readers_are_told_by_role_unless_the_organiser_says_name),
        cmocka_unit_test(a_wrong_configuration_says_file_and_line),
        cmocka_unit_test(a_social_bank_is_municipal),
        T(check_finds_nothing_wrong_with_a_new_bank),
        T(check_says_what_is_wrong_and_how_to_mend_it),
        T(staff_are_added_changed_and_listed),
        T(a_staff_file_goes_in_and_bad_rows_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
