# brygga_pages(MODULE OUTVAR): pages/*.html become generated/MODULE/pages.{h,c}, and the style
# sheets and images become generated/MODULE/assets.c. OUTVAR is set to the C sources.
#
# The design system comes from npm into the build folder, once, as assets/package-lock.json says.
# Without a network: -DBRYGGA_NODE_MODULES=DIR names a node_modules folder made elsewhere with
# `npm ci` from the same lock file.

set(BRYGGA_NODE_MODULES "" CACHE PATH "node_modules with the design system, instead of npm ci")

file(GLOB pagegen_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tools/pagegen/*.c)

# A tool that runs once and ends does not free: leaks are not looked for in sanitized builds.
set(pagegen ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0 $<TARGET_FILE:pagegen>)

function(brygga_pagegen)
  add_executable(pagegen ${pagegen_sources} $<TARGET_OBJECTS:base>)
  target_include_directories(pagegen PRIVATE ${BRYGGA_INCLUDE_ROOT}/base ${CMAKE_SOURCE_DIR}/tools/pagegen)
  target_link_libraries(pagegen PRIVATE PkgConfig::JANSSON m)
  add_test(NAME ${BRYGGA_TEST_PREFIX}pagegen.templates
           COMMAND ${CMAKE_COMMAND} -E env ASAN_OPTIONS=detect_leaks=0
                   ${CMAKE_SOURCE_DIR}/tests/pagegen/run $<TARGET_FILE:pagegen>)
endfunction()

function(brygga_design_system outvar)
  set(modules ${BRYGGA_NODE_MODULES})
  if(NOT modules)
    set(work ${CMAKE_BINARY_DIR}/assets)
    set(modules ${work}/node_modules)
    find_program(NPM npm)
    if(NOT NPM)
      message(FATAL_ERROR "npm is needed for the page styles: apt-get install npm nodejs, "
                          "or set BRYGGA_NODE_MODULES to a node_modules folder with them")
    endif()
    file(MAKE_DIRECTORY ${work})
    add_custom_command(
      OUTPUT ${work}/installed
      COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/assets/package.json
              ${CMAKE_SOURCE_DIR}/assets/package-lock.json ${CMAKE_SOURCE_DIR}/assets/.npmrc ${work}
      COMMAND ${CMAKE_SOURCE_DIR}/tools/npm-ci ${NPM} ${work}
      COMMAND ${CMAKE_COMMAND} -E touch ${work}/installed
      DEPENDS ${CMAKE_SOURCE_DIR}/assets/package.json ${CMAKE_SOURCE_DIR}/assets/package-lock.json
      COMMENT "Fetching the design system with npm" VERBATIM)
    set(stamp ${work}/installed)
  endif()
  set(digdir ${modules}/@digdir/designsystemet-css/dist)
  set(css ${CMAKE_BINARY_DIR}/generated/web/brygga.css)
  add_custom_command(
    OUTPUT ${css}
    COMMAND cat ${digdir}/theme/designsystemet.css ${digdir}/src/index.css
            ${CMAKE_SOURCE_DIR}/assets/brygga.css > ${css}
    DEPENDS ${stamp} ${CMAKE_SOURCE_DIR}/assets/brygga.css VERBATIM)
  set(${outvar} ${css} PARENT_SCOPE)
endfunction()

function(brygga_pages module outvar)
  brygga_pagegen()
  set(dir ${CMAKE_BINARY_DIR}/generated/${module})
  file(MAKE_DIRECTORY ${dir})
  file(GLOB_RECURSE pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/pages/*.html)
  file(GLOB images CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/*.svg ${CMAKE_SOURCE_DIR}/assets/*.js)
  # Tables of codes with words for people are kept by the modules that own the codes.
  file(GLOB code CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/*.c ${CMAKE_SOURCE_DIR}/src/${module}/*/*.c)
  file(GLOB po CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/po/en/*.po)
  add_custom_command(
    OUTPUT ${dir}/pages.c ${dir}/pages.h
    COMMAND ${pagegen} ${dir} --po ${po} --pages ${pages}
    DEPENDS pagegen ${pages} ${po} VERBATIM)
  add_test(NAME ${BRYGGA_TEST_PREFIX}${module}.translations
           COMMAND ${pagegen} --po ${po} --check --pages ${pages} --sources ${code})
  brygga_design_system(css)
  add_custom_command(
    OUTPUT ${dir}/assets.c
    COMMAND ${pagegen} ${dir} --assets ${css} ${images}
    DEPENDS pagegen ${css} ${images} VERBATIM)
  set(${outvar} ${dir}/pages.c ${dir}/pages.h ${dir}/assets.c PARENT_SCOPE)
endfunction()

# The pages in a real browser against two served banks; called after the program is defined.
function(brygga_browser_tests program)
  add_test(NAME ${BRYGGA_TEST_PREFIX}web.browser
           COMMAND ${CMAKE_SOURCE_DIR}/tests/web/browser/run $<TARGET_FILE:${program}>
                   ${CMAKE_BINARY_DIR}/browser)
  # The build with sanitizers plays the same days; how the pages look is the same in both.
  set_tests_properties(${BRYGGA_TEST_PREFIX}web.browser PROPERTIES TIMEOUT 1800 COST 200
                       ENVIRONMENT "BRYGGA_SHARE=${CMAKE_SOURCE_DIR};BRYGGA_LOOK=$<NOT:$<BOOL:${BRYGGA_SANITIZE}>>")
endfunction()
