#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// Consistency of attribution maps over many sequences (Majdandzic, Rajesh, Tang, Toneyan,
/// Labelson, Tripathy & Koo 2022, PMLR 200:131): a model that has learned motifs gives important
/// windows of bases the same few patterns again and again, a model whose maps are noise gives them
/// any. Asked without knowing the motifs.

/// The map minus the mean over the four bases at every position (the correction of Majdandzic,
/// Rajesh & Koo 2023); (4, length).
std::vector<double> corrected_map(const float* map_cl, std::size_t length);

/// Angles between the columns of a (4, length) gradient and the plane in which sequences lie, where
/// the four channels sum to 1: arcsin(|sum| / (2 norm)), in degrees, 0 to 90 (Majdandzic, Rajesh &
/// Koo 2023, Genome Biology 24:109). What stands off the plane says nothing of bases. Columns of
/// zeros are left out.
std::vector<double> simplex_angles(const float* gradient_cl, std::size_t length);

/// What remains of a map at the bases that are there: map times one-hot.
std::vector<double> observed_map(const std::vector<double>& map_cl, const float* onehot_cl);

/// Windows of attribution as directions in space, by the formulas of the published code. Every map
/// is divided by the sum of the lengths of its columns; the columns of each window (circular, one
/// starting at every base) are summed; of a sum (a, c, g, t) the coordinates are
/// (c - a) / sqrt(2), sqrt(2/3) (g - (a + c)/2), sqrt(3/4) (t - (a + c + g)/3).
/// Holds twelve bytes a base, and eight more during divergence().
class WindowDirections {
 public:
  /// `window` is at least 1.
  explicit WindowDirections(std::size_t window) : window_(window) {}

  /// `map_cl` is (4, length). A map of zeros lies at the origin.
  void add(const std::vector<double>& map_cl);
  std::size_t bases() const { return x_.size(); }

  /// Kullback-Leibler divergence, in nats, between the distribution of directions and the same
  /// smoothed. Of all windows the longest share `kept` (0.04 as published) is taken, with those
  /// tied at the border. Their azimuth, halved, and polar angle, both 0 to pi, are counted in boxes
  /// of 0.1, each weighted with the square of its length; the background of box (i,j) is the mean
  /// of boxes i-3 .. i+2 and j-3 .. j+2, those of index 0 left out; boxes at the edges do not
  /// contribute. The fewer windows, the larger the figure: compare models on the same sequences.
  /// NaN when no window is kept or none has a length.
  double divergence(double kept) const;

 private:
  double length_of(std::size_t base) const;

  std::size_t window_;
  std::vector<float> x_;
  std::vector<float> y_;
  std::vector<float> z_;
};

/// Cosine between columns shift .. length-1 of one (4, length) map and columns 0 .. length-shift-1
/// of another; 0 when one of them is 0. Throws Error for maps of different lengths.
double column_range_cosine(const std::vector<double>& one_cl, const std::vector<double>& other_cl,
                           std::size_t shift);

}  // namespace siskin::score
