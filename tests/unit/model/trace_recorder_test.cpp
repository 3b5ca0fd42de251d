#include "siskin/model/trace_recorder.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace siskin::model {
namespace {

TEST(TraceRecorder, RecognisesTheSequenceInsideOtherValues) {
  const auto x = torch::ones({1, 4, 3});
  const TraceRecorder recorder(x);
  const c10::List<torch::Tensor> list({torch::zeros({1}), x});
  EXPECT_TRUE(recorder.depends_on_sequence(x));
  EXPECT_TRUE(recorder.depends_on_sequence(list));
  EXPECT_TRUE(recorder.depends_on_sequence(c10::ivalue::Tuple::create({c10::IValue(1), x})));
  EXPECT_FALSE(recorder.depends_on_sequence(torch::ones({1, 4, 3})));
  EXPECT_FALSE(recorder.depends_on_sequence(c10::IValue(3)));
}

TEST(TraceRecorder, GivesBackTheSequenceWhenNothingIsDoneToIt) {
  const auto x = torch::ones({1, 4, 3});
  TraceRecorder recorder(x);
  recorder.add_layer("same", "Identity", x);
  const Program program(recorder.finish(x));
  EXPECT_TRUE(program.operations().empty());
  EXPECT_TRUE(program.evaluate(x).is_same(x));
  EXPECT_EQ(program.layer("same").output, program.input());
}

}  // namespace
}  // namespace siskin::model
