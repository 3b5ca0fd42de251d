#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace siskin::score {

/// Magnitudes of the discrete Fourier transform of real sequences of one length, which may be any:
/// powers of two by the method of Cooley & Tukey (1965), others as a convolution with a chirp
/// (Bluestein 1970), so that a prime length costs as little as any other.
class FourierTransform {
 public:
  /// Prepares the tables for `length` values, at least 1.
  explicit FourierTransform(std::size_t length);

  std::size_t length() const { return length_; }
  /// |sum over i of values[i] exp(-2 pi sqrt(-1) k i / length)| for k = 0 .. length/2, without any
  /// scaling. Throws Error for another number of values.
  std::vector<double> magnitudes(const std::vector<double>& values) const;

 private:
  using Complex = std::complex<double>;
  void transform(std::vector<Complex>& values) const;
  std::size_t length_;
  std::size_t padded_ = 1;      ///< power of two in which the transform is done
  std::vector<Complex> roots_;  ///< exp(-2 pi sqrt(-1) j / padded), j < padded/2
  std::vector<Complex> chirp_;  ///< exp(-pi sqrt(-1) j^2 / length); empty for powers of two
  std::vector<Complex> chirp_spectrum_;
};

}  // namespace siskin::score
