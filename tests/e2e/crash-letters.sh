#!/bin/bash
# crash-letters.sh BRYGGA: the short form of script/crash-letters; 200 kills is the long form.
set -eu
exec "$(dirname "$0")/../../script/crash-letters" 10 "$1"
