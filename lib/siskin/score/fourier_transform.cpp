#include "siskin/score/fourier_transform.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

constexpr double kPi = 3.14159265358979323846;

std::complex<double> unit(double angle) { return {std::cos(angle), std::sin(angle)}; }

bool power_of_two(std::size_t value) { return (value & (value - 1)) == 0; }

// Written out, because the operator of std::complex tests for infinities.
std::complex<double> product(const std::complex<double>& a, const std::complex<double>& b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

void reverse_bits(std::vector<std::complex<double>>& values) {
  for (std::size_t i = 1, j = 0; i < values.size(); ++i) {
    std::size_t bit = values.size() >> 1;
    for (; (j & bit) != 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(values[i], values[j]);
  }
}

}  // namespace

FourierTransform::FourierTransform(std::size_t length) : length_(length) {
  if (length == 0) throw Error("Fourier transform: found 0 values, expected at least 1");
  const bool direct = power_of_two(length);
  const std::size_t needed = direct ? length : 2 * length - 1;
  while (padded_ < needed) padded_ *= 2;
  for (std::size_t j = 0; j < padded_ / 2; ++j)
    roots_.push_back(unit(-2 * kPi * static_cast<double>(j) / static_cast<double>(padded_)));
  if (direct) return;
  // The square is taken modulo the period of the chirp, or the angle would lose its last digits.
  const std::uint64_t period = 2 * static_cast<std::uint64_t>(length);
  std::uint64_t square = 0;
  for (std::uint64_t j = 0; j < length; ++j) {
    chirp_.push_back(unit(-kPi * static_cast<double>(square) / static_cast<double>(length)));
    square = (square + 2 * j + 1) % period;
  }
  chirp_spectrum_.assign(padded_, {0, 0});
  for (std::size_t j = 0; j < length; ++j) {
    chirp_spectrum_[j] = std::conj(chirp_[j]);
    if (j > 0) chirp_spectrum_[padded_ - j] = std::conj(chirp_[j]);
  }
  transform(chirp_spectrum_);
}

void FourierTransform::transform(std::vector<Complex>& values) const {
  reverse_bits(values);
  for (std::size_t half = 1; half < padded_; half *= 2) {
    const std::size_t stride = padded_ / (2 * half);
    for (std::size_t first = 0; first < padded_; first += 2 * half) {
      for (std::size_t j = 0; j < half; ++j) {
        Complex& low = values[first + j];
        Complex& high = values[first + j + half];
        const Complex turned = product(high, roots_[j * stride]);
        high = low - turned;
        low += turned;
      }
    }
  }
}

std::vector<double> FourierTransform::magnitudes(const std::vector<double>& values) const {
  if (values.size() != length_) {
    throw Error("Fourier transform: found " + std::to_string(values.size()) + " values, expected " +
                std::to_string(length_));
  }
  std::vector<Complex> work(padded_, Complex(0, 0));
  for (std::size_t i = 0; i < length_; ++i)
    work[i] = chirp_.empty() ? Complex(values[i], 0) : values[i] * chirp_[i];
  transform(work);
  if (!chirp_.empty()) {
    // Back with the forward transform of the conjugate. Only the magnitude is asked for, so the
    // conjugation of the result and the last chirp factor can be left out.
    for (std::size_t i = 0; i < padded_; ++i)
      work[i] = std::conj(product(work[i], chirp_spectrum_[i]));
    transform(work);
  }
  const double scale = chirp_.empty() ? 1 : 1 / static_cast<double>(padded_);
  std::vector<double> result(length_ / 2 + 1);
  for (std::size_t k = 0; k < result.size(); ++k) result[k] = std::abs(work[k]) * scale;
  return result;
}

}  // namespace siskin::score
