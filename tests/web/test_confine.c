/* What a confined process can no longer do; each in a process of its own, since it cannot be
 * undone. */
#include "web/confine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "support/test_bank.h"

static struct test_bank t;

/* Runs `act` confined in a child; its exit status, or 128 + the signal that ended it. 99: the
 * kernel has not what is tested. */
static int confined_run(int (*act)(void), bool calls)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct confined held = {0};
        struct err_ctx ctx = {0};
        enum err e = confine_files(CONFINEMENT_AVAILABLE, t.dir, NULL, 0, &held, &ctx);
        if (e == ERR_OK && calls) {
            e = confine_calls(CONFINEMENT_AVAILABLE, &held, &ctx);
        }
        if (e != ERR_OK || (calls ? !held.calls : !held.files)) {
            _exit(99);
        }
        _exit(act());
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void expect(int (*act)(void), bool calls, int wanted)
{
    int got = confined_run(act, calls);
    if (got == 99) {
        skip(); /* an older kernel, or a build with sanitizers */
    }
    assert_int_equal(got, wanted);
}

static int open_errno(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    int was = fd >= 0 ? 0 : errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    return was;
}

static int reads_passwords(void)
{
    return open_errno("/etc/passwd", O_RDONLY);
}

static int writes_elsewhere(void)
{
    return open_errno("/tmp/brygga-confined", O_WRONLY | O_CREAT | O_EXCL);
}

static int writes_at_home(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/file", t.dir);
    int was = open_errno(path, O_RDWR | O_CREAT | O_EXCL);
    return was != 0 || unlink(path) != 0 ? 1 : 0;
}

static int uses_the_bank(void)
{
    struct bank *b;
    struct err_ctx ctx = {0};
    struct bank_options o = {.dir = t.dir};
    if (bank_open(&o, &b, &ctx) != ERR_OK) {
        return 1;
    }
    bank_close(b);
    return 0;
}

static int looks_up_a_name(void)
{
    struct addrinfo *found = NULL;
    int rc = getaddrinfo("localhost", "80", NULL, &found);
    if (found != NULL) {
        freeaddrinfo(found);
    }
    return rc != 0;
}

static void *nothing(void *arg)
{
    return arg;
}

static int starts_a_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) != 0 || pthread_join(thread, NULL) != 0;
}

static int starts_a_process(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    return pid < 0 ? errno : 0;
}

static int starts_a_program(void)
{
    char *const arguments[] = {(char[]){"true"}, NULL};
    execv("/bin/true", arguments);
    return errno;
}

static int traces(void)
{
    return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static int listens(void)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof a) != 0) {
        return 1;
    }
    return listen(fd, 1) != 0 ? errno : 0;
}

static int opens_a_packet_socket(void)
{
    int fd = socket(AF_PACKET, SOCK_RAW, 0);
    return fd < 0 ? errno : 0;
}

static void its_own_folder_and_no_other(void **state)
{
    (void)state;
    expect(reads_passwords, false, EACCES);
    expect(writes_elsewhere, false, EACCES);
    expect(writes_at_home, false, 0);
}

static void what_serving_needs_still_works(void **state)
{
    (void)state;
    expect(uses_the_bank, true, 0);
    expect(looks_up_a_name, true, 0);
    expect(starts_a_thread, true, 0);
    expect(writes_at_home, true, 0);
}

static void no_process_no_new_door(void **state)
{
    (void)state;
    expect(starts_a_process, true, EPERM);
    expect(listens, true, EPERM);
    expect(opens_a_packet_socket, true, EPERM);
}

static void a_program_or_a_debugger_ends_it(void **state)
{
    (void)state;
    expect(starts_a_program, true, 128 + SIGSYS);
    expect(traces, true, 128 + SIGSYS);
}

/* The same acts without confinement: the tests above can fail. */
static void unconfined_all_of_it_works(void **state)
{
    (void)state;
    assert_int_equal(reads_passwords(), 0);
    assert_int_equal(listens(), 0);
    pid_t pid = fork();
    if (pid == 0) {
        _exit(starts_a_program());
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int set_up(void **state)
{
    (void)state;
    t = test_bank_make(BANK_SCHOOL);
    bank_close(t.bank);
    t.bank = NULL;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_bank_remove(&t);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_own_folder_and_no_other),
        cmocka_unit_test(what_serving_needs_still_works),
        cmocka_unit_test(no_process_no_new_door),
        cmocka_unit_test(a_program_or_a_debugger_ends_it),
        cmocka_unit_test(unconfined_all_of_it_works),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
