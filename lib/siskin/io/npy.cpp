#include "siskin/io/npy.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <istream>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

// Format: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", and the notes on
// versions 2 and 3 in numpy.lib.format.

namespace siskin::io {
namespace {

constexpr std::string_view kMagic{"\x93NUMPY", 6};
constexpr std::size_t kPadding = 64;
constexpr std::size_t kLongestHeader = 1 << 20;
// An array is read in pieces, so that a lying header costs one piece and not all memory.
constexpr std::size_t kPiece = 1 << 16;

struct Layout {
  char kind = 'f';  // f i u b S U
  std::size_t item_size = 0;
  std::vector<std::size_t> shape;
  std::size_t count = 1;
};

void read_exactly(std::istream& in, char* data, std::size_t size, const std::string& name) {
  in.read(data, static_cast<std::streamsize>(size));
  if (static_cast<std::size_t>(in.gcount()) != size) {
    throw Error(name + ": truncated, expected " + std::to_string(size) + " more bytes, found " +
                std::to_string(in.gcount()));
  }
}

std::size_t read_little_endian(std::istream& in, std::size_t bytes, const std::string& name) {
  std::array<unsigned char, 4> raw{};
  read_exactly(in, reinterpret_cast<char*>(raw.data()), bytes, name);
  std::size_t value = 0;
  for (std::size_t i = bytes; i > 0; --i) value = value << 8 | raw[i - 1];
  return value;
}

std::string read_header_text(std::istream& in, const std::string& name) {
  std::array<char, 8> start{};
  in.read(start.data(), start.size());
  if (in.gcount() < 8 || std::string_view(start.data(), kMagic.size()) != kMagic) {
    throw Error(name + ": not a NumPy array, expected it to start with \\x93NUMPY");
  }
  const int version = static_cast<unsigned char>(start[6]);
  if (version < 1 || version > 3) {
    throw Error(name + ": NumPy format version " + std::to_string(version) + ", expected 1 to 3");
  }
  const std::size_t length = read_little_endian(in, version == 1 ? 2 : 4, name);
  if (length > kLongestHeader) {
    throw Error(name + ": header of " + std::to_string(length) + " bytes, expected at most " +
                std::to_string(kLongestHeader));
  }
  std::string text(length, '\0');
  read_exactly(in, text.data(), length, name);
  return text;
}

// What follows "'key':" in the Python dictionary of the header.
std::string_view value_of(std::string_view header, std::string_view key, const std::string& name) {
  for (const char quote : {'\'', '"'}) {
    const std::string wanted = quote + std::string(key) + quote;
    auto at = header.find(wanted);
    if (at == std::string_view::npos) continue;
    at = header.find_first_not_of(" \t", at + wanted.size());
    if (at == std::string_view::npos || header[at] != ':') continue;
    at = header.find_first_not_of(" \t", at + 1);
    if (at != std::string_view::npos) return header.substr(at);
  }
  throw Error(name + ": NumPy header without '" + std::string(key) + "'");
}

void parse_dtype(std::string_view value, const std::string& name, Layout& layout) {
  const char quote = value.front();
  const auto end = value.find(quote, 1);
  if ((quote != '\'' && quote != '"') || end == std::string_view::npos) {
    throw Error(name + ": unsupported dtype " + util::quoted(value));
  }
  const std::string_view dtype = value.substr(1, end - 1);
  const std::string expected = ": unsupported dtype " + util::quoted(dtype) +
                               ", expected little-endian f4 f8 i1-i8 u1-u8 b1 S or U";
  if (dtype.size() < 3) throw Error(name + expected);
  const auto size = util::parse_integer(dtype.substr(2));
  layout.kind = dtype[1];
  const bool text = layout.kind == 'S' || layout.kind == 'U';
  if (!size || *size < 0 || *size > (1 << 20)) throw Error(name + expected);
  layout.item_size = static_cast<std::size_t>(*size) * (layout.kind == 'U' ? 4 : 1);
  const auto is_one_of = [&](std::initializer_list<std::int64_t> sizes) {
    return std::find(sizes.begin(), sizes.end(), *size) != sizes.end();
  };
  const bool known = text || (layout.kind == 'f' && is_one_of({4, 8})) ||
                     ((layout.kind == 'i' || layout.kind == 'u') && is_one_of({1, 2, 4, 8})) ||
                     (layout.kind == 'b' && *size == 1);
  const bool order = dtype[0] == '<' || (dtype[0] == '|' && (layout.kind == 'S' || *size == 1));
  if (!known || !order) throw Error(name + expected);
}

void parse_shape(std::string_view value, const std::string& name, Layout& layout) {
  const auto end = value.find(')');
  if (value.front() != '(' || end == std::string_view::npos) {
    throw Error(name + ": NumPy shape " + util::quoted(value) + " is no tuple");
  }
  for (auto part : util::split(value.substr(1, end - 1), ',')) {
    const auto words = util::split_blanks(part);
    if (words.empty()) continue;
    std::string_view digits = words.front();
    if (digits.back() == 'L') digits.remove_suffix(1);  // written by Python 2
    const auto size = util::parse_integer(digits);
    if (words.size() != 1 || !size || *size < 0) {
      throw Error(name + ": NumPy shape holds " + util::quoted(part));
    }
    layout.shape.push_back(static_cast<std::size_t>(*size));
  }
  const std::size_t limit = std::numeric_limits<std::int64_t>::max() / 8;
  for (const std::size_t size : layout.shape) {
    if (size != 0 && layout.count > limit / size) throw Error(name + ": NumPy shape overflows");
    layout.count *= size;
  }
}

Layout read_layout(std::istream& in, const std::string& name) {
  const std::string header = read_header_text(in, name);
  Layout layout;
  parse_dtype(value_of(header, "descr", name), name, layout);
  if (!util::starts_with(value_of(header, "fortran_order", name), "False")) {
    throw Error(name + ": array in Fortran order, expected C order");
  }
  parse_shape(value_of(header, "shape", name), name, layout);
  return layout;
}

template <typename Source>
void append_converted(const char* data, std::size_t count, std::vector<float>& values) {
  for (std::size_t i = 0; i < count; ++i) {
    Source value{};
    std::memcpy(&value, data + i * sizeof(Source), sizeof(Source));
    values.push_back(static_cast<float>(value));
  }
}

using Convert = void (*)(const char*, std::size_t, std::vector<float>&);

Convert converter(const Layout& layout) {
  const std::size_t size = layout.item_size;
  switch (layout.kind) {
    case 'f':
      return size == 4 ? append_converted<float> : append_converted<double>;
    case 'i':
      if (size == 1) return append_converted<std::int8_t>;
      if (size == 2) return append_converted<std::int16_t>;
      return size == 4 ? append_converted<std::int32_t> : append_converted<std::int64_t>;
    default:
      if (size == 1) return append_converted<std::uint8_t>;
      if (size == 2) return append_converted<std::uint16_t>;
      return size == 4 ? append_converted<std::uint32_t> : append_converted<std::uint64_t>;
  }
}

std::string ascii_string(const char* data, std::size_t size, bool wide, const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < size; i += wide ? 4 : 1) {
    if (wide && (data[i + 1] != 0 || data[i + 2] != 0 || data[i + 3] != 0 || (data[i] & 0x80))) {
      throw Error(name + ": string with a letter outside ASCII");
    }
    text += data[i];
  }
  const auto last = text.find_last_not_of('\0');
  text.resize(last == std::string::npos ? 0 : last + 1);
  return text;
}

}  // namespace

