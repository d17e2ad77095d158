#include "cli/law_argument.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bank/rules.h"
#include "law/propose.h"

enum err law_argument_base(struct cli *cli, struct law_rules **out, struct err_ctx *ctx)
{
    const char *dir = cli_option_value(cli, "rules");
    return dir != NULL ? law_load(dir, bank_rules_digest, out, ctx)
                       : bank_rules_load(cli_share(cli), out, ctx);
}

static enum err load_file(const char *path, const struct law_rules *base, struct law_rules **out,
                          struct err_ctx *ctx)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return err_set(ctx, ERR_NOT_FOUND, path,
                       "name a date, a folder of rules or a file of rules", "cannot open it: %s",
                       strerror(errno));
    }
    char *text = mem_alloc(LAW_PROPOSAL_MAX + 1);
    size_t n = fread(text, 1, LAW_PROPOSAL_MAX + 1, f);
    bool failed = ferror(f) != 0;
    fclose(f);
    const char *slash = strrchr(path, '/');
    enum err e = failed ? err_set(ctx, ERR_IO, path, "check the disk", "cannot read the file")
                        : law_propose(base, slash != NULL ? slash + 1 : path, text, n,
                                      bank_rules_digest, out, ctx);
    free(text);
    return e;
}

enum err law_argument_load(const char *path, const struct law_rules *base, struct law_rules **out,
                           struct err_ctx *ctx)
{
    struct stat st;
    *out = NULL;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        return law_load(path, bank_rules_digest, out, ctx);
    }
    return load_file(path, base, out, ctx);
}
