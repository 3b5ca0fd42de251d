#pragma once

namespace siskin::kernel {

/// To be called first in a backward pass that cannot itself be differentiated. Throws Error when
/// the caller wants a graph of the gradient (create_graph), because it would silently lack terms.
void require_first_order();

}  // namespace siskin::kernel
