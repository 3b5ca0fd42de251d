#include "siskin/train/checkpoint.hpp"

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"

namespace siskin::train {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "siskin-train checkpoint 1";

void write_tensors(torch::serialize::OutputArchive& archive, const std::string& key,
                   const Weights& weights) {
  const auto& tensors = weights.tensors();
  archive.write(key, c10::IValue(static_cast<std::int64_t>(tensors.size())));
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    archive.write(key + std::to_string(i), tensors[i]);
  }
}

Weights read_tensors(torch::serialize::InputArchive& archive, const std::string& key) {
  c10::IValue count;
  archive.read(key, count);
  std::vector<at::Tensor> tensors(static_cast<std::size_t>(count.toInt()));
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    archive.read(key + std::to_string(i), tensors[i]);
  }
  return Weights(std::move(tensors));
}

json read_text(torch::serialize::InputArchive& archive, const std::string& key) {
  c10::IValue text;
  archive.read(key, text);
  return json::parse(text.toStringRef());
}

std::string said(const json& request, const std::string& name) {
  return request.contains(name) ? name + " " + request.at(name).dump() : "no " + name;
}

void require_same(const std::string& path, const json& before, const json& now) {
  json names = before;  // of both
  names.update(now);
  for (const auto& one : names.items()) {
    const auto& name = one.key();
    if (said(before, name) == said(now, name)) continue;
    throw Error(path + ": is left from a run with " + said(before, name) + ", now it is " +
                said(now, name) +
                "; expected the same, or that the file is removed to begin again");
  }
}

}  // namespace

void write_checkpoint(const std::string& path, const json& request, const Checkpoint& checkpoint,
                      const Optimiser& optimiser) {
  torch::serialize::OutputArchive archive;
  archive.write("format", c10::IValue(std::string(kFormat)));
  archive.write("request", c10::IValue(request.dump()));
  archive.write("progress", c10::IValue(to_json(checkpoint.progress).dump()));
  write_tensors(archive, "weights", checkpoint.weights);
  write_tensors(archive, "best", checkpoint.best);
  torch::serialize::OutputArchive optimiser_archive;
  optimiser.save(optimiser_archive);
  archive.write("optimiser", optimiser_archive);
  util::TemporaryPath target(path);
  try {
    archive.save_to(target.path().string());
  } catch (const std::exception& error) {
    throw Error(path + ": cannot be written: " + model::torch_message(error));
  }
  target.commit();
}

Checkpoint read_checkpoint(const std::string& path, const json& request, Optimiser& optimiser) {
  if (!std::filesystem::exists(path)) throw Error(path + ": no such file");
  torch::serialize::InputArchive archive;
  Checkpoint checkpoint;
  json written_for;
  try {
    archive.load_from(path);
    c10::IValue format;
    archive.read("format", format);
    if (format.toStringRef() != kFormat) throw Error("another format");
    written_for = read_text(archive, "request");
    checkpoint.progress = progress_state_from_json(read_text(archive, "progress"));
    checkpoint.weights = read_tensors(archive, "weights");
    checkpoint.best = read_tensors(archive, "best");
  } catch (const std::exception&) {
    // LibTorch speaks of zip archives and central directories here, which helps nobody.
    throw Error(path +
                ": is no checkpoint of siskin-train, or damaged; expected that it is "
                "removed to begin again");
  }
  require_same(path, written_for, request);
  torch::serialize::InputArchive optimiser_archive;
  archive.read("optimiser", optimiser_archive);
  optimiser.load(optimiser_archive);
  return checkpoint;
}

}  // namespace siskin::train
