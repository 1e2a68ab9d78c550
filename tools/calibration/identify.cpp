#include "tools/calibration/identify.hpp"

#include <Eigen/Dense>
#include <cmath>

namespace cogov {

void identify(const std::vector<std::vector<double>>& slopes, FitResult& result) {
  const auto rows = static_cast<Eigen::Index>(slopes.size());
  const auto columns = static_cast<Eigen::Index>(slopes.front().size());
  Eigen::MatrixXd jacobian(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < columns; ++j) {
      jacobian(i, j) = slopes[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
    }
  }
  const double flat = 12;  // one over the variance of a flat law over the bounds
  const Eigen::MatrixXd information = jacobian.transpose() * jacobian;
  const Eigen::MatrixXd variance = (information + flat * Eigen::MatrixXd::Identity(columns, columns)).inverse();
  result.errors.clear();
  result.without_influence.clear();
  for (Eigen::Index j = 0; j < columns; ++j) {
    result.errors.push_back(std::sqrt(variance(j, j)));
    result.without_influence.push_back(jacobian.col(j).norm() < 1.0 / 3);
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> directions(information);  // the weakest first
  for (Eigen::Index k = 0; k < columns; ++k) {
    const double moves = std::sqrt(std::max(0.0, directions.eigenvalues()[k]));
    if (moves * moves >= flat) continue;
    Untold untold{{}, moves};
    for (Eigen::Index j = 0; j < columns; ++j) {
      if (std::abs(directions.eigenvectors()(j, k)) >= .3) untold.parameters.push_back(static_cast<std::size_t>(j));
    }
    result.untold.push_back(std::move(untold));
  }
}

}  // namespace cogov
