#pragma once

#include <cstddef>
#include <functional>

namespace siskin::util {

/// The three steps through which every item of a stream goes. Items live in slots that the caller
/// owns, numbered 0 .. slots-1, and are overwritten when their slot comes round again.
struct OrderedWork {
  /// Fills the slot with the next item; false at the end. One call at a time, in order.
  std::function<bool(std::size_t slot)> produce;
  /// Called on several threads at once, for different slots.
  std::function<void(std::size_t slot)> work;
  /// One call at a time, in the order of produce().
  std::function<void(std::size_t slot)> consume;
};

/// Runs a stream through `steps` on up to `threads` threads, this one among them; no more than
/// `slots` (at least `threads`) items exist at once. threads <= 1 does all in place.
///
/// What is consumed does not depend on the number of threads, even when something fails: everything
/// before the first failing item is consumed, then its exception is rethrown here.
void run_in_order(int threads, std::size_t slots, const OrderedWork& steps);

}  // namespace siskin::util
