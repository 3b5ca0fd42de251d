#pragma once

#include <exception>
#include <string>

namespace siskin::model {

/// The one line of a LibTorch exception that says what is wrong, without backtrace and without the
/// TorchScript traceback in front of it.
std::string torch_message(const std::exception& error);

}  // namespace siskin::model
