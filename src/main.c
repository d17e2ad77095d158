#include <locale.h>
#include <stdio.h>

#include "base/json.h"
#include "cli/command.h"

int main(int argc, char **argv)
{
    json_setup();
    return cli_main(argc, (const char *const *)argv, stdout, stderr);
}
