#include "siskin/architecture/describe.hpp"

#include <gmock/gmock.h>

#include "siskin/architecture/named.hpp"
#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

std::vector<std::string> lines(const Architecture& net, const NetworkShape& shape) {
  std::vector<std::string> list;
  for (const auto& row : describe(net, shape)) {
    list.push_back(row.name + " " + row.type + " " + row.output + " " +
                   std::to_string(row.parameters));
  }
  return list;
}

NetworkShape shape_of(std::int64_t length, std::int64_t tasks) {
  NetworkShape shape;
  shape.length = length;
  shape.tasks = tasks;
  return shape;
}

TEST(Describe, ListsLayersThenHeads) {
  const Architecture net{"net",
                         {ConvolutionLayer{8, 5, false, true},
                          ResidualLayer{{ConvolutionLayer{8, 3, false, false}, BatchNormLayer{}}},
                          AttentionLayer{2, 3, 5}, LayerNormLayer{}, PositionalEncodingLayer{true},
                          AveragePoolLayer{4, true}, FlattenLayer{}},
                         {OutputHead{"a", {DenseLayer{6, true}}, 2}, OutputHead{"b"}}};
  EXPECT_THAT(
      lines(net, shape_of(20, 5)),
      testing::ElementsAre(
          "conv1 conv 8 x 16 168", "residual1.conv1 conv 8 x 14 192",
          "residual1.batch_norm1 batch_norm 8 x 14 16", "residual1 residual 8 x 14 0",
          // queries and keys 8 -> 6, values 8 -> 10, projection 10 -> 8
          "attention1 attention 8 x 14 " + std::to_string(2 * (48 + 6) + (80 + 10) + (80 + 8)),
          "layer_norm1 layer_norm 8 x 14 16", "positional_encoding1 positional_encoding 8 x 14 112",
          "average_pool1 average_pool 8 x 4 0", "flatten1 flatten 32 0", "a.dense1 dense 6 198",
          "a output 2 14", "b output 3 99"));
}

TEST(Describe, ListsProfileAndCounts) {
  NetworkShape shape;
  shape.tasks = 4;
  shape.strands = 2;
  shape.controls = 8;
  const auto rows = lines(named_architecture("fourier-profile-matched"), shape);
  EXPECT_EQ(rows.back(), "counts counts 8 " + std::to_string(64 * 8 + 8 + 4 * (4 * 2 + 2)));
  EXPECT_EQ(rows[rows.size() - 2],
            "profile profile 8 x 1000 " + std::to_string(64 * 75 * 8 + 8 + 4 * (4 * 2 + 2)));
  EXPECT_EQ(rows[rows.size() - 3], "crop1 crop 64 x 1074 0");
}

TEST(Describe, RefusesWhatDoesNotFit) {
  const auto local = named_architecture("cnn-local");
  EXPECT_EQ(test::error_message([&] { describe(local, shape_of(87, 1)); }),
            "cnn-local, 87 bases: max_pool2: nothing is left of 1 positions");
}

TEST(Describe, RefusesNumbersThatNoComputerHolds) {
  const Architecture flat{"net", {ConvolutionLayer{1000000, 1}, FlattenLayer{}}};
  EXPECT_EQ(test::error_message([&] { describe(flat, shape_of(1000000000, 1)); }),
            "net, 1000000000 bases: flatten1: flattens to more than 1000000000000 units");
  const Architecture wide{
      "net",
      {ConvolutionLayer{1000000, 1}, ConvolutionLayer{1000000, 1000000}, GlobalMaxPoolLayer{}}};
  EXPECT_EQ(test::error_message([&] { describe(wide, shape_of(100, 1)); }),
            "a layer of 1000000 units with 1000000000000 inputs each is too large");
}

TEST(ParameterCount, IsTheSum) {
  EXPECT_EQ(parameter_count({{"a", "conv", "1", 3}, {"b", "dense", "1", 4}}), 7);
}

}  // namespace
}  // namespace siskin::architecture
