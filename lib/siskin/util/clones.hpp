#pragma once

/// Marks a function of which the compiler makes one copy for each generation of vector
/// instructions; the copy that suits the processor is chosen when the program is loaded. Elsewhere
/// it is an ordinary function. Such functions hold plain loops and call nothing that is not
/// inlined.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__x86_64__) && \
    defined(__ELF__) && !defined(__SANITIZE_ADDRESS__)
#define SISKIN_CLONES __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define SISKIN_CLONES
#endif

/// In front of a loop: no round reads what an earlier one wrote, though source and target may be
/// the same array.
#if defined(__clang__)
#define SISKIN_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define SISKIN_INDEPENDENT _Pragma("GCC ivdep")
#else
#define SISKIN_INDEPENDENT
#endif
