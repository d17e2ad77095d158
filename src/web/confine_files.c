#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "web/confine.h"

/* Of later kernels than Debian 12's headers know (landlock.rst). */
#define FS_TRUNCATE   (UINT64_C(1) << 14) /* ABI 3 */
#define FS_IOCTL_DEV  (UINT64_C(1) << 15) /* ABI 5 */
#define NET_BIND_TCP  (UINT64_C(1) << 0)  /* ABI 4 */
#define RULE_NET_PORT 2

struct ruleset_attr {
    uint64_t fs, net;
};
struct net_port_attr {
    uint64_t allowed, port;
};

#define READS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITES                                                                                     \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define FILE_ACCESS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE)

/* Looking up names, checking certificates of peers, and Swedish time. */
static const char *const system_paths[] = {"/etc/hosts",
                                           "/etc/host.conf",
                                           "/etc/resolv.conf",
                                           "/etc/nsswitch.conf",
                                           "/etc/gai.conf",
                                           "/etc/services",
                                           "/etc/ld.so.cache",
                                           "/etc/localtime",
                                           "/etc/ssl/openssl.cnf",
                                           "/etc/ssl/certs",
                                           "/usr/share/ca-certificates",
                                           "/usr/local/share/ca-certificates",
                                           "/usr/share/zoneinfo",
                                           "/usr/lib",
                                           "/lib",
                                           "/run/systemd/resolve",
                                           "/dev/urandom"};

static uint64_t all_file_access(long abi)
{
    uint64_t fs = (UINT64_C(1) << 13) - 1; /* ABI 1 */
    fs |= abi >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0;
    fs |= abi >= 3 ? FS_TRUNCATE : 0;
    return fs | (abi >= 5 ? FS_IOCTL_DEV : 0);
}

static enum err fault(const char *what, struct err_ctx *ctx)
{
    return err_set(ctx, ERR_SETUP, "confinement", "set `confinement = available` in bank.conf",
                   "Landlock: %s: %s", what, strerror(errno));
}

/* A path that is not there needs no rule. */
static enum err allow_path(int rules, const char *path, uint64_t access, struct err_ctx *ctx)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_OK : fault(path, ctx);
    }
    struct stat st;
    bool file = fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode);
    struct landlock_path_beneath_attr a = {.allowed_access = file ? access & FILE_ACCESS : access,
                                           .parent_fd = fd};
    long rc = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &a, 0);
    enum err e = rc == 0 ? ERR_OK : fault(path, ctx);
    (void)close(fd);
    return e;
}

static enum err fill(int rules, uint64_t handled, const char *bank_dir, const char *share_dir,
                     struct err_ctx *ctx)
{
    enum err e = allow_path(rules, bank_dir, handled & (READS | WRITES | FS_TRUNCATE), ctx);
    if (e == ERR_OK && share_dir != NULL) {
        e = allow_path(rules, share_dir, READS, ctx);
    }
    if (e == ERR_OK && CONFINE_SANITIZED) {
        e = allow_path(rules, "/proc", READS, ctx);
    }
    for (size_t i = 0; e == ERR_OK && i < sizeof system_paths / sizeof system_paths[0]; i++) {
        e = allow_path(rules, system_paths[i], READS, ctx);
    }
    return e;
}

static enum err restrict_to(long abi, const char *bank_dir, const char *share_dir, uint16_t port,
                            struct confined *out, struct err_ctx *ctx)
{
    struct ruleset_attr attr = {.fs = all_file_access(abi), .net = abi >= 4 ? NET_BIND_TCP : 0};
    size_t size = abi >= 4 ? sizeof attr : sizeof attr.fs;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
    if (rules < 0) {
        return fault("no rule set", ctx);
    }
    enum err e = fill(rules, attr.fs, bank_dir, share_dir, ctx);
    struct net_port_attr own = {.allowed = NET_BIND_TCP, .port = port};
    if (e == ERR_OK && attr.net != 0 &&
        syscall(SYS_landlock_add_rule, rules, RULE_NET_PORT, &own, 0) != 0) {
        e = fault("the port", ctx);
    }
    if (e == ERR_OK && (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
                        syscall(SYS_landlock_restrict_self, rules, 0) != 0)) {
        e = fault("it does not take effect", ctx);
    }
    (void)close(rules);
    out->files = e == ERR_OK;
    out->ports = e == ERR_OK && attr.net != 0;
    return e;
}

enum err confine_files(enum bank_confinement wanted, const char *bank_dir, const char *share_dir,
                       uint16_t port, struct confined *out, struct err_ctx *ctx)
{
    if (wanted == CONFINEMENT_OFF) {
        return ERR_OK;
    }
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    enum err e = abi > 0 ? restrict_to(abi, bank_dir, share_dir, port, out, ctx)
                         : fault("this kernel has none", ctx);
    return wanted == CONFINEMENT_STRICT ? e : ERR_OK;
}
