# shellcheck shell=bash
# The packages that siskin needs, by purpose, and how to get them. Sourced by the two commands,
# workflows/quickstart.sh and tests/run.sh:
#
#   source workflows/common/setup.sh
#   siskin_setup build workflow        # or: siskin_setup build workflow tests

siskin_packages() { # purpose...: Debian package names, one a line
  local purpose
  for purpose in "$@"; do
    case $purpose in
      build)
        # OpenBLAS by name: LibTorch alone is content with the reference BLAS, which is 6 to 20
        # times slower in dense layers.
        printf '%s\n' g++ cmake ninja-build pkg-config ccache libtorch-dev libhts-dev libbigwig-dev \
          libboost-program-options-dev libboost-dev nlohmann-json3-dev zlib1g-dev libedlib-dev libopenblas0-pthread
        ;;
      workflow)
        printf '%s\n' snakemake python3
        ;;
      tests)
        printf '%s\n' libgtest-dev libgmock-dev shellcheck python3-torch python3-numpy python3-yaml \
          samtools tabix git
        # Layout and lint are judged by one version, so that two machines agree. Where the
        # distribution has it no more, tests/run.sh says which gates it leaves out.
        siskin_offered clang-format-14 && echo clang-format-14
        siskin_offered clang-tidy-14 && echo clang-tidy-14
        ;;
      *)
        echo "siskin_packages: unknown purpose '$purpose'" >&2
        return 1
        ;;
    esac
  done
  return 0
}

siskin_conda_packages() { # the same for conda, all on one line
  local purpose names=
  for purpose in "$@"; do
    case $purpose in
      build) names+=' cxx-compiler cmake ninja pkg-config ccache libtorch htslib libbigwig libboost-devel nlohmann_json zlib edlib' ;;
      workflow) names+=' snakemake python' ;;
      tests) names+=' gtest gmock shellcheck pytorch-cpu numpy pyyaml samtools git clang-format=14 clang-tools=14' ;;
    esac
  done
  echo "${names# }"
}

siskin_offered() { apt-cache show "$1" >/dev/null 2>&1; }

siskin_has_package() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

siskin_missing_packages() {
  local name
  siskin_packages "$@" | while read -r name; do
    siskin_has_package "$name" || echo "$name"
  done
}

siskin_update_lists_when_empty() {
  compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || apt-get -q update
}

siskin_install() {
  local -a install=(apt-get -q -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "$@")
  export DEBIAN_FRONTEND=noninteractive
  # Lists may be older than the archive: once more with fresh ones.
  "${install[@]}" || { apt-get -q update && "${install[@]}"; }
}

siskin_say_what_to_install() { # purposes... -- packages...
  local -a purposes=()
  while [ "$1" != -- ]; do
    purposes+=("$1")
    shift
  done
  shift
  cat >&2 <<END
siskin: packages are missing. As root, run this one line:
  apt-get install --no-install-recommends $*
or, with conda, this one, and start again in the environment it makes:
  conda create -n siskin -c conda-forge -c bioconda $(siskin_conda_packages "${purposes[@]}")
END
}

siskin_have_commands() {
  local name
  for name in "$@"; do
    command -v "$name" >/dev/null || {
      echo "siskin: command not found: $name" >&2
      return 1
    }
  done
}

# siskin_setup PURPOSE...: afterwards everything is there, or the status is 1 and one line says how
# to get it. In an active conda environment nothing is installed: its own packages count.
siskin_setup() {
  local -a missing
  if [ -n "${CONDA_PREFIX:-}" ] || ! command -v dpkg-query >/dev/null; then
    siskin_have_commands cmake ninja pkg-config python3 && return 0
    siskin_say_what_to_install "$@" -- "$(siskin_packages "$@" | paste -sd' ')"
    return 1
  fi
  [ "$(id -u)" != 0 ] || siskin_update_lists_when_empty || return 1
  mapfile -t missing < <(siskin_missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    siskin_say_what_to_install "$@" -- "${missing[@]}"
    return 1
  fi
  echo "installing ${#missing[@]} Debian packages and what they need: ${missing[*]}"
  siskin_install "${missing[@]}"
}

# siskin_configure SOURCE BUILD [CMAKE OPTIONS]: with Ninja, and through ccache where there is one.
siskin_configure() {
  local source=$1 build=$2
  shift 2
  if command -v ccache >/dev/null; then
    export CCACHE_SLOPPINESS=pch_defines,time_macros
    set -- -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
  fi
  cmake -S "$source" -B "$build" -G Ninja -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$@"
}

# As many compilers at once as there are processors, and 1.5 GB of memory for each: LibTorch's
# headers take a gigabyte.
siskin_jobs() {
  local fitting
  fitting=$(awk '/^MemAvailable:/ {print int($2 / 1500000)}' /proc/meminfo)
  [ "$fitting" -ge 1 ] || fitting=1
  [ "$(nproc)" -lt "$fitting" ] && nproc || echo "$fitting"
}
