#pragma once

#include <cstddef>
#include <functional>

namespace siskin::util {

/// Calls body(i) for i in 0 .. count-1 on up to `threads` threads; each i exactly once, in no
/// stated order. The first exception is rethrown here after all threads have stopped. threads <= 1
/// runs in place.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

}  // namespace siskin::util
