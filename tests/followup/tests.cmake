# The demo the whole way through two banks, against its truth; only in a plain build.
if(NOT BRYGGA_SANITIZE AND NOT BRYGGA_COVERAGE AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
  add_test(NAME followup.truth_check COMMAND ${CMAKE_SOURCE_DIR}/script/truth-check 2 400)
  set_tests_properties(followup.truth_check PROPERTIES
                       ENVIRONMENT "BRYGGA_PROGRAM=$<TARGET_FILE:brygga>" TIMEOUT 200)
endif()
