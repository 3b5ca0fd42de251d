#include "siskin/model/operation_kind.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

using Names = std::unordered_set<std::string_view>;

// Linear in each argument that depends on the sequence as long as one does. Those of them that are
// linear in two together (sums) are in kSums, those that are products of two in kProducts.
const Names kViews{"aten::view",
                   "aten::reshape",
                   "aten::view_as",
                   "aten::reshape_as",
                   "aten::flatten",
                   "aten::unflatten",
                   "aten::transpose",
                   "aten::t",
                   "aten::permute",
                   "aten::movedim",
                   "aten::moveaxis",
                   "aten::swapaxes",
                   "aten::swapdims",
                   "aten::numpy_T",
                   "aten::adjoint",
                   "aten::mT",
                   "aten::unsqueeze",
                   "aten::squeeze",
                   "aten::select",
                   "aten::slice",
                   "aten::narrow",
                   "aten::expand",
                   "aten::expand_as",
                   "aten::broadcast_to",
                   "aten::repeat",
                   "aten::tile",
                   "aten::repeat_interleave",
                   "aten::flip",
                   "aten::roll",
                   "aten::rot90",
                   "aten::index_select",
                   "aten::index",
                   "aten::gather",
                   "aten::take",
                   "aten::take_along_dim",
                   "aten::masked_select",
                   "aten::unbind",
                   "aten::split",
                   "aten::split_with_sizes",
                   "aten::chunk",
                   "aten::tensor_split",
                   "aten::hsplit",
                   "aten::vsplit",
                   "aten::cat",
                   "aten::concat",
                   "aten::concatenate",
                   "aten::stack",
                   "aten::hstack",
                   "aten::vstack",
                   "aten::dstack",
                   "aten::column_stack",
                   "aten::diagonal",
                   "aten::as_strided",
                   "aten::unfold",
                   "aten::pixel_shuffle",
                   "aten::pixel_unshuffle",
                   "aten::channel_shuffle",
                   "aten::constant_pad_nd",
                   "aten::pad",
                   "aten::reflection_pad1d",
                   "aten::reflection_pad2d",
                   "aten::replication_pad1d",
                   "aten::replication_pad2d",
                   "aten::atleast_1d",
                   "aten::atleast_2d",
                   "aten::atleast_3d",
                   "aten::clone",
                   "aten::contiguous",
                   "aten::alias",
                   "aten::detach",
                   "aten::positive",
                   "aten::to",
                   "aten::type_as",
                   "aten::float",
                   "aten::double",
                   "aten::cpu",
                   "aten::cuda",
                   "aten::dropout",
                   "aten::feature_dropout",
                   "aten::alpha_dropout",
                   "aten::feature_alpha_dropout",
                   "aten::lift",
                   "aten::lift_fresh",
                   "aten::copy",
                   "aten::fill",
                   "aten::zero",
                   "aten::masked_fill",
                   "aten::index_put",
                   "aten::index_copy",
                   "aten::index_fill",
                   "aten::slice_scatter",
                   "aten::select_scatter",
                   "aten::masked_scatter",
                   "aten::scatter",
                   "aten::expand_copy",
                   "aten::view_copy",
                   "aten::im2col",
                   "aten::_unsafe_view",
                   "aten::_reshape_alias",
                   "aten::_conj",
                   "aten::resolve_conj",
                   "aten::broadcast_tensors",
                   "aten::meshgrid",
                   "prim::ConstantChunk"};

const Names kSums{"aten::add",
                  "aten::sub",
                  "aten::subtract",
                  "aten::rsub",
                  "aten::neg",
                  "aten::negative",
                  "aten::sum",
                  "aten::mean",
                  "aten::cumsum",
                  "aten::trace",
                  "aten::avg_pool1d",
                  "aten::avg_pool2d",
                  "aten::avg_pool3d",
                  "aten::adaptive_avg_pool1d",
                  "aten::adaptive_avg_pool2d",
                  "aten::_adaptive_avg_pool2d",
                  "aten::upsample_nearest1d",
                  "aten::upsample_nearest2d",
                  "aten::upsample_linear1d",
                  "aten::upsample_bilinear2d",
                  "aten::upsample_bicubic2d",
                  "aten::_upsample_nearest_exact1d",
                  "aten::__interpolate",
                  "aten::diff",
                  "aten::tril",
                  "aten::triu",
                  "aten::index_add",
                  "aten::scatter_add",
                  "aten::fold",
                  "aten::col2im",
                  "aten::nansum",
                  "aten::sum_to_size"};

