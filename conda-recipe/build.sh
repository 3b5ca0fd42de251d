#!/bin/bash
# Called by conda-build in the source folder, with the environment's compilers and PREFIX set.
set -euo pipefail

read -ra cmake_args <<<"${CMAKE_ARGS:-}"
cmake -S . -B build-conda -G Ninja "${cmake_args[@]}" \
  -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_INSTALL_PREFIX="$PREFIX" \
  -DCMAKE_PREFIX_PATH="$PREFIX"
cmake --build build-conda --parallel "${CPU_COUNT:-2}"
cmake --install build-conda