std::size_t NpyArray::size() const {
  std::size_t count = 1;
  for (const std::size_t one : shape) count *= one;
  return count;
}

NpyArray read_npy(std::istream& in, const std::string& name) {
  const Layout layout = read_layout(in, name);
  NpyArray array;
  array.shape = layout.shape;
  const bool is_text = layout.kind == 'S' || layout.kind == 'U';
  if (is_text && layout.item_size == 0) {
    if (layout.count > kLongestHeader) throw Error(name + ": too many empty strings");
    array.strings.resize(layout.count);
    return array;
  }
  const Convert convert = converter(layout);
  const std::size_t per_piece = std::max<std::size_t>(1, kPiece / layout.item_size);
  std::vector<char> piece;
  for (std::size_t done = 0; done < layout.count;) {
    const std::size_t count = std::min(per_piece, layout.count - done);
    piece.resize(count * layout.item_size);
    read_exactly(in, piece.data(), piece.size(), name);
    if (is_text) {
      for (std::size_t i = 0; i < count; ++i) {
        array.strings.push_back(ascii_string(piece.data() + i * layout.item_size, layout.item_size,
                                             layout.kind == 'U', name));
      }
    } else {
      convert(piece.data(), count, array.values);
    }
    done += count;
  }
  return array;
}

NpyRows::NpyRows(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {
  const Layout layout = read_layout(in_, name_);
  if (layout.kind == 'S' || layout.kind == 'U')
    throw Error(name_ + ": found strings, expected numbers");
  if (layout.shape.empty()) throw Error(name_ + ": found one number, expected an array of rows");
  shape_ = layout.shape;
  rows_left_ = shape_.front();
  for (std::size_t i = 1; i < shape_.size(); ++i) row_size_ *= shape_[i];
  item_size_ = layout.item_size;
  convert_ = converter(layout);
}

bool NpyRows::next(std::vector<float>& row) {
  if (rows_left_ == 0) return false;
  --rows_left_;
  row.clear();
  const std::size_t per_piece = std::max<std::size_t>(1, kPiece / item_size_);
  for (std::size_t done = 0; done < row_size_;) {
    const std::size_t count = std::min(per_piece, row_size_ - done);
    bytes_.resize(count * item_size_);
    read_exactly(in_, bytes_.data(), bytes_.size(), name_);
    convert_(bytes_.data(), count, row);
    done += count;
  }
  return true;
}

std::string npy_header(const std::string& dtype, const std::vector<std::size_t>& shape) {
  std::string dictionary = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': (";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    dictionary += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  dictionary += shape.size() == 1 ? ",), }" : "), }";
  const std::size_t fixed = kMagic.size() + 4 + 1;  // magic, version, length; line end
  const std::size_t total = (fixed + dictionary.size() + kPadding - 1) / kPadding * kPadding;
  dictionary.append(total - fixed - dictionary.size(), ' ');
  dictionary += '\n';
  const std::size_t length = dictionary.size();
  std::string header(kMagic);
  header += {'\x01', '\x00', static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
  return header + dictionary;
}

}  // namespace siskin::io
