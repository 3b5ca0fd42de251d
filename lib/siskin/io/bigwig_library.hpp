#pragma once

#include <bigWig.h>

#include <memory>

namespace siskin::io {

/// For the sources that call libBigWig only: its header stays out of all others.
struct CloseBigWig {
  void operator()(bigWigFile_t* file) const noexcept { ::bwClose(file); }
};
using BigWigHandle = std::unique_ptr<bigWigFile_t, CloseBigWig>;

/// libBigWig wants one call for the whole process, and none at the end of a thread.
void start_libbigwig();

}  // namespace siskin::io
