#pragma once

#include <string>
#include <vector>

#include "siskin/architecture/architecture.hpp"

namespace siskin::architecture {

/// An architecture that comes with siskin, as the text of its file.
struct NamedFile {
  const char* name;
  const char* text;
};

/// Compiled in from the folder named/.
const std::vector<NamedFile>& named_files();

/// Names of the architectures that come with siskin.
///
///   cnn-2, cnn-50, cnn-deep (tasks 1 and 2), cnn-local, cnn-dist (task 3), basset (task 4),
///   residualbind (tasks 5 and 6)                             Koo & Ploenzke 2021
///   deepnet                                                  Labelson, Tripathy & Koo 2021
///   fourier-binary, fourier-profile, fourier-profile-matched, fourier-profile-shared
///                                                            Tseng, Shrikumar & Kundaje 2020
///   bpnet                                                    Avsec et al. 2021, as in
///   bpnet-lite 1.0 sis-tfbinding                                            Carter et al. 2019
std::vector<std::string> architecture_names();

/// Throws Error, with all names, for an unknown one.
Architecture named_architecture(const std::string& name);

}  // namespace siskin::architecture
