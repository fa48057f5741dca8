using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.AdviceChecks;

/// <summary>One model on one workload.</summary>
/// <param name="Predicted">The prediction.</param>
/// <param name="MeasuredNanoseconds">The lower quartile of its runs.</param>
/// <param name="IsQuiet">True where that is of runs which no other program disturbed.</param>
internal sealed record CheckedModel(PredictedModel Predicted, double MeasuredNanoseconds, bool IsQuiet)
{
    /// <summary>predicted ÷ measured − 1.</summary>
    public double Error => (Predicted.Nanoseconds!.Value / MeasuredNanoseconds) - 1;
}

/// <summary>One question about a random workload: the advice, and what every model took.</summary>
/// <param name="Work">The workload.</param>
/// <param name="Advice">The advice, which knows the times of the items alone.</param>
/// <param name="Models">Every measured model.</param>
internal sealed record CheckedAdvice(RandomWork Work, Advice Advice, ImmutableArray<CheckedModel> Models)
{
    /// <summary>The fastest of the models that could be recommended.</summary>
    public CheckedModel Best => Models.Where(model => model.Predicted.WhyNot is null).MinBy(model => model.MeasuredNanoseconds)!;

    /// <summary>The time of the recommended model ÷ that of the fastest; 1 is the fastest.</summary>
    public double Ratio =>
        Models.Single(model => model.Predicted.Spec == Advice.Recommended.Spec).MeasuredNanoseconds / Best.MeasuredNanoseconds;
}

/// <summary>
/// Checks the adviser on random workloads: each is measured with every model, and predicted from its items' times alone, once with all
/// models to choose from and once with those of processes.
/// </summary>
/// <param name="overheads">This machine's.</param>
/// <param name="tell">Gets the progress.</param>
internal sealed class AdviceCheck(MachineOverheads overheads, Action<string> tell)
{
    /// <summary>The most workloads of one check.</summary>
    public const int MostWorkloads = 1_000;

    // The overheads were tuned on none of these workloads, and another seed gives others.
    private const int Seed = 20261129;

    // Quiet runs of each model; a busy machine gives fewer within the time.
    private const int WantedRuns = 5;
    private static readonly TimeSpan TimePerWorkload = TimeSpan.FromSeconds(28);

    /// <returns>The results, two for each workload: with any model, and with a process for what must not harm the others.</returns>
    public ImmutableArray<CheckedAdvice> Run(int count) =>
        [.. RandomWork.Create(count, Seed).SelectMany((work, index) => Check(work, index, count))];

    private ImmutableArray<CheckedAdvice> Check(RandomWork work, int index, int count)
    {
        int cores = ModelOptions.DefaultWorkers;
        ModelSpec[] specs = [.. SuiteModels.All.Where(spec => overheads.Find(spec.Id) is not null && IsRunnable(spec, work.Workload))];
        List<double[]> passes = [];
        QuietRuns[] runs = Measure(specs, work.Workload, cores, passes);
        Work measured = CreateWork(work, cores, passes);
        Adviser adviser = new(SuiteModels.All, overheads, SnippetCatalog.CountLines);
        ImmutableArray<Advice> advices = [adviser.Advise(new(measured, cores)), adviser.Advise(new(measured, cores, NeedsIsolation: true))];
        ImmutableArray<CheckedAdvice> results = [.. advices.Select(advice => new CheckedAdvice(work, advice, Join(advice, specs, runs)))];
        Tell(results, $"{index + 1}/{count} {work.Shape}, {work.Workload.Numbers.Length} items");
        return results;
    }

    private static ImmutableArray<CheckedModel> Join(Advice advice, ModelSpec[] specs, QuietRuns[] runs) =>
        [
            .. specs.Select(
                (spec, index) =>
                    new CheckedModel(advice.Models.Single(model => model.Spec == spec), runs[index].Nanoseconds, runs[index].IsQuiet)
            ),
        ];

    private void Tell(ImmutableArray<CheckedAdvice> results, string work)
    {
        CheckedModel worst = results[0].Models.MaxBy(model => Math.Abs(model.Error))!;
        IEnumerable<string> advices = results.Select(result =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Advice.Recommended.Spec.Id} {result.Ratio:F3}x of {result.Best.Predicted.Spec.Id}"
            )
        );
        tell(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{work}: {string.Join("; isolated: ", advices)}; largest error {worst.Error:P1} ({worst.Predicted.Spec.Id}), "
                    + $"{results[0].Models.Count(model => model.IsQuiet)} of {results[0].Models.Length} undisturbed"
            )
        );
    }

    private static bool IsRunnable(ModelSpec spec, Workload workload) => spec.MaxItems is not { } most || workload.Numbers.Length <= most;

    // As a user measures a program: its items one after the other, and the median of some passes for each.
    private static Work CreateWork(RandomWork work, int cores, List<double[]> passes)
    {
        IDivisorKernel kernel = KernelCatalog.Default;
        ImmutableArray<WorkItem> items = WorkPlan.Cut(work.Workload, kernel, Granularity.PerNumber, cores).Items;
        ImmutableArray<double> costs = [.. Enumerable.Range(0, items.Length).Select(i => passes.Select(pass => pass[i]).Median())];
        double perCandidate = costs.Sum() / items.Sum(item => (double)item.Candidates.Length);
        return NumbersWork.Create(work.Workload, kernel, perCandidate, cores) with { ItemNanoseconds = costs, CanBeCut = work.CanBeCut };
    }

    private static double[] TimeItems(ImmutableArray<WorkItem> items)
    {
        double[] times = new double[items.Length];
        for (int index = 0; index < items.Length; index++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = items[index].Run(CancellationToken.None);
            times[index] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        return times;
    }

    // The items alone are timed in the same rounds.
    private static QuietRuns[] Measure(ModelSpec[] specs, Workload workload, int cores, List<double[]> passes)
    {
        ImmutableArray<WorkItem> items = WorkPlan.Cut(workload, KernelCatalog.Default, Granularity.PerNumber, cores).Items;
        TimedWork[] works = [.. specs.Select(spec => Prepare(spec, workload, cores))];
        QuietRounds.Run(works, WantedRuns, TimePerWorkload, () => passes.Add(TimeItems(items)));
        Array.ForEach(works, work => work.Model.DisposeAsync().AsTask().GetAwaiter().GetResult());
        return [.. works.Select(work => work.Runs)];
    }

    private static TimedWork Prepare(ModelSpec spec, Workload workload, int cores)
    {
        WorkPlan plan = WorkPlan.Cut(workload, KernelCatalog.Default, spec.Granularity, cores);
        IConcurrencyModel model = spec.Create(new ModelOptions(cores));
        long[][] answers = model.RunAsync(plan.Items, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        AnswerCheck.ThrowIfWrong(workload, plan.Merge(answers));
        return new TimedWork(spec, model, plan.Items);
    }
}
