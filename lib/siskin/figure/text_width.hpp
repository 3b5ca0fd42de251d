#pragma once

#include <string_view>

namespace siskin::figure {

/// Width of `text` set in Helvetica or Arial (whose advance widths agree) at this size, in user
/// units, from the published Adobe font metrics of Helvetica; letters outside ASCII count as a
/// digit. The reader's font may differ a little: layouts leave air. Bold is about 7 % wider.
double text_width(std::string_view text, double size, bool bold = false);

}  // namespace siskin::figure
