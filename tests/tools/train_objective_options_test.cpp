#include "train/objective_options.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using train::AttackSettings;
using train::GradientPenaltySettings;
using train::MixupSettings;
using train::Schedule;

ObjectiveOptions parse_objective(const std::vector<std::string>& arguments) {
  ObjectiveOptions settings;
  cli::Options options("siskin-train", "", "");
  add_objective_options(options, settings);
  std::ostringstream out;
  options.parse(arguments, out);
  check_objective(options, settings);
  return settings;
}

std::string objective_refusal(const std::vector<std::string>& arguments) {
  try {
    parse_objective(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseObjectiveOptions, HasPublishedDefaults) {
  const auto options = parse_objective({});
  const auto& objective = options.settings;
  EXPECT_EQ(objective.loss, train::Loss::kBinaryCrossEntropy);
  EXPECT_EQ(objective.profile.softmax, train::ProfileSoftmax::kStrand);
  EXPECT_EQ(objective.profile.count_weight, 20);
  EXPECT_EQ(objective.weights.l2.weight, 1e-6);
  EXPECT_EQ(objective.attack.kind, AttackSettings::Kind::kNone);
  EXPECT_EQ(objective.attack.epsilon, 0.05);
  EXPECT_EQ(objective.attack.steps, 20);
  EXPECT_EQ(objective.mixup.where, MixupSettings::Where::kNowhere);
  EXPECT_FALSE(objective.gradients.any());
  EXPECT_TRUE(objective.gradients.positives_only);
  EXPECT_EQ(objective.gradients.fourier.smoothing, 3);
  EXPECT_EQ(objective.gradients.fourier.softness, 0.2);
  EXPECT_FALSE(options.count_weight_from_data);
}

TEST(ParseObjectiveOptions, ReadsLosses) {
  const auto options =
      parse_objective({"--loss", "profile", "--profile-softmax", "joint", "--profile-rows",
                       "positives", "--count-weight", "auto", "--task-weights", "1,0.5,2"});
  const auto& objective = options.settings;
  EXPECT_EQ(objective.loss, train::Loss::kProfile);
  EXPECT_EQ(objective.profile.softmax, train::ProfileSoftmax::kJoint);
  EXPECT_TRUE(objective.profile.positives_only);
  EXPECT_TRUE(options.count_weight_from_data);
  EXPECT_THAT(objective.task_weights, ElementsAre(1, 0.5, 2));
  EXPECT_EQ(
      parse_objective({"--loss", "profile", "--count-weight", "7.5"}).settings.profile.count_weight,
      7.5);
}

TEST(ParseObjectiveOptions, ReadsPenaltiesOnWeights) {
  const auto weights =
      parse_objective({"--l1", "0.1", "--l2", "0", "--l2-layer", "first=0.1", "--l2-layer",
                       "dense1=0", "--l2-over", "all", "--spectral-norm", "2"})
          .settings.weights;
  EXPECT_EQ(weights.l1.weight, 0.1);
  EXPECT_EQ(weights.l2.weight, 0);
  EXPECT_EQ(weights.spectral.weight, 2);
  EXPECT_TRUE(weights.l2_all);
  EXPECT_THAT(weights.l2_layers, ElementsAre(Pair("first", 0.1), Pair("dense1", 0)));
}

TEST(ParseObjectiveOptions, ReadsMixupAndNoise) {
  const auto objective =
      parse_objective({"--manifold-mixup", "1", "--mixup-layer", "input", "--mixup-layer",
                       "activation1", "--mixup-loss", "mean", "--mixup-start", "3", "--input-noise",
                       "0.1", "--label-smoothing", "0.05"})
          .settings;
  EXPECT_EQ(objective.mixup.where, MixupSettings::Where::kManifold);
  EXPECT_EQ(objective.mixup.alpha, 1);
  EXPECT_EQ(objective.mixup.streams, MixupSettings::Streams::kMean);
  EXPECT_THAT(objective.mixup.layers, ElementsAre("input", "activation1"));
  EXPECT_FALSE(objective.mixup.is_on(2));
  EXPECT_TRUE(objective.mixup.is_on(3));
  EXPECT_EQ(objective.input_noise.weight, 0.1);
  EXPECT_EQ(objective.label_smoothing.weight, 0.05);
  EXPECT_EQ(parse_objective({"--mixup", "0.4"}).settings.mixup.where, MixupSettings::Where::kInput);
  EXPECT_EQ(parse_objective({"--mixup", "0.4", "--mixup-loss", "mixed"}).settings.mixup.streams,
            MixupSettings::Streams::kMixed);
}

TEST(ParseObjectiveOptions, ReadsAttacks) {
  const auto attack =
      parse_objective({"--adversarial", "pgd", "--adversarial-epsilon", "0.1", "--adversarial-step",
                       "0.005", "--adversarial-steps", "15", "--adversarial-direction", "gradient",
                       "--adversarial-start", "2", "--adversarial-mixed", "0"})
          .settings.attack;
  EXPECT_EQ(attack.kind, AttackSettings::Kind::kProjectedGradient);
  EXPECT_EQ(attack.epsilon, 0.1);
  EXPECT_EQ(attack.step, 0.005);
  EXPECT_EQ(attack.steps, 15);
  EXPECT_FALSE(attack.is_signed);
  EXPECT_EQ(attack.first_epoch, 2);
  EXPECT_FALSE(attack.keeps_clean(2));
}

TEST(ParseObjectiveOptions, ReadsPriorsAndPenaltiesOnGradients) {
  const auto gradients = parse_objective({"--loss",
                                          "profile",
                                          "--fourier-prior",
                                          "50",
                                          "--fourier-limit",
                                          "200",
                                          "--fourier-softness",
                                          "none",
                                          "--fourier-smoothing",
                                          "0",
                                          "--tv-prior",
                                          "0.1",
                                          "--gini-prior",
                                          "0.01",
                                          "--prior-examples",
                                          "all",
                                          "--prior-statistics",
                                          "batch",
                                          "--profile-target",
                                          "variance",
                                          "--prior-only",
                                          "--gradient-penalty",
                                          "1",
                                          "--jacobian-penalty",
                                          "2",
                                          "--jacobian-projections",
                                          "0",
                                          "--angle-penalty",
                                          "1e-4"})
                             .settings.gradients;
  EXPECT_EQ(gradients.fourier.strength.weight, 50);
  EXPECT_EQ(gradients.fourier.limit, 200);
  EXPECT_FALSE(gradients.fourier.softness.has_value());
  EXPECT_EQ(gradients.fourier.smoothing, 0);
  EXPECT_EQ(gradients.total_variation.weight, 0.1);
  EXPECT_EQ(gradients.gini.weight, 0.01);
  EXPECT_FALSE(gradients.positives_only);
  EXPECT_EQ(gradients.statistics, GradientPenaltySettings::Statistics::kBatch);
  EXPECT_EQ(gradients.profile_target, GradientPenaltySettings::ProfileTarget::kVariance);
  EXPECT_TRUE(gradients.prior_only);
  EXPECT_EQ(gradients.gradient.weight, 1);
  EXPECT_EQ(gradients.jacobian.weight, 2);
  EXPECT_EQ(gradients.jacobian_projections, 0);
  EXPECT_EQ(gradients.angle.weight, 1e-4);
}

TEST(ParseObjectiveOptions, ReadsSchedules) {
  const auto objective =
      parse_objective({"--fourier-prior", "1", "--inflate", "fourier-prior", "--penalty-epochs",
                       "fourier-prior=3-", "--l1", "1", "--deflate", "l1=0.5", "--l2-layer",
                       "first=1", "--l2", "0", "--penalty-epochs", "l2=1-9"})
          .settings;
  const auto& fourier = objective.gradients.fourier.strength.schedule;
  EXPECT_EQ(fourier.shape, Schedule::Shape::kInflate);
  EXPECT_EQ(fourier.speed, 1);
  EXPECT_EQ(fourier.first_epoch, 3);
  EXPECT_EQ(fourier.last_epoch, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(objective.weights.l1.schedule.shape, Schedule::Shape::kDeflate);
  EXPECT_EQ(objective.weights.l1.schedule.speed, 0.5);
  EXPECT_EQ(objective.weights.l2.schedule.last_epoch, 9);
  EXPECT_EQ(parse_objective({"--deflate", "l2"}).settings.weights.l2.schedule.speed, 0.3);
}

TEST(ParseObjectiveOptions, RefusesWhatDoesNotGoTogether) {
  EXPECT_THAT(objective_refusal({"--mixup", "1", "--manifold-mixup", "1"}),
              HasSubstr("one of the two"));
  EXPECT_THAT(objective_refusal({"--mixup", "1", "--mixup-layer", "input"}),
              HasSubstr("--mixup-layer needs --manifold-mixup"));
  EXPECT_THAT(objective_refusal({"--mixup-loss", "mean"}), HasSubstr("needs --mixup"));
  EXPECT_THAT(objective_refusal({"--fourier-limit", "10"}), HasSubstr("needs --fourier-prior"));
  EXPECT_THAT(objective_refusal({"--prior-only"}), HasSubstr("--prior-only needs"));
  EXPECT_THAT(objective_refusal({"--adversarial-steps", "3"}),
              HasSubstr("needs --adversarial pgd"));
  EXPECT_THAT(objective_refusal({"--adversarial", "fgsm", "--adversarial-step", "3"}),
              HasSubstr("needs --adversarial pgd"));
  EXPECT_THAT(objective_refusal({"--count-weight", "1"}), HasSubstr("needs --loss profile"));
  EXPECT_THAT(objective_refusal({"--loss", "mse", "--label-smoothing", "0.1"}),
              HasSubstr("--loss bce"));
  EXPECT_THAT(objective_refusal({"--jacobian-projections", "2"}), HasSubstr("--jacobian-penalty"));
  EXPECT_THAT(objective_refusal({"--prior-statistics", "batch"}),
              HasSubstr("--prior-statistics needs"));
  EXPECT_THAT(objective_refusal(
                  {"--tv-prior", "1", "--prior-statistics", "batch", "--manifold-mixup", "1"}),
              HasSubstr("does not go with mixup"));
  EXPECT_THAT(objective_refusal({"--inflate", "tv-prior"}), HasSubstr("--tv-prior is not given"));
  EXPECT_THAT(objective_refusal({"--inflate", "l2", "--deflate", "l2"}),
              HasSubstr("one --inflate"));
}

TEST(ParseObjectiveOptions, RefusesWordsThatAreNone) {
  EXPECT_THAT(objective_refusal({"--loss", "hinge"}), HasSubstr("--loss: found 'hinge'"));
  EXPECT_THAT(objective_refusal({"--l1", "-1"}), HasSubstr("--l1"));
  EXPECT_THAT(objective_refusal({"--l2-layer", "first"}), HasSubstr("'first', expected LAYER=X"));
  EXPECT_THAT(objective_refusal({"--l2-layer", "=3"}), HasSubstr("expected LAYER=X"));
  EXPECT_THAT(objective_refusal({"--l2-layer", "first=x"}), HasSubstr("'x'"));
  EXPECT_THAT(objective_refusal({"--task-weights", "1,,2"}), HasSubstr("--task-weights: found ''"));
  EXPECT_THAT(objective_refusal({"--task-weights", "0,0"}), HasSubstr("above 0"));
  EXPECT_THAT(objective_refusal({"--mixup", "0"}), HasSubstr("--mixup: expected a number above 0"));
  EXPECT_THAT(objective_refusal({"--loss", "profile", "--count-weight", "much"}),
              HasSubstr("'much'"));
  EXPECT_THAT(objective_refusal({"--fourier-prior", "1", "--fourier-softness", "hard"}),
              HasSubstr("'hard'"));
  EXPECT_THAT(objective_refusal({"--inflate", "dropout"}),
              HasSubstr("'dropout', expected the name"));
  EXPECT_THAT(objective_refusal({"--inflate", "l2=fast"}), HasSubstr("'fast'"));
  for (const std::string range : {"", "=", "=3", "=5-4", "=0-4", "=1-2-3", "=a-b", "=-4"}) {
    EXPECT_THAT(objective_refusal({"--penalty-epochs", "l2" + range}), HasSubstr("OPTION=A-B"))
        << range;
  }
}

}  // namespace
}  // namespace siskin::tools
