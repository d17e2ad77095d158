# Fuzz targets: fuzz/MODULE_WHAT.c defines LLVMFuzzerTestOneInput and is linked with MODULE and what
# it uses. In every build ctest replays its corpus (fuzz/corpus/MODULE_WHAT/*); with the preset
# "fuzz" (clang) fuzz_MODULE_WHAT is a libFuzzer program, run by script/fuzz.
option(BRYGGA_FUZZ "Build libFuzzer programs (clang)" OFF)

function(brygga_fuzz_targets)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/*_*.c)
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    string(REGEX MATCH "^[a-z]+" module ${name})
    if(BRYGGA_FUZZ)
      add_executable(fuzz_${name} ${file})
      target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
      target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    else()
      add_executable(fuzz_${name} ${file} ${CMAKE_SOURCE_DIR}/fuzz/replay.c)
      add_test(NAME ${BRYGGA_TEST_PREFIX}fuzz.${name} COMMAND fuzz_${name} ${CMAKE_SOURCE_DIR}/fuzz/corpus/${name})
    endif()
    brygga_link(fuzz_${name} ${module})
  endforeach()
endfunction()
