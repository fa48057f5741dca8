namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>
/// The logarithms of the likelihood of one commit's pairs, where it is as fast as the first commit and where it is slower by each size of
/// the grid. A pair's ln ratio has Student's distribution with 3 degrees of freedom around its commit's; and one pair in twenty says
/// the opposite, so that no pair counts for more than 19 to 1 and no disturbed one decides.
/// </summary>
internal sealed class CommitEvidence
{
    private const double Freedom = 3;

    // Recorded pairs of unchanged code have outliers as far off as the change itself, more often than any narrow distribution says.
    private const double WrongShare = 0.05;

    // The difference of a build is normal; its steps are as fine as its SD.
    private static readonly ImmutableArray<(double Shift, double LogWeight)> Builds =
    [
        .. Enumerable.Range(-3, 7).Select(step => ((double)step, (-step * step / 2.0) - Math.Log(Math.Sqrt(2 * Math.PI)))),
    ];

    private readonly EffectGrid _grid;

    // Of each effect, each spread, each shift of the build.
    private readonly double[] _unchanged;
    private readonly double[] _slower;

    private CommitEvidence(EffectGrid grid, double[] unchanged, double[] slower, ImmutableArray<double> logRatios)
    {
        _grid = grid;
        _unchanged = unchanged;
        _slower = slower;
        LogRatios = logRatios;
    }

    /// <summary>ln(commit ÷ first commit) of each pair.</summary>
    public ImmutableArray<double> LogRatios { get; }

    /// <summary>Creates the evidence of no pair.</summary>
    public static CommitEvidence Create(EffectGrid grid)
    {
        int size = grid.LogRatios.Length * grid.Spreads.Length * Builds.Length;
        return new CommitEvidence(grid, new double[size], new double[size], []);
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="logRatio">ln(commit ÷ first commit).</param>
    public CommitEvidence Add(double logRatio)
    {
        double[] unchanged = [.. _unchanged];
        double[] slower = [.. _slower];
        int index = 0;
        foreach (double effect in _grid.LogRatios)
        {
            foreach (double spread in _grid.Spreads)
            {
                foreach ((double shift, _) in Builds)
                {
                    double rest = logRatio - (shift * EffectGrid.BuildSpread);
                    double ofUnchanged = ComputeDensity(rest / spread) / spread;
                    double ofSlower = ComputeDensity((rest - effect) / spread) / spread;
                    unchanged[index] += Math.Log(((1 - WrongShare) * ofUnchanged) + (WrongShare * ofSlower));
                    slower[index] += Math.Log(((1 - WrongShare) * ofSlower) + (WrongShare * ofUnchanged));
                    index++;
                }
            }
        }

        return new CommitEvidence(_grid, unchanged, slower, LogRatios.Add(logRatio));
    }

    /// <returns>The logarithm of the likelihood, up to a constant, where the commit is as fast as the first one.</returns>
    /// <param name="effect">The index of θ.</param>
    /// <param name="spread">The index of σ.</param>
    public double ComputeUnchanged(int effect, int spread) => Combine(_unchanged, effect, spread);

    /// <returns>The same where it is slower.</returns>
    /// <param name="effect">The index of θ.</param>
    /// <param name="spread">The index of σ.</param>
    public double ComputeSlower(int effect, int spread) => Combine(_slower, effect, spread);

    // Up to a constant.
    private static double ComputeDensity(double distance) => Math.Pow(1 + (distance * distance / Freedom), -(Freedom + 1) / 2);

    private double Combine(double[] sums, int effect, int spread)
    {
        int start = ((effect * _grid.Spreads.Length) + spread) * Builds.Length;
        return LogSum.Compute([.. Builds.Select((build, i) => build.LogWeight + sums[start + i])]);
    }
}