// Products: linear when one factor depends on the sequence, bilinear when two do. The numbers are
// the arguments that are factors; another active argument (a bias) is added.
const std::unordered_map<std::string_view, std::vector<std::size_t>> kProducts{
    {"aten::mul", {0, 1}},
    {"aten::multiply", {0, 1}},
    {"aten::matmul", {0, 1}},
    {"aten::mm", {0, 1}},
    {"aten::bmm", {0, 1}},
    {"aten::mv", {0, 1}},
    {"aten::dot", {0, 1}},
    {"aten::inner", {0, 1}},
    {"aten::outer", {0, 1}},
    {"aten::tensordot", {0, 1}},
    {"aten::linear", {0, 1}},
    {"aten::conv1d", {0, 1}},
    {"aten::conv2d", {0, 1}},
    {"aten::conv3d", {0, 1}},
    {"aten::conv_transpose1d", {0, 1}},
    {"aten::conv_transpose2d", {0, 1}},
    {"aten::conv_transpose3d", {0, 1}},
    {"aten::convolution", {0, 1}},
    {"aten::_convolution", {0, 1}},
    {"aten::addmm", {1, 2}},
    {"aten::addmv", {1, 2}},
    {"aten::addbmm", {1, 2}},
    {"aten::baddbmm", {1, 2}},
    {"aten::addr", {1, 2}},
    {"aten::addcmul", {1, 2}},
};

const Names kElementwiseNames{
    "aten::relu",          "aten::relu6",         "aten::leaky_relu",    "aten::elu",
    "aten::selu",          "aten::celu",          "aten::gelu",          "aten::silu",
    "aten::mish",          "aten::softplus",      "aten::softsign",      "aten::sigmoid",
    "aten::log_sigmoid",   "aten::tanh",          "aten::hardtanh",      "aten::hardswish",
    "aten::hardsigmoid",   "aten::hardshrink",    "aten::softshrink",    "aten::tanhshrink",
    "aten::threshold",     "aten::clamp",         "aten::clip",          "aten::clamp_min",
    "aten::clamp_max",     "aten::exp",           "aten::exp2",          "aten::expm1",
    "aten::log",           "aten::log2",          "aten::log10",         "aten::log1p",
    "aten::sqrt",          "aten::rsqrt",         "aten::square",        "aten::reciprocal",
    "aten::abs",           "aten::absolute",      "aten::sin",           "aten::cos",
    "aten::sinh",          "aten::cosh",          "aten::tan",           "aten::atan",
    "aten::arctan",        "aten::asinh",         "aten::erf",           "aten::erfc",
    "aten::sinc",          "aten::logit",         "aten::special_expit", "aten::special_erf",
    "aten::special_expm1", "aten::special_log1p", "aten::lgamma",        "aten::floor",
    "aten::ceil",          "aten::round",         "aten::trunc",         "aten::frac",
    "aten::sign",          "aten::rrelu",         "aten::nan_to_num",    "aten::prelu",
    "aten::xlogy"};

const Names kMaxPools{"aten::max_pool1d",
                      "aten::max_pool2d",
                      "aten::max_pool1d_with_indices",
                      "aten::max_pool2d_with_indices",
                      "aten::adaptive_max_pool1d",
                      "aten::adaptive_max_pool2d",
                      "aten::amax",
                      "aten::amin"};

const Names kShapeQuestions{"aten::size",
                            "aten::sym_size",
                            "aten::dim",
                            "aten::numel",
                            "aten::sym_numel",
                            "aten::stride",
                            "aten::storage_offset",
                            "aten::is_floating_point",
                            "aten::is_complex",
                            "aten::is_contiguous",
                            "aten::element_size",
                            "aten::get_device",
                            "aten::zeros_like",
                            "aten::ones_like",
                            "aten::full_like",
                            "aten::new_zeros",
                            "aten::new_ones",
                            "aten::new_full",
                            "aten::__is__",
                            "aten::__isnot__",
                            "aten::len",
                            "prim::device",
                            "prim::dtype",
                            "prim::layout",
                            "prim::is_cuda",
                            "prim::is_cpu",
                            "prim::requires_grad",
                            "prim::shape",
                            "aten::_shape_as_tensor",
                            "aten::__contains__",
                            "aten::keys",
                            "prim::is_mkldnn",
                            "prim::is_sparse",
                            "prim::is_quantized",
                            "prim::is_nested",
                            "prim::type",
                            "prim::id"};

bool contains(const Names& names, const std::string& name) { return names.count(name) > 0; }

std::size_t count_active(const Call& call) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < call.active.size(); ++i) {
    if (call.active[i]) count += std::max<std::size_t>(1, call.list_active[i]);
  }
  return count;
}

bool only_first_is_active(const Call& call) { return call.active[0] && count_active(call) == 1; }

bool takes_tensor(const Call& call, std::size_t argument) {
  return argument < call.values.size() && call.values[argument].isTensor();
}

OperationKind kind_of_product(const Call& call, const std::vector<std::size_t>& factors) {
  const bool both = call.active[factors[0]] && call.active[factors[1]];
  return both ? OperationKind::kProduct : OperationKind::kLinear;
}

