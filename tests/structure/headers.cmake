# Every header must compile alone, and twice. Headers are globbed here, and only here, because one
# that nobody lists is the very one to be caught.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/lib/siskin/*/*.hpp ${PROJECT_SOURCE_DIR}/tools/*/*.hpp)

set(plain_sources)
set(torch_sources)
foreach(header IN LISTS headers)
  string(REGEX REPLACE "^(lib|tools)/" "" include ${header})
  string(MAKE_C_IDENTIFIER ${include} name)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include \"@include@\"\n#include \"@include@\"\n" @ONLY)
  if(header MATCHES "^lib/siskin/(model|kernel|train|gradient|attribute)/"
      OR (header MATCHES "^tools/(train|predict|attribute|sis)/" AND NOT header MATCHES "options.*\\.hpp$"))
    list(APPEND torch_sources ${source})
  else()
    list(APPEND plain_sources ${source})
  endif()
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
