# Third-party libraries, each as one imported target. Debian and conda-forge both have all of them.
if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW)
endif()

find_package(PkgConfig REQUIRED)
pkg_check_modules(HTSLIB REQUIRED IMPORTED_TARGET htslib)
find_package(ZLIB REQUIRED)
find_package(Boost CONFIG REQUIRED COMPONENTS program_options)
find_package(nlohmann_json REQUIRED)
find_package(Threads REQUIRED)

# libBigWig ships neither a pkg-config nor a CMake file.
find_path(BIGWIG_INCLUDE_DIR bigWig.h REQUIRED)
find_library(BIGWIG_LIBRARY BigWig REQUIRED)
add_library(siskin_bigwig INTERFACE)
target_include_directories(siskin_bigwig SYSTEM INTERFACE ${BIGWIG_INCLUDE_DIR})
target_link_libraries(siskin_bigwig INTERFACE ${BIGWIG_LIBRARY})
target_compile_definitions(siskin_bigwig INTERFACE NOCURL)  # no remote files; its header would want curl

# edlib's CMake file asks for a static library that Debian leaves out.
find_path(EDLIB_INCLUDE_DIR edlib.h REQUIRED)
find_library(EDLIB_LIBRARY edlib REQUIRED)
add_library(siskin_edlib INTERFACE)
target_include_directories(siskin_edlib SYSTEM INTERFACE ${EDLIB_INCLUDE_DIR})
target_link_libraries(siskin_edlib INTERFACE ${EDLIB_LIBRARY})

set(SISKIN_CXX_STANDARD 17)
if(SISKIN_WITH_TORCH)
  find_package(Torch REQUIRED)
  # PyTorch headers refuse C++17 from about 2.13 on.
  if(Torch_VERSION VERSION_GREATER_EQUAL 2.13)
    set(SISKIN_CXX_STANDARD 20)
  endif()
endif()
if(DEFINED CMAKE_CXX_STANDARD)
  set(SISKIN_CXX_STANDARD ${CMAKE_CXX_STANDARD})
endif()
