# brygga_gates(): the house's gates as tests. Only in a plain build, so that the builds with
# sanitizers or another compiler do not repeat them.
#
#   gate.NAME       script/check NAME
#   gate.clang      everything compiles with clang and every warning an error (in build-clang/)
#   gate.direction  a header of a module that CMakeLists.txt does not name cannot be included
#   demo.run        the demonstration starts, keeps its data, and stops (script/run)
#   gate.hardening  the program has the protections that the release flags ask for

function(brygga_gates)
  if(BRYGGA_SANITIZE OR BRYGGA_COVERAGE OR NOT CMAKE_C_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  foreach(gate format cppcheck length banned includes words generated purpose links scripts law cli asvs)
    add_test(NAME gate.${gate} COMMAND ${CMAKE_SOURCE_DIR}/script/check ${gate})
    set_tests_properties(gate.${gate} PROPERTIES ENVIRONMENT "BRYGGA_BUILD=${CMAKE_BINARY_DIR}"
                                                 LABELS gate)
  endforeach()
  add_test(NAME gate.clang COMMAND ${CMAKE_SOURCE_DIR}/tests/gates/clang.sh ${CMAKE_BINARY_DIR})
  set_tests_properties(gate.clang PROPERTIES LABELS gate COST 100)
  get_property(modules GLOBAL PROPERTY BRYGGA_MODULES)
  set(lines "")
  foreach(module ${modules})
    if(TARGET ${module})
      get_property(uses GLOBAL PROPERTY BRYGGA_${module}_USES)
      string(REPLACE ";" " " uses "${uses}")
      string(APPEND lines "${module}:${uses}:$<JOIN:$<TARGET_PROPERTY:${module},INCLUDE_DIRECTORIES>, >\n")
    endif()
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/modules.txt CONTENT "${lines}")
  add_test(NAME gate.direction
           COMMAND ${CMAKE_SOURCE_DIR}/tests/gates/direction.sh ${CMAKE_BINARY_DIR}/modules.txt
                   ${CMAKE_C_COMPILER})
  set_tests_properties(gate.direction PROPERTIES LABELS gate)
  add_test(NAME demo.run COMMAND ${CMAKE_SOURCE_DIR}/tests/demo/run.sh $<TARGET_FILE:brygga>)
  set_tests_properties(demo.run PROPERTIES COST 90 TIMEOUT 900)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_test(NAME gate.hardening
             COMMAND ${CMAKE_SOURCE_DIR}/tests/gates/hardening.sh $<TARGET_FILE:brygga>
                     ${CMAKE_BINARY_DIR}/compile_commands.json)
    set_tests_properties(gate.hardening PROPERTIES LABELS gate)
  endif()
endfunction()
