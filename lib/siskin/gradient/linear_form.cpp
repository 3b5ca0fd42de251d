#include "siskin/gradient/linear_form.hpp"

#include <string>
#include <unordered_set>

namespace siskin::gradient {
namespace {

using Names = std::unordered_set<std::string>;

const Names& weighted() {
  static const Names names = {"aten::conv1d",
                              "aten::conv2d",
                              "aten::conv3d",
                              "aten::conv_transpose1d",
                              "aten::conv_transpose2d",
                              "aten::conv_transpose3d",
                              "aten::convolution",
                              "aten::_convolution",
                              "aten::linear",
                              "aten::matmul",
                              "aten::mm",
                              "aten::bmm",
                              "aten::mv",
                              "aten::dot",
                              "aten::inner",
                              "aten::outer",
                              "aten::tensordot",
                              "aten::einsum",
                              "aten::addmm",
                              "aten::addmv",
                              "aten::addbmm",
                              "aten::baddbmm"};
  return names;
}

const Names& each_element() {
  static const Names names = {"aten::add",        "aten::sub",          "aten::subtract",
                              "aten::rsub",       "aten::neg",          "aten::negative",
                              "aten::mul",        "aten::multiply",     "aten::div",
                              "aten::divide",     "aten::true_divide",  "aten::addcmul",
                              "aten::batch_norm", "aten::instance_norm"};
  return names;
}

const Names& positive_sum() {
  static const Names names = {"aten::sum",
                              "aten::mean",
                              "aten::nansum",
                              "aten::sum_to_size",
                              "aten::cumsum",
                              "aten::avg_pool1d",
                              "aten::avg_pool2d",
                              "aten::avg_pool3d",
                              "aten::adaptive_avg_pool1d",
                              "aten::adaptive_avg_pool2d",
                              "aten::_adaptive_avg_pool2d",
                              "aten::upsample_nearest1d",
                              "aten::upsample_nearest2d",
                              "aten::_upsample_nearest_exact1d",
                              "aten::upsample_linear1d",
                              "aten::upsample_bilinear2d",
                              "aten::fold",
                              "aten::col2im",
                              "aten::tril",
                              "aten::triu"};
  return names;
}

}  // namespace

LinearForm linear_form(const model::Operation& operation) {
  if (operation.kind != model::OperationKind::kLinear) return LinearForm::kUnknown;
  if (weighted().count(operation.name) > 0) return LinearForm::kWeighted;
  if (each_element().count(operation.name) > 0) return LinearForm::kEachElement;
  return positive_sum().count(operation.name) > 0 ? LinearForm::kPositiveSum : LinearForm::kUnknown;
}

}  // namespace siskin::gradient
