#include "sis/mask_columns.hpp"

#include <string_view>

#include "siskin/util/checksum.hpp"
#include "siskin/util/random.hpp"

namespace siskin::tools {

MaskColumns::MaskColumns(const MaskSettings& settings, std::uint64_t seed)
    : source_(settings.mask == "sample" ? blackbox::MaskKind::kBaseFrequency
                                        : blackbox::parse_mask_kind(settings.mask)),
      needs_counts_(source_.needs_counts()),
      samples_(settings.mask == "sample" ? static_cast<std::size_t>(settings.samples) : 0),
      seed_(seed) {}

void MaskColumns::count(const io::SequenceRecord& record) {
  source_.count(record.sequence, record.where);
  counted_length_ = record.sequence.size();
}

std::vector<blackbox::Mask> MaskColumns::masks(std::size_t length, std::uint64_t number) const {
  if (samples_ == 0) return {source_.mask(length)};
  const auto frequencies = source_.mask(1).front();
  util::Random random(seed_, number);
  std::vector<blackbox::Mask> masks;
  for (std::size_t i = 0; i < samples_; ++i) {
    masks.push_back(blackbox::random_mask(length, frequencies, random));
  }
  return masks;
}

std::uint64_t MaskColumns::checksum() const {
  const auto mask = source_.mask(counted_length_);
  return util::checksum(std::string_view(reinterpret_cast<const char*>(mask.data()),
                                         mask.size() * sizeof(blackbox::Column)));
}

}  // namespace siskin::tools
