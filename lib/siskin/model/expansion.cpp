#include "siskin/model/expansion.hpp"

#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/script.h>

#include <memory>

namespace siskin::model {
namespace {

// logsumexp(x) = x_0 - log_softmax(x)_0, with the shift that keeps log_softmax finite.
constexpr const char* kSource = R"(
def glu(x: Tensor, dim: int):
    kept, gate = x.chunk(2, dim)
    return kept * torch.sigmoid(gate)

def logsumexp(x: Tensor, dim: List[int], keepdim: bool):
    assert len(dim) == 1, "logsumexp over several dimensions has no rule"
    first = x.narrow(dim[0], 0, 1) - torch.log_softmax(x, dim[0]).narrow(dim[0], 0, 1)
    if keepdim:
        return first
    return first.squeeze(dim[0])

def scaled_dot_product_attention(query: Tensor, key: Tensor, value: Tensor,
                                 attn_mask: Optional[Tensor], dropout_p: float, is_causal: bool,
                                 scale: Optional[float], enable_gqa: bool):
    assert not enable_gqa, "grouped queries have no rule"
    factor = float(query.size(-1)) ** -0.5
    if scale is not None:
        factor = scale
    score = torch.matmul(query, key.transpose(-2, -1)) * factor
    if is_causal:
        seen = torch.ones([query.size(-2), key.size(-2)], device=query.device).tril()
        score = score.masked_fill(seen == 0, -float("inf"))
    if attn_mask is not None:
        if not attn_mask.is_floating_point():
            score = score.masked_fill(attn_mask.logical_not(), -float("inf"))
        else:
            score = score + attn_mask
    return torch.matmul(torch.softmax(score, -1), value)
)";

}  // namespace

const torch::jit::Graph* expansion_of(const std::string& name) {
  static const std::shared_ptr<torch::jit::CompilationUnit> unit = torch::jit::compile(kSource);
  constexpr const char* kNamespace = "aten::";
  if (name.rfind(kNamespace, 0) != 0) return nullptr;
  const auto* const function = unit->find_function(name.substr(std::string(kNamespace).size()));
  return function == nullptr ? nullptr : torch::jit::toGraphFunction(*function).graph().get();
}

}  // namespace siskin::model
