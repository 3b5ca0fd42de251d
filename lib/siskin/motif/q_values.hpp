#pragma once

#include <vector>

namespace siskin::motif {

/// Estimate of the share of true null hypotheses among p-values of 0 to 1: the bootstrap estimator
/// of Storey, Taylor & Siegmund, Journal of the Royal Statistical Society B 66:187 (2004), over
/// lambda = 0.05, 0.10 .. 0.95, with the expectation over its bootstrap samples in closed form
/// instead of samples, so that it needs no random numbers. From 1/m to 1; 1 for none.
double null_share(const std::vector<double>& p_values);

/// q-values of Storey & Tibshirani, PNAS 100:9440 (2003), in the order of the p-values. Of fewer
/// than 100 p-values the share is put at 1 (Benjamini & Hochberg 1995): its estimate from a few
/// varies so much that the smallest q-values come out too small.
std::vector<double> q_values(const std::vector<double>& p_values);

}  // namespace siskin::motif
