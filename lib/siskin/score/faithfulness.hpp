#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// Whether the map of one sequence says what the model does, from values of the model on changed
/// sequences. All figures are NaN where they are not defined.

/// A point of a deletion or insertion curve (Petsiuk, Das & Saenko 2018, RISE).
struct CurvePoint {
  double fraction = 0;  ///< share of the bases that were replaced (or put back), 0 to 1
  double value = 0;     ///< the model's output
};

/// One point for each fraction, with the mean of its values: the mean over several random orders.
/// By fraction.
std::vector<CurvePoint> mean_curve(std::vector<CurvePoint> points);

/// Area under a curve by the trapezoid rule, after sorting by fraction, divided by the range of the
/// fractions: the mean output along the curve. NaN for fewer than two different fractions.
double curve_area(std::vector<CurvePoint> points);

/// Where an area lies between the outputs on `nothing` of the sequence, 0, and on the `whole` of
/// it, 1: comparable between models. Of means over sequences, because single ones may have hardly
/// any difference between both ends to divide by. NaN unless the whole gives the larger output.
double relative_area(double area, double whole, double nothing);

/// What a map predicted of a change, and what the model did.
struct ChangePair {
  double predicted = 0;
  double found = 0;
};

/// Mean of (predicted - found)^2 (Yeh, Hsieh, Suggala, Inouye & Ravikumar 2019). NaN for none.
double infidelity(const std::vector<ChangePair>& pairs);

/// The same with the predictions scaled by the factor that makes it smallest, sum(predicted found)
/// / sum(predicted^2), as Yeh et al. normalise, but none below 0 (and 0 when nothing was
/// predicted): a map of the wrong sign predicts nothing. Divided by the mean of found^2: 0 is
/// perfect, 1 is no better than predicting nothing. NaN when nothing changed.
double relative_infidelity(const std::vector<ChangePair>& pairs);

/// Largest ratio found / predicted, where `predicted` is the length of the map and `found` the
/// length of its difference to the map of a neighbour: maximal sensitivity of Yeh et al. (2019).
/// NaN for none or for a map of zeros.
double largest_sensitivity(const std::vector<ChangePair>& pairs);

/// |predicted - found| / |found| averaged: what a map sums to against the difference of outputs
/// that it should sum to. Pairs with found = 0 are left out.
double completeness_error(const std::vector<ChangePair>& pairs);

}  // namespace siskin::score
