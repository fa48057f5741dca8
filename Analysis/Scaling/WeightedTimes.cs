using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>
/// Launch times as a linear least-squares problem. The time T(p) = 1/X(p) of Gunther's law is linear in a = 1/λ, b = σ/λ and
/// c = κ/λ: T(p) = a/p + b(p − 1)/p + c(p − 1). So there are no starting values to choose and no minimum to miss.
/// </summary>
/// <remarks>
/// Each time counts relative to its count's median: noise is a share of the time, on 1 worker as on 64. Launches of one count
/// share their row of the problem, so their mean stands for them, and what they differ by is added to the squares.
/// </remarks>
internal sealed class WeightedTimes
{
    private readonly ImmutableArray<Row> _rows;
    private readonly double _squaresWithin;

    public WeightedTimes(ImmutableArray<LaunchTime> launches)
    {
        Count = launches.Length;
        _rows =
        [
            .. launches
                .GroupBy(launch => launch.Workers, launch => launch.Nanoseconds / 1e9)
                .OrderBy(group => group.Key)
                .Select(Row.FromLaunches),
        ];
        _squaresWithin = _rows.Sum(row => row.SquaresWithin);
    }

    /// <summary>The number of launches.</summary>
    public int Count { get; }

    /// <summary>The median of each count of workers, in seconds.</summary>
    public IEnumerable<(double Workers, double Seconds)> Medians => _rows.Select(row => (row.Workers, row.Median));

    /// <summary>Finds the coefficients, 0 or more each, that leave the least squares.</summary>
    /// <param name="shift">A part of the time that is given, by the number of workers.</param>
    /// <param name="columns">The factor of each coefficient, by the number of workers; the first two may be bound.</param>
    /// <param name="firstTwo">True when the second coefficient may not exceed the first.</param>
    public (double[] Coefficients, double Squares) Solve(
        Func<double, double> shift,
        ImmutableArray<Func<double, double>> columns,
        bool firstTwo = false
    )
    {
        // Convex, with at most four constraints: the minimum is that of one of the few sets of constraints that hold with
        // equality, and of those the feasible one with the least squares (C. L. Lawson and R. J. Hanson, Solving Least Squares
        // Problems, 1974, chapter 23, made simple by the size).
        (double[] Coefficients, double Squares) best = (new double[columns.Length], Squares(shift, columns, new double[columns.Length]));
        foreach (double[] candidate in Candidates(shift, columns, firstTwo))
        {
            bool isFeasible = candidate.All(value => value >= 0) && (!firstTwo || candidate[1] <= candidate[0] * (1 + 1e-12));
            double squares = Squares(shift, columns, candidate);
            if (isFeasible && squares < best.Squares)
            {
                best = (candidate, squares);
            }
        }

        return best;
    }

    private IEnumerable<double[]> Candidates(Func<double, double> shift, ImmutableArray<Func<double, double>> columns, bool firstTwo)
    {
        for (int set = 1; set < 1 << columns.Length; set++)
        {
            int[] free = [.. Enumerable.Range(0, columns.Length).Where(column => (set & (1 << column)) != 0)];
            double[] found = Unconstrained(shift, [.. free.Select(column => columns[column])]);
            double[] all = new double[columns.Length];
            for (int index = 0; index < free.Length; index++)
            {
                all[free[index]] = found[index];
            }

            yield return all;
        }

        if (firstTwo)
        {
            // The second equals the first: one coefficient for both.
            Func<double, double> both = workers => columns[0](workers) + columns[1](workers);
            foreach (double[] merged in Candidates(shift, [both, .. columns[2..]], firstTwo: false))
            {
                yield return [merged[0], merged[0], .. merged[1..]];
            }
        }
    }

    private double[] Unconstrained(Func<double, double> shift, ImmutableArray<Func<double, double>> columns) =>
        [
            .. MultipleRegression.QR(
                Matrix<double>.Build.Dense(
                    _rows.Length,
                    columns.Length,
                    (row, column) => _rows[row].Scale * columns[column](_rows[row].Workers)
                ),
                Vector<double>.Build.Dense(_rows.Length, row => _rows[row].Scale * (_rows[row].Mean - shift(_rows[row].Workers)))
            ),
        ];

    private double Squares(Func<double, double> shift, ImmutableArray<Func<double, double>> columns, double[] coefficients)
    {
        double sum = _squaresWithin;
        foreach (Row row in _rows)
        {
            double rest = row.Mean - shift(row.Workers);
            for (int column = 0; column < coefficients.Length; column++)
            {
                rest -= coefficients[column] * columns[column](row.Workers);
            }

            sum += rest * row.Scale * rest * row.Scale;
        }

        return sum;
    }

    private sealed record Row(double Workers, double Median, double Mean, double Scale, double SquaresWithin)
    {
        public static Row FromLaunches(IGrouping<int, double> seconds)
        {
            double median = seconds.Median();
            double mean = seconds.Mean();
            return new Row(
                seconds.Key,
                median,
                mean,
                Math.Sqrt(seconds.Count()) / median,
                seconds.Sum(value => (value - mean) / median * ((value - mean) / median))
            );
        }
    }
}
