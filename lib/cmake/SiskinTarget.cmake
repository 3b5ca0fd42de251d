# Where the executables that load LibTorch live, beside bin/ both when built and when installed.
set(SISKIN_ENGINE_DIR libexec/siskin)

# Every target of siskin is made here, so that warnings, sanitizers, the language standard and the
# torch line are decided in one place.

# A folder of the layout that has no target (yet) is passed over.
function(siskin_add_if_present folder)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
    add_subdirectory(${folder})
  endif()
endfunction()

function(siskin_compile_options target)
  set_target_properties(${target} PROPERTIES CXX_STANDARD ${SISKIN_CXX_STANDARD}
    CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
  if(SISKIN_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(SISKIN_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=all
      -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=address,undefined)
  endif()
endfunction()

# Sets `result` to the headers of LibTorch that a source reads, itself or through siskin's.
function(siskin_torch_headers source result)
  set(todo ${source})
  set(seen)
  set(found)
  while(todo)
    list(POP_FRONT todo current)
    if(current IN_LIST seen OR NOT EXISTS ${current})
      continue()
    endif()
    list(APPEND seen ${current})
    file(STRINGS ${current} includes REGEX "^#include")
    foreach(line IN LISTS includes)
      if(line MATCHES "<((torch|ATen|c10)/.*)>")
        list(APPEND found ${CMAKE_MATCH_1})
      elseif(line MATCHES "\"(.*)\"")
        foreach(folder lib tools tests)
          list(APPEND todo ${PROJECT_SOURCE_DIR}/${folder}/${CMAKE_MATCH_1})
        endforeach()
      endif()
    endforeach()
  endwhile()
  list(REMOVE_DUPLICATES found)
  list(SORT found)
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# LibTorch as a system library, with one precompiled header for all its users and another, not
# optimised, for all tests. Sources that read no header of LibTorch are spared it: loading it takes
# 4 s, ten times as long as they do.
function(siskin_use_torch target)
  cmake_parse_arguments(USE "" "HEADER_OF" "HEADERS" ${ARGN})
  target_include_directories(${target} SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "EXECUTABLE")
    target_link_libraries(${target} PRIVATE ${TORCH_LIBRARIES})
    target_compile_options(${target} PRIVATE -fPIC)  # as the libraries, or the header cannot be shared
  else()
    target_link_libraries(${target} PUBLIC ${TORCH_LIBRARIES})
  endif()
  if(USE_HEADERS)
    target_precompile_headers(${target} PRIVATE ${USE_HEADERS})
  else()
    target_precompile_headers(${target} REUSE_FROM ${USE_HEADER_OF})
  endif()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    siskin_torch_headers(${CMAKE_CURRENT_SOURCE_DIR}/${source} torch_headers)
    if(NOT torch_headers)
      set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    endif()
  endforeach()
endfunction()

# siskin_module(NAME [TORCH] SOURCES ... [PUBLIC ...] [PRIVATE ...])
# A library module siskin_NAME; PUBLIC and PRIVATE list what it links.
function(siskin_module name)
  cmake_parse_arguments(MODULE "TORCH" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(siskin_${name} STATIC ${MODULE_SOURCES})
  set_target_properties(siskin_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_include_directories(siskin_${name} PUBLIC ${PROJECT_SOURCE_DIR}/lib)
  target_link_libraries(siskin_${name} PUBLIC ${MODULE_PUBLIC} PRIVATE ${MODULE_PRIVATE})
  siskin_compile_options(siskin_${name})
  if(MODULE_TORCH AND name STREQUAL "model")
    siskin_use_torch(siskin_${name} HEADERS <torch/torch.h> <torch/script.h>)
  elseif(MODULE_TORCH)
    siskin_use_torch(siskin_${name} HEADER_OF siskin_model)
  endif()
  set_property(GLOBAL APPEND PROPERTY SISKIN_MODULES ${name})
endfunction()

# siskin_tool(NAME [TORCH] OPTIONS ... SOURCES ... LINK ...)
#
# The executable siskin-NAME from main.cpp. The library siskin_tool_NAME_options (OPTIONS: arguments
# to struct) links cli only and is what unit tests call; SOURCES are the work itself.
#
# With TORCH the work lives in a second executable of the same name under libexec, made from
# engine.cpp: siskin-NAME checks the arguments and then replaces itself by it. LibTorch takes most of
# a second to load, and --help, --version and a mistyped option should not wait for it.
function(siskin_tool name)
  cmake_parse_arguments(TOOL "TORCH" "" "OPTIONS;SOURCES;LINK" ${ARGN})
  add_library(siskin_tool_${name}_options STATIC ${TOOL_OPTIONS})
  target_include_directories(siskin_tool_${name}_options PUBLIC ${PROJECT_SOURCE_DIR}/tools)
  target_link_libraries(siskin_tool_${name}_options PUBLIC siskin_cli siskin_tool_common)
  add_executable(siskin-${name} main.cpp)
  target_link_libraries(siskin-${name} PRIVATE siskin_tool_${name}_options)
  siskin_compile_options(siskin_tool_${name}_options)
  siskin_compile_options(siskin-${name})
  set_target_properties(siskin-${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  install(TARGETS siskin-${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

  if(TOOL_TORCH)
    add_executable(siskin-${name}-engine engine.cpp ${TOOL_SOURCES})
    set_target_properties(siskin-${name}-engine PROPERTIES OUTPUT_NAME siskin-${name}
      RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${SISKIN_ENGINE_DIR})
    target_link_libraries(siskin-${name}-engine PRIVATE siskin_tool_${name}_options ${TOOL_LINK})
    siskin_compile_options(siskin-${name}-engine)
    siskin_use_torch(siskin-${name}-engine HEADER_OF siskin_model)
    install(TARGETS siskin-${name}-engine RUNTIME DESTINATION ${SISKIN_ENGINE_DIR})
    add_dependencies(siskin-${name} siskin-${name}-engine)
  else()
    target_sources(siskin-${name} PRIVATE ${TOOL_SOURCES})
    target_link_libraries(siskin-${name} PRIVATE ${TOOL_LINK})
  endif()
  set_property(GLOBAL APPEND PROPERTY SISKIN_TOOLS ${name})
endfunction()

# Tests are compiled more often than they are waited for: an optimised build takes twice as long.
function(siskin_compile_quickly target)
  target_compile_options(${target} PRIVATE -O0)
endfunction()

# siskin_test(NAME SOURCES ... LINK ...): one GoogleTest program a module, each test known to CTest.
function(siskin_test name)
  cmake_parse_arguments(TEST "TORCH" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_LINK} siskin_test_support GTest::gmock GTest::gtest_main)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE
    SISKIN_SOURCE_DIR="${PROJECT_SOURCE_DIR}" SISKIN_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  siskin_compile_options(${name})
  siskin_compile_quickly(${name})
  set_target_properties(${name} PROPERTIES UNITY_BUILD ${SISKIN_JOIN_TESTS} UNITY_BUILD_BATCH_SIZE 8)
  if(TEST_TORCH)
    siskin_use_torch(${name} HEADER_OF siskin_torch_test_support)
    target_link_libraries(${name} PRIVATE siskin_torch_test_support)
  else()
    target_precompile_headers(${name} REUSE_FROM siskin_test_support)
  endif()
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# Walks the link graph of a target and puts every name reached into `found`.
function(siskin_link_closure target found)
  set(todo ${target})
  set(seen)
  while(todo)
    list(POP_FRONT todo current)
    if(current IN_LIST seen)
      continue()
    endif()
    list(APPEND seen ${current})
    if(TARGET ${current})
      foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
        get_target_property(linked ${current} ${property})
        if(linked)
          string(REGEX REPLACE "\\$<LINK_ONLY:([^>]*)>" "\\1" linked "${linked}")
          list(APPEND todo ${linked})
        endif()
      endforeach()
    endif()
  endwhile()
  set(${found} ${seen} PARENT_SCOPE)
endfunction()

# The torch line (lib/siskin/CMakeLists.txt): fails the configure step when a target above it
# reaches LibTorch, directly or through a library.
function(siskin_prove_torch_line)
  foreach(target IN LISTS SISKIN_TORCH_FREE)
    if(NOT TARGET ${target})
      continue()
    endif()
    siskin_link_closure(${target} reached)
    foreach(name IN LISTS reached)
      if(name MATCHES "(^|/|lib)(torch|c10|caffe2)|^siskin_(model|kernel|train|gradient|attribute)$")
        message(FATAL_ERROR "torch line crossed: ${target} reaches ${name}")
      endif()
    endforeach()
  endforeach()
  message(STATUS "torch line: ${SISKIN_TORCH_FREE} reach no LibTorch")
endfunction()
