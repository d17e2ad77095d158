# The compiler's gates: every warning is an error on gcc and clang.
add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes
                    -Wformat=2 -Wvla -Wswitch-enum -Wcast-qual -Wundef -Wpointer-arith
                    -Wwrite-strings -Werror)
add_compile_definitions(_GNU_SOURCE)

option(BRYGGA_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(BRYGGA_COVERAGE "Build with gcov counters" OFF)

# Tests of the build with sanitizers have names of their own, so that both can be run as one list.
set(BRYGGA_TEST_PREFIX "")
if(BRYGGA_SANITIZE)
  set(BRYGGA_TEST_PREFIX "asan.")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  if(BRYGGA_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
elseif(BRYGGA_COVERAGE)
  add_compile_options(--coverage -O0)
  add_link_options(--coverage)
else()
  # Hardening of the release build.
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fPIE)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    add_compile_options(-fcf-protection=full)
  endif()
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  endif()
  add_link_options(-pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack)
endif()
