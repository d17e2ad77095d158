# Tries of the whole program on real files: tests/e2e/NAME.sh BRYGGA, found by name.
function(brygga_e2e)
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/e2e/*.sh)
  foreach(script ${scripts})
    get_filename_component(name ${script} NAME_WE)
    add_test(NAME e2e.${name} COMMAND ${script} $<TARGET_FILE:brygga>)
  endforeach()
endfunction()
