/*
 * Process safety: what a serving process gives up once it has started, so that a fault in a parser
 * cannot become another program, another file or another listening port.
 *
 *   confine_files()   Landlock: reads and writes the bank's own folder; reads the rules, and what
 * the system needs to look up names and check certificates; no other file, and no TCP port to
 * listen on but its own. confine_calls()   seccomp: the system calls that a running server makes
 * and no others. Starting a program, a process, a debugger or a new listening socket is refused;
 * calls that only an attacker makes end the process.
 *
 * Neither can be undone. Sources: Linux Documentation/userspace-api/landlock.rst, seccomp(2).
 */
#ifndef WEB_CONFINE_H
#define WEB_CONFINE_H

#include <stdint.h>

#include "bank/bank.h"

/* A build with sanitizers makes calls of its own, and its leak detector reads /proc. */
#if defined(__SANITIZE_ADDRESS__)
#define CONFINE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CONFINE_SANITIZED 1
#endif
#endif
#ifndef CONFINE_SANITIZED
#define CONFINE_SANITIZED 0
#endif

/* What became of it, for the line that is logged at start. */
struct confined {
    bool files; /* the kernel has Landlock and it holds */
    bool ports; /* also for listening (Landlock ABI 4, Linux 6.7) */
    bool calls; /* a filter of system calls holds */
};

/* Before any thread is started: threads inherit it. `port` 0 lets the system choose one. Folders
 * that are not there are left out. ERR_SETUP: it was asked for with CONFINEMENT_STRICT and the
 * kernel lacks it; with CONFINEMENT_AVAILABLE what is missing is told in `out`. */
MUST_USE enum err confine_files(enum bank_confinement wanted, const char *bank_dir,
                                const char *share_dir, uint16_t port, struct confined *out,
                                struct err_ctx *ctx);
/* When the server listens; holds for all its threads. Not in a build with sanitizers, which need
 * calls of their own. */
MUST_USE enum err confine_calls(enum bank_confinement wanted, struct confined *out,
                                struct err_ctx *ctx);

#endif
