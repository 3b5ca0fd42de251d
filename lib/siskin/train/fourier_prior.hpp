#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "siskin/train/objective_settings.hpp"

namespace siskin::train {

/// The limit when none is given: frequencies of periods below 6.7 bases are penalised. 150 for
/// 1,000 bases and 200 for 1,346, as published.
std::int64_t default_fourier_limit(std::int64_t length);

/// The loss of the Fourier attribution prior (Tseng, Shrikumar & Kundaje 2020; formula of the
/// reference implementation) for tracks (N,L) of non-negative importance; result (N), from 0 to 1.
///
/// The track is smoothed by a Gaussian of sigma `smoothing` cut off at one sigma, zeros beside it.
/// Of the magnitudes of its unnormalised one-sided Fourier transform, divided by their sum
/// (frequency 0 included; 1 for a track of zeros), those of frequency 1 up to `limit` count fully
/// and those above with 1 / (1 + (k - limit)^softness); the loss is 1 minus what counts. So what
/// sits at frequency 0 is penalised too: a flat track has a loss near 1.
/// Throws Error when the limit is not between 1 and L/2.
at::Tensor fourier_loss(const FourierSettings& settings, const at::Tensor& track_nl);

}  // namespace siskin::train
