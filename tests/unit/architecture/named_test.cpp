#include "siskin/architecture/named.hpp"

#include <gmock/gmock.h>

#include "siskin/architecture/describe.hpp"
#include "support/error_message.hpp"

namespace siskin::architecture {
namespace {

std::int64_t parameters(const std::string& name, const NetworkShape& shape) {
  return parameter_count(describe(named_architecture(name), shape));
}

NetworkShape labels(std::int64_t tasks, std::int64_t length = 0) {
  NetworkShape shape;
  shape.length = length;
  shape.tasks = tasks;
  return shape;
}

NetworkShape profiles(std::int64_t tasks, std::int64_t strands, std::int64_t controls) {
  NetworkShape shape;
  shape.tasks = tasks;
  shape.strands = strands;
  shape.controls = controls;
  return shape;
}

// Koo & Ploenzke 2021: the counts of the published models.
TEST(NamedArchitecture, HasThePublishedParametersOfKooAndPloenzke) {
  EXPECT_EQ(parameters("cnn-2", labels(12)), 156740);
  EXPECT_EQ(parameters("cnn-50", labels(12)), 156740);
  EXPECT_EQ(parameters("cnn-deep", labels(12)), 286700);
  EXPECT_EQ(parameters("cnn-local", labels(1)), 14929);
  EXPECT_EQ(parameters("cnn-dist", labels(1)), 46225);
  EXPECT_EQ(parameters("basset", labels(164)), 4132364);
  EXPECT_EQ(parameters("residualbind", labels(1)), 31665);
}

TEST(NamedArchitecture, HasThePublishedParametersOfDeepnet) {
  EXPECT_EQ(parameters("deepnet", labels(1)), 49561);
}

// Tseng, Shrikumar & Kundaje 2020: likewise.
TEST(NamedArchitecture, HasThePublishedParametersOfTheFourierModels) {
  EXPECT_EQ(parameters("fourier-binary", labels(4)), 196913);
  EXPECT_EQ(parameters("fourier-profile-matched", profiles(4, 2, 8)), 118560);
  EXPECT_EQ(parameters("fourier-profile-shared", profiles(3, 2, 2)), 108808);
  EXPECT_EQ(parameters("fourier-profile-shared", profiles(1, 1, 1)), 84424);
}

TEST(NamedArchitecture, MixesTheTracksOfATaskWithoutControlsToo) {
  // Trunk 79552; profile 64*75*2 + 2, counts 64*2 + 2, each mixed by a 2x2 matrix with biases.
  EXPECT_EQ(parameters("fourier-profile", profiles(1, 2, 0)), 79552 + 9602 + 130 + 2 * (4 + 2));
}

TEST(NamedArchitecture, CountsTheParametersOfBpnet) {
  // First convolution; eight dilated ones; profile over 64 + 2 controls; counts over 64 + 1 sum.
  const std::int64_t trunk = (4 * 21 * 64 + 64) + 8 * (64 * 3 * 64 + 64);
  EXPECT_EQ(parameters("bpnet", profiles(1, 2, 2)), trunk + (66 * 75 * 2 + 2) + (65 + 1));
  EXPECT_EQ(parameters("bpnet", profiles(1, 2, 0)), trunk + (64 * 75 * 2 + 2) + (64 + 1));
}

TEST(NamedArchitecture, CountsTheParametersOfTheSisStudy) {
  EXPECT_EQ(parameters("sis-tfbinding", labels(1)),
            (4 * 24 * 128 + 128) + (128 * 32 + 32) + (32 + 1));
}

TEST(NamedArchitecture, CallsEachByTheNameInItsFile) {
  const auto names = architecture_names();
  EXPECT_EQ(names.size(), 14U);
  for (const auto& name : names) EXPECT_EQ(named_architecture(name).name, name);
}

TEST(NamedArchitecture, RefusesAnUnknownNameAndListsTheKnownOnes) {
  const auto message = test::error_message([] { named_architecture("cnn-huge"); });
  EXPECT_THAT(message, testing::HasSubstr("'cnn-huge'"));
  EXPECT_THAT(message, testing::HasSubstr("fourier-profile-matched, fourier-profile-shared"));
}

}  // namespace
}  // namespace siskin::architecture
