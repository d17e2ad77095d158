# The sign-in against an identity provider in Node; called before the program is defined, so it is
# named by its file.
add_test(NAME e2e.login
         COMMAND ${CMAKE_SOURCE_DIR}/tests/login/oidc/run ${CMAKE_BINARY_DIR}/brygga ${CMAKE_BINARY_DIR}/login-oidc)
set_tests_properties(e2e.login PROPERTIES TIMEOUT 200 ENVIRONMENT BRYGGA_SHARE=${CMAKE_SOURCE_DIR})
