# brygga_sql(NAME OUTVAR)
#
# Makes typed functions of sql/NAME/*.sql (see "Queries" in HACKING.md) in generated/NAME, and puts
# the generated files in OUTVAR. For `db` it makes the table of migrations instead, so that the
# program needs no SQL files when it runs. Every migration is an input of every module.

set(BRYGGA_SQLGEN_SOURCES ${CMAKE_CURRENT_LIST_DIR}/../tools/sqlgen/main.c
    ${CMAKE_CURRENT_LIST_DIR}/../tools/sqlgen/parse.c ${CMAKE_CURRENT_LIST_DIR}/../tools/sqlgen/check.c
    ${CMAKE_CURRENT_LIST_DIR}/../tools/sqlgen/emit.c)

function(brygga_sqlgen_target)
  if(TARGET sqlgen)
    return()
  endif()
  add_executable(sqlgen ${BRYGGA_SQLGEN_SOURCES})
  brygga_link(sqlgen base)
  target_link_libraries(sqlgen PRIVATE PkgConfig::SQLITE)
endfunction()

function(brygga_sql name outvar)
  brygga_sqlgen_target()
  set(folder ${CMAKE_BINARY_DIR}/generated/${name})
  file(MAKE_DIRECTORY ${folder})
  file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/migrations/*.sql)
  list(TRANSFORM migrations REPLACE "^${CMAKE_SOURCE_DIR}/" "" OUTPUT_VARIABLE migration_args)
  if(name STREQUAL "db")
    set(outputs ${folder}/sql_migrations.c)
    add_custom_command(OUTPUT ${outputs}
      COMMAND sqlgen migrations ${folder}/sql_migrations.c ${migration_args}
      DEPENDS sqlgen ${migrations} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      COMMENT "Migrations" VERBATIM)
  else()
    file(GLOB queries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sql/${name}/*.sql)
    list(TRANSFORM queries REPLACE "^${CMAKE_SOURCE_DIR}/" "" OUTPUT_VARIABLE query_args)
    set(outputs ${folder}/sql_${name}.h ${folder}/sql_${name}.c)
    add_custom_command(OUTPUT ${outputs}
      COMMAND sqlgen queries ${name} ${outputs} ${migration_args} -- ${query_args}
      DEPENDS sqlgen ${migrations} ${queries} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      COMMENT "Queries of ${name}" VERBATIM)
  endif()
  set(${outvar} ${outputs} PARENT_SCOPE)
endfunction()
