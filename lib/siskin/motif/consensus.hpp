#pragma once

#include <string>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

/// One IUPAC letter a row, by the rule of Cavener, Nucleic Acids Research 15:1353 (1987): a base of
/// more than half and more than twice the next; else the code of the two that make up more than
/// three quarters; else N.
std::string consensus(const seq::Motif& motif);

}  // namespace siskin::motif
