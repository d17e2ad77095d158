# The typed functions of the sample queries, and the path of sqlgen, for the tests of db.
set(sample ${CMAKE_SOURCE_DIR}/tests/db/sample)
set(made ${CMAKE_BINARY_DIR}/generated/sample)
file(MAKE_DIRECTORY ${made})
file(GLOB sample_migrations CONFIGURE_DEPENDS ${sample}/migrations/*.sql)
file(GLOB sample_queries CONFIGURE_DEPENDS ${sample}/queries/*.sql)
add_custom_command(OUTPUT ${made}/sql_sample.h ${made}/sql_sample.c
  COMMAND sqlgen queries sample ${made}/sql_sample.h ${made}/sql_sample.c ${sample_migrations} --
          ${sample_queries}
  DEPENDS sqlgen ${sample_migrations} ${sample_queries} VERBATIM)
target_sources(db_test_db PRIVATE ${made}/sql_sample.c ${made}/sql_sample.h)
target_include_directories(db_test_db PRIVATE ${made})
add_dependencies(db_test_sqlgen sqlgen)
target_compile_definitions(db_test_sqlgen PRIVATE SQLGEN="$<TARGET_FILE:sqlgen>")