OperationKind kind_of_quotient(const Call& call) {
  const bool rounds = call.values.size() > 2 && !call.values[2].isNone();
  if (rounds) return OperationKind::kOther;
  if (!call.active[1]) return OperationKind::kLinear;
  return call.active[0] ? OperationKind::kQuotient : OperationKind::kElementwise;
}

OperationKind kind_of_einsum(const Call& call) {
  const auto active = count_active(call);
  if (active == 1) return OperationKind::kLinear;
  return active == 2 ? OperationKind::kProduct : OperationKind::kOther;
}

// max(x), max(x, dim) and max(x, other) have one name; the first of them mixes the rows.
OperationKind kind_of_extremum(const Call& call) {
  if (takes_tensor(call, 1)) {
    return count_active(call) == 2 ? OperationKind::kExtremum : OperationKind::kElementwise;
  }
  return call.values.size() > 1 ? OperationKind::kMaxPool : OperationKind::kOther;
}

// where(condition, a, b) selects by a constant condition only.
OperationKind kind_of_where(const Call& call) {
  return call.active[0] ? OperationKind::kOther : OperationKind::kView;
}

bool is_training(const Call& call, std::size_t argument) {
  return argument < call.values.size() && call.values[argument].isBool() &&
         call.values[argument].toBool();
}

OperationKind kind_of_batch_norm(const Call& call) {
  if (is_training(call, 5)) return OperationKind::kOther;  // statistics of the whole batch
  return only_first_is_active(call) ? OperationKind::kLinear : OperationKind::kOther;
}

// With the statistics of the row; else it is a batch norm.
OperationKind kind_of_instance_norm(const Call& call) {
  if (!only_first_is_active(call)) return OperationKind::kOther;
  return is_training(call, 5) ? OperationKind::kNormalization : OperationKind::kLinear;
}

// Padding that repeats or fills is a view; a dropout that draws numbers is none.
OperationKind kind_of_view(const Call& call) {
  if (call.name.find("dropout") != std::string::npos && is_training(call, 2)) {
    return OperationKind::kOther;
  }
  // Positions that depend on the sequence (index, gather, masked_select) are no view of it.
  if (call.name == "aten::index" || call.name == "aten::gather" || call.name == "aten::take" ||
      call.name == "aten::masked_select" || call.name == "aten::index_select" ||
      call.name == "aten::take_along_dim" || call.name == "aten::repeat_interleave") {
    return only_first_is_active(call) ? OperationKind::kView : OperationKind::kOther;
  }
  if (call.name == "aten::masked_fill" || call.name == "aten::masked_scatter" ||
      call.name == "aten::index_put" || call.name == "aten::scatter") {
    return call.active[1] ? OperationKind::kOther : OperationKind::kView;
  }
  return OperationKind::kView;
}

OperationKind kind_of_power(const Call& call) {
  const bool both = call.active[0] && call.active[1];
  return both ? OperationKind::kOther : OperationKind::kElementwise;
}

}  // namespace

OperationKind kind_of(const Call& call) {
  const auto& name = call.name;
  if (call.active.empty() || count_active(call) == 0) return OperationKind::kView;
  if (contains(kViews, name)) return kind_of_view(call);
  if (contains(kSums, name)) return OperationKind::kLinear;
  const auto product = kProducts.find(name);
  if (product != kProducts.end()) return kind_of_product(call, product->second);
  if (contains(kElementwiseNames, name)) {
    return only_first_is_active(call) ? OperationKind::kElementwise : OperationKind::kOther;
  }
  if (contains(kMaxPools, name)) return OperationKind::kMaxPool;
  if (name == "aten::div" || name == "aten::divide" || name == "aten::true_divide") {
    return kind_of_quotient(call);
  }
  if (name == "aten::einsum") return kind_of_einsum(call);
  if (name == "aten::max" || name == "aten::min" || name == "aten::maximum" ||
      name == "aten::minimum" || name == "aten::fmax" || name == "aten::fmin") {
    return kind_of_extremum(call);
  }
  if (name == "aten::where") return kind_of_where(call);
  if (name == "aten::batch_norm") return kind_of_batch_norm(call);
  if (name == "aten::instance_norm") return kind_of_instance_norm(call);
  if (name == "aten::layer_norm" || name == "aten::group_norm" ||
      name == "aten::native_layer_norm" || name == "aten::native_group_norm") {
    return only_first_is_active(call) ? OperationKind::kNormalization : OperationKind::kOther;
  }
  if (name == "aten::softmax" || name == "aten::_softmax") return OperationKind::kSoftmax;
  if (name == "aten::log_softmax" || name == "aten::_log_softmax") {
    return OperationKind::kLogSoftmax;
  }
  if (name == "aten::pow") return kind_of_power(call);
  return OperationKind::kOther;
}

bool ignores_numbers(const std::string& name) { return contains(kShapeQuestions, name); }

}  // namespace siskin::model
