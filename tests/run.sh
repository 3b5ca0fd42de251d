#!/bin/bash
# Every gate of the project, in one go, from a fresh checkout on a fresh machine:
#
#   bash tests/run.sh          all of them
#   bash tests/run.sh --fast   without the sanitizers and clang-tidy, for use while developing
#
# SISKIN_BUILD_DIR names the build folder (default: build/ here). Packages that are missing are
# installed when root, else named. The status is 0 only if every gate held.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
build=${SISKIN_BUILD_DIR:-$root/build}
jobs=2
export OMP_NUM_THREADS=1 # tests run two at a time

fast=no
case ${1:-} in
  '') ;;
  --fast) fast=yes ;;
  --help)
    sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0"
    exit 0
    ;;
  *)
    echo "tests/run.sh: unknown option '$1' (only --fast and --help)" >&2
    exit 2
    ;;
esac

# shellcheck source=workflows/common/setup.sh
source workflows/common/setup.sh

gate() { # NAME COMMAND...: a heading, the command, and what became of it
  local name=$1 start=$SECONDS
  shift
  printf '\n=== %s\n' "$name"
  if ! "$@"; then
    printf '\n=== FAILED: %s\n' "$name" >&2
    exit 1
  fi
  printf '=== %s: ok, %d s\n' "$name" $((SECONDS - start))
}

left_out() { printf '\n=== %s: LEFT OUT, %s\n' "$1" "$2"; }

check_layout() {
  find lib tools tests \( -name '*.hpp' -o -name '*.cpp' \) -print0 |
    xargs -0 clang-format-14 --dry-run -Werror
}

check_shell() {
  find . -path ./build -prune -o -path "$build" -prune -o -path ./.snakemake -prune \
    -o -name '*.sh' -print0 | xargs -0 shellcheck -x
  shellcheck -s bash .ci/run
}

# LibTorch's headers take the optimiser twice as long at -O3 as at -O1, and a test source that reads
# them spends most of its time on them: neither is waited for here.
build_all() {
  siskin_configure . "$build" -DCMAKE_BUILD_TYPE=Release '-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG' \
    -DSISKIN_WERROR=ON -DSISKIN_TESTS=ON -DSISKIN_JOIN_TESTS=ON &&
    ninja -C "$build" -j$jobs
}

build_sanitized() {
  siskin_configure . "$build/sanitize" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    '-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O0 -g1' -DSISKIN_WERROR=ON \
    -DSISKIN_TESTS=ON -DSISKIN_JOIN_TESTS=ON -DSISKIN_WITH_TORCH=OFF -DSISKIN_SANITIZE=ON &&
    ninja -C "$build/sanitize" -j$jobs
}

# CTest with the closing line of every GoogleTest program, and all output of what failed.
run_ctest() { # FOLDER
  local log=$1/ctest.log status=0
  ctest --test-dir "$1" -j$jobs --output-on-failure --no-tests=error --output-log "$log" -V \
    >/dev/null 2>&1 || status=$?
  if [ $status != 0 ]; then
    ctest --test-dir "$1" -j1 --rerun-failed --output-on-failure || true
  fi
  grep -E '^ *[0-9]+/[0-9]+ Test|\[  (PASSED|FAILED) +\]|\[  SKIPPED \] [0-9]+ test' "$log" || true
  sed -n '/tests passed,/,$p' "$log"
  return $status
}

lint_sources() { python3 tests/structure/clang_tidy.py --build "$build" --jobs $jobs; }

workflows() { find workflows -path '*/workflow/Snakefile' | sort; }

lint_workflows() {
  local file
  for file in $(workflows); do
    echo "$file"
    snakemake --lint --snakefile "$file" --directory "$(dirname "$file")/.." || return 1
  done
}

run_workflows() {
  local script
  for script in tests/workflows/{quickstart,genomic}.sh; do
    PATH=$build/bin:$PATH bash "$script" || return 1
  done
}

gate "set-up" siskin_setup build workflow tests
if command -v clang-format-14 >/dev/null; then
  gate "layout (clang-format 14)" check_layout
else
  left_out "layout" "this distribution has no clang-format 14"
fi
gate "shell scripts (shellcheck)" check_shell
gate "configure and build" build_all
gate "tests (ctest)" run_ctest "$build"
if [ $fast = no ]; then
  gate "build of the LibTorch-free half with AddressSanitizer and UndefinedBehaviorSanitizer" build_sanitized
  gate "tests with sanitizers (ctest)" run_ctest "$build/sanitize"
  if command -v clang-tidy-14 >/dev/null; then
    gate "lint (clang-tidy 14)" lint_sources
  else
    left_out "lint" "this distribution has no clang-tidy 14"
  fi
fi
gate "lint of workflows (snakemake --lint)" lint_workflows
gate "workflows end to end, tiny" run_workflows
printf '\nEvery gate held, %d s.\n' $SECONDS
