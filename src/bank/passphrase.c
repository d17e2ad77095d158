#include "bank/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "bank/private_file.h"
#include "bank/sodium_memory.h"
#include "base/utf8.h"

static const char no_terminal[] = "give --passphrase-file FILE, or a bank made with --key-file";

void passphrase_free(struct passphrase *p)
{
    sodium_free(p); /* wipes; NULL is safe */
}

/* Cuts at the first line end and checks what is left. */
static enum err finish(struct passphrase *p, bool is_new, const char *where, struct err_ctx *ctx)
{
    size_t end = 0, characters = 0;
    while (end < p->n && p->text[end] != '\n' && p->text[end] != '\r') {
        characters += ((unsigned char)p->text[end] & 0xc0) != 0x80;
        end++;
    }
    sodium_memzero(p->text + end, sizeof p->text - end);
    p->n = end;
    if (end == 0) {
        return err_set(ctx, ERR_INVALID, where, "write a passphrase on the first line",
                       "the passphrase is empty");
    }
    if (!utf8_valid(p->text, end) || memchr(p->text, 0, end) != NULL) {
        return err_set(ctx, ERR_INVALID, where, "save the file as UTF-8",
                       "the passphrase is not text in UTF-8");
    }
    if (is_new && characters < PASSPHRASE_MIN) {
        return err_set(ctx, ERR_INVALID, where, "use four or more random words",
                       "a passphrase must have at least %d characters", PASSPHRASE_MIN);
    }
    return ERR_OK;
}

enum err passphrase_from(const char *text, bool is_new, struct passphrase **out,
                         struct err_ctx *ctx)
{
    *out = NULL;
    struct passphrase *p = secret_alloc(sizeof *p);
    p->n = strlen(text);
    if (p->n > PASSPHRASE_MAX) {
        passphrase_free(p);
        return err_set(ctx, ERR_LIMIT, "passphrase", "", "the passphrase is longer than %d bytes",
                       PASSPHRASE_MAX);
    }
    memcpy(p->text, text, p->n);
    enum err e = finish(p, is_new, "passphrase", ctx);
    if (e != ERR_OK) {
        passphrase_free(p);
        return e;
    }
    *out = p;
    return ERR_OK;
}

static void rub_out(struct passphrase *p)
{
    while (p->n > 0 && ((unsigned char)p->text[p->n - 1] & 0xc0) == 0x80) {
        p->n--;
    }
    p->n -= p->n > 0;
}

/* One byte at a time with line editing done here, so that Ctrl-C does not leave the terminal
 * without echo. */
static enum err read_line(int tty, struct passphrase *p, struct err_ctx *ctx)
{
    enum { INTERRUPT = 3, END = 4, KILL = 21 };
    for (p->n = 0; p->n < PASSPHRASE_MAX;) {
        char c = 0;
        ssize_t got;
        do {
            got = read(tty, &c, 1);
        } while (got < 0 && errno == EINTR);
        if (got <= 0 || c == INTERRUPT || (c == END && p->n == 0)) {
            return err_set(ctx, ERR_CANCELLED, "passphrase", "", "no passphrase was given");
        }
        if (c == '\n' || c == '\r' || c == END) {
            return ERR_OK;
        }
        if (c == 0x7f || c == '\b') {
            rub_out(p);
        } else if (c == KILL) {
            p->n = 0;
        } else {
            p->text[p->n++] = c;
        }
    }
    return err_set(ctx, ERR_LIMIT, "passphrase", "", "the passphrase is longer than %d bytes",
                   PASSPHRASE_MAX);
}

static void say(int tty, const char *text)
{
    ssize_t n = write(tty, text, strlen(text)); /* a prompt that is not seen harms nobody */
    (void)n;
}

static enum err ask(int tty, const char *prompt, struct passphrase *p, struct err_ctx *ctx)
{
    struct termios before, quiet;
    if (tcgetattr(tty, &before) != 0) {
        return err_set(ctx, ERR_SETUP, "passphrase", no_terminal, "there is no terminal to ask on");
    }
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    if (tcsetattr(tty, TCSAFLUSH, &quiet) != 0) {
        return err_set(ctx, ERR_SETUP, "passphrase", no_terminal, "the terminal's echo stays on");
    }
    say(tty, prompt);
    enum err e = read_line(tty, p, ctx);
    tcsetattr(tty, TCSAFLUSH, &before);
    say(tty, "\n");
    return e;
}

static enum err from_terminal(bool is_new, struct passphrase *p, struct err_ctx *ctx)
{
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0) {
        return err_set(ctx, ERR_SETUP, "passphrase", no_terminal, "there is no terminal to ask on");
    }
    enum err e = ask(tty, is_new ? "New passphrase: " : "Passphrase: ", p, ctx);
    if (e == ERR_OK && is_new) {
        struct passphrase *again = secret_alloc(sizeof *again);
        e = ask(tty, "The same again: ", again, ctx);
        if (e == ERR_OK && (again->n != p->n || sodium_memcmp(again->text, p->text, p->n) != 0)) {
            e = err_set(ctx, ERR_INVALID, "passphrase", "try again",
                        "the two passphrases are not the same");
        }
        passphrase_free(again);
    }
    close(tty);
    return e;
}

static enum err from_stdin(struct passphrase *p, struct err_ctx *ctx)
{
    while (p->n < PASSPHRASE_MAX) {
        char c;
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || c == '\n') {
            return got < 0 ? err_set(ctx, ERR_IO, "passphrase", "", "standard input fails")
                           : ERR_OK;
        }
        p->text[p->n++] = c;
    }
    return err_set(ctx, ERR_LIMIT, "passphrase", "", "the passphrase is longer than %d bytes",
                   PASSPHRASE_MAX);
}

enum err passphrase_get(const char *path, bool is_new, struct passphrase **out, struct err_ctx *ctx)
{
    *out = NULL;
    struct passphrase *p = secret_alloc(sizeof *p);
    enum err e = path == NULL ? from_terminal(is_new, p, ctx)
                 : strcmp(path, "-") == 0
                     ? from_stdin(p, ctx)
                     : private_file_read(path, p->text, PASSPHRASE_MAX, &p->n, ctx);
    if (e == ERR_OK) {
        e = finish(p, is_new, path != NULL ? path : "passphrase", ctx);
    }
    if (e != ERR_OK) {
        passphrase_free(p);
        return e;
    }
    *out = p;
    return ERR_OK;
}
