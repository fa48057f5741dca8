using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>The scaling of one workload.</summary>
/// <param name="Workload">Its id.</param>
/// <param name="Cores">The cores that the run could use.</param>
/// <param name="Models">In the order of the suite.</param>
internal sealed record ScalingResult(string Workload, int Cores, IReadOnlyList<ScalingModel> Models);

/// <summary>The scaling of one model.</summary>
/// <param name="Id">In the suite's catalogue; empty where the file does not have it.</param>
/// <param name="Method">The benchmark's method.</param>
/// <param name="Law">The most general law that could be fitted; null where none could be.</param>
/// <param name="WhyNoLaw">One clause; null where there is a law, or where none is asked for.</param>
/// <param name="Overhead">Null where it was not measured.</param>
/// <param name="Predicted">The times that schedule, work and overhead give, one for each number of workers.</param>
internal sealed record ScalingModel(
    string Id,
    string Method,
    ScalingLaw? Law,
    string? WhyNoLaw,
    [property: JsonPropertyName("costs")] ScalingOverhead? Overhead,
    IReadOnlyList<ScalingPoint> Predicted
)
{
    /// <returns>The predicted time in nanoseconds; null where there is none for that number of workers.</returns>
    public double? PredictedNanosecondsWith(double workers) =>
        Predicted.Where(point => point.Workers == workers).Select(point => (double?)point.Nanoseconds).FirstOrDefault();
}

/// <summary>A law of scaling: time of an operation T(p) = (1 + σ(p − 1) + κp(p − 1)) ÷ λp.</summary>
/// <param name="Name">Amdahl or Gunther.</param>
/// <param name="Lambda">Operations a second with one worker.</param>
/// <param name="Sigma">The serial share, 0..1.</param>
/// <param name="Kappa">The overhead that each worker adds to each other one; 0 for Amdahl's law.</param>
/// <param name="WorstDeviation">The largest |curve ÷ median − 1| over the numbers of workers: what the law does not explain.</param>
/// <param name="OutlierLaunches">The number of outlier launches; they are excluded from the fit.</param>
internal sealed record ScalingLaw(
    string Name,
    double Lambda,
    double Sigma,
    double Kappa,
    double WorstDeviation = 0,
    [property: JsonPropertyName("badLaunches")] int OutlierLaunches = 0
)
{
    /// <returns>The time of an operation in nanoseconds.</returns>
    public double NanosecondsWith(double workers) =>
        (1 + (Sigma * (workers - 1)) + (Kappa * workers * (workers - 1))) / (Lambda * workers) * 1e9;

    /// <returns>The speed-up over one worker.</returns>
    public double SpeedupWith(double workers) => NanosecondsWith(1) / NanosecondsWith(workers);
}

/// <summary>The time that a model takes beside the work.</summary>
/// <param name="RunNanoseconds">A run with one worker and nothing to do.</param>
/// <param name="WorkerNanoseconds">Each further worker.</param>
/// <param name="ItemNanoseconds">Handing one item over and its answer back.</param>
/// <param name="Items">The number of items that the workload has with a worker a core; 0 where no workload is meant.</param>
internal sealed record ScalingOverhead(double RunNanoseconds, double WorkerNanoseconds, double ItemNanoseconds, int Items = 0);

/// <summary>A time for a number of workers.</summary>
/// <param name="Workers">1 or more.</param>
/// <param name="Nanoseconds">The time of an operation.</param>
internal sealed record ScalingPoint(int Workers, double Nanoseconds);
