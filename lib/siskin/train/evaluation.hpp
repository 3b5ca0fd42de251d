#pragma once

#include <string>
#include <utility>
#include <vector>

#include "siskin/train/data_set.hpp"
#include "siskin/train/loss.hpp"

namespace siskin::train {

/// Metric names and values, in the order of the history's columns.
using Metrics = std::vector<std::pair<std::string, double>>;

/// Metrics of predictions (N,tasks), each the mean over the tasks that have one, labels of NaN left
/// out: auroc and aupr (trapezoid) for binary cross-entropy, pearson and spearman for the squared
/// error. NaN when no task has one (a single class, say).
Metrics evaluate(Loss loss, const std::vector<double>& outputs_nt, const LabelledSet& set);

}  // namespace siskin::train
