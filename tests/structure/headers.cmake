# Every header must compile alone. Headers are globbed here, and only here, because one that nobody
# lists is the very one to be caught.
#
# A source that includes its own header first (own_header_first.py) proves it without a second
# compilation, unless a precompiled header came before. That one holds all of LibTorch, and what a
# header reads of LibTorch costs 4 s to parse. So headers that read the same of it, and have a source
# to prove the rest, are compiled after one another: a name of LibTorch that they do not include is
# missing there too. All others are compiled alone.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/lib/siskin/*/*.hpp ${PROJECT_SOURCE_DIR}/tools/*/*.hpp)

set(plain_sources)
set(torch_sources)
set(sets)
function(siskin_header_source name text)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
  set(source ${source} PARENT_SCOPE)
endfunction()

foreach(header IN LISTS headers)
  string(REGEX REPLACE "^(lib|tools)/" "" include ${header})
  string(REGEX REPLACE "hpp$" "cpp" own ${PROJECT_SOURCE_DIR}/${header})
  set(text "#include \"${include}\"\n")
  siskin_torch_headers(${PROJECT_SOURCE_DIR}/${header} torch_headers)
  siskin_torch_headers(${own} own_torch_headers)
  string(MAKE_C_IDENTIFIER "${torch_headers}" set_name)
  if(EXISTS ${own} AND NOT own_torch_headers)
    continue()  # its source is compiled without a precompiled header
  elseif(EXISTS ${own} AND torch_headers)
    if(NOT set_name IN_LIST sets)
      list(APPEND sets ${set_name})
    endif()
    string(APPEND text_of_${set_name} ${text})
    continue()
  endif()
  string(MAKE_C_IDENTIFIER ${include} name)
  siskin_header_source(${name} "${text}${text}")
  if(torch_headers)
    list(APPEND torch_sources ${source})
  else()
    list(APPEND plain_sources ${source})
  endif()
endforeach()
foreach(set_name IN LISTS sets)
  siskin_header_source(all_with_${set_name} "${text_of_${set_name}}")
  list(APPEND torch_sources ${source})
endforeach()

function(siskin_header_test target)
  add_library(${target} OBJECT ${ARGN})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/lib ${PROJECT_SOURCE_DIR}/tools)
  target_link_libraries(${target} PRIVATE nlohmann_json::nlohmann_json)
  siskin_compile_options(${target})
endfunction()

siskin_header_test(siskin_header_test ${plain_sources})
if(SISKIN_WITH_TORCH AND torch_sources)
  # Without the precompiled header, which would hide a missing include.
  siskin_header_test(siskin_torch_header_test ${torch_sources})
  target_include_directories(siskin_torch_header_test SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(siskin_torch_header_test PRIVATE ${TORCH_LIBRARIES})
endif()
