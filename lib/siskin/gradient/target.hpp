#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "siskin/model/metadata.hpp"
#include "siskin/model/model.hpp"

namespace siskin::gradient {

/// The number that is explained, z being what the model gives. Profiles have positions along
/// dimension 2 of (N,tracks,positions,strands), else along the last one.
enum class TargetFunction {
  kOutput,           ///< single outputs, one column each
  kSum,              ///< their sum (binary models of Tseng, Shrikumar & Kundaje 2020)
  kProfileVariance,  ///< half the summed squares of z - mean(z) along the positions: what the code
                     ///< of Tseng, Shrikumar & Kundaje 2020 computes
  kProfileSoftmax,   ///< sum of p (z - mean z), p = softmax(z) along the positions held constant:
                     ///< what their text says, and chrombpnet
  kProfileBpnet,     ///< sum of softmax(y) y with y = z - mean(z), tracks, positions and strands
                     ///< together and nothing held constant (bpnet-lite)
};

/// output, sum, profile-variance, profile-softmax or profile-bpnet. Throws UsageError otherwise.
TargetFunction parse_target_function(const std::string& word);

/// False for kProfileSoftmax: its weights belong to the sequence at hand, so there is no function
/// of which differences to a reference could be told. Methods that take the gradient at sequences
/// (saliency, noise, reference-centred gradient) may have it; for others kProfileBpnet is meant.
bool has_differences(TargetFunction function);

/// What --target, --target-function, --contrast and --output-space ask for.
struct Target {
  TargetFunction function = TargetFunction::kOutput;
  /// Numbers (from 0) or names, or the single word "all". Columns of (N,O); "track:position[:
  /// strand]" of profiles. For profile functions and for the sum of a profile they are tracks.
  /// Empty when not given: output 0, or for the other functions everything in one column.
  std::vector<std::string> words;
  /// Explains word A minus word B instead; then `words` is empty.
  std::optional<std::pair<std::string, std::string>> contrast;
  model::OutputSpace space = model::OutputSpace::kLogit;
};

/// The words of --target. Throws UsageError for an empty word, or "all" beside others.
std::vector<std::string> parse_target_words(const std::string& text);
/// The two words of --contrast. Throws UsageError unless there are two.
std::pair<std::string, std::string> parse_contrast(const std::string& text);

/// What a model gives, as a forward pass and its metadata tell.
struct Outputs {
  std::string where;                ///< path of the model, for messages
  std::vector<std::int64_t> sizes;  ///< of the output: (N), (N,O), (N,T,P) or (N,T,P,S)
  std::vector<std::string> names;   ///< of the columns or tracks; any other number than those: none
  model::OutputKind kind = model::OutputKind::kLogit;
};

/// A target as TorchScript.
struct Readout {
  std::string source;              ///< for model::Function: `output` -> (N,K)
  std::vector<std::string> names;  ///< of the K columns
};

/// Throws Error, naming the model and what it has, for an output that it does not have, for
/// probabilities of plain values or of profiles, and for outputs of other shapes.
Readout make_readout(const Target& target, const Outputs& outputs);

}  // namespace siskin::gradient
