using ConcurrencyBench.Benchmarks.Advising;
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

/// <summary>One random workload: the advice, and what every model within a process took.</summary>
/// <param name="Work">The workload.</param>
/// <param name="Advice">The advice, given before anything but the items had been measured.</param>
/// <param name="Models">Every measured model.</param>
internal sealed record CheckedAdvice(RandomWork Work, Advice Advice, ImmutableArray<CheckedModel> Models)
{
    /// <summary>The fastest of the models that could be recommended.</summary>
    public CheckedModel Best => Models.Where(model => model.Predicted.WhyNot is null).MinBy(model => model.MeasuredNanoseconds)!;

    /// <summary>The time of the recommended model ÷ that of the fastest; 1 is the fastest.</summary>
    public double Ratio =>
        Models.Single(model => model.Predicted.Spec == Advice.Recommended.Spec).MeasuredNanoseconds / Best.MeasuredNanoseconds;
}

/// <summary>Checks the adviser on random workloads: each predicted first, then measured with every model within a process.</summary>
/// <param name="overheads">This machine's.</param>
/// <param name="tell">Gets the progress.</param>
internal sealed class AdviceCheck(MachineOverheads overheads, Action<string> tell)
{
    /// <summary>The most workloads of one check.</summary>
    public const int MostWorkloads = 1_000;

    // The overheads were tuned on none of these workloads, and another seed gives others.
    private const int Seed = 20261129;

    private const int CostPasses = 5;

    // Quiet runs of each model; a busy machine gives fewer within the time.
    private const int WantedRuns = 5;
    private static readonly TimeSpan TimePerWorkload = TimeSpan.FromSeconds(20);

    /// <returns>The results, one for each workload.</returns>
    public ImmutableArray<CheckedAdvice> Run(int count) =>
        [.. RandomWork.Create(count, Seed).Select((work, index) => Check(work, index, count))];

    private CheckedAdvice Check(RandomWork work, int index, int count)
    {
        int cores = ModelOptions.DefaultWorkers;
        Advice advice = new Adviser([.. ModelCatalog.All.Where(spec => !spec.UsesProcesses)], overheads, SnippetCatalog.CountLines).Advise(
            new AdviceRequest(MeasureWork(work, cores), cores)
        );
        PredictedModel[] models = [.. advice.Models.Where(model => model.Nanoseconds is not null && IsRunnable(model.Spec, work.Workload))];
        CheckedAdvice result = new(work, advice, Measure(models, work.Workload, cores));
        tell(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{index + 1}/{count} {work.Shape}, {work.Workload.Numbers.Length} items: "
                    + $"{advice.Recommended.Spec.Id} {result.Ratio:F3}x of "
                    + $"{result.Best.Predicted.Spec.Id}, largest error {result.Models.Max(model => Math.Abs(model.Error)):P1} "
                    + $"({result.Models.MaxBy(model => Math.Abs(model.Error))!.Predicted.Spec.Id}), "
                    + $"{result.Models.Count(model => model.IsQuiet)} of {result.Models.Length} undisturbed"
            )
        );
        return result;
    }

    private static bool IsRunnable(ModelSpec spec, Workload workload) => spec.MaxItems is not { } most || workload.Numbers.Length <= most;

    // As a user measures a program: its items one after the other, and the median of some passes for each.
    private static Work MeasureWork(RandomWork work, int cores)
    {
        IDivisorKernel kernel = KernelCatalog.Default;
        WorkPlan plan = WorkPlan.Cut(work.Workload, kernel, Granularity.PerNumber, cores);
        double[][] passes = [.. Enumerable.Range(0, CostPasses).Select(_ => TimeItems(plan.Items))];
        ImmutableArray<double> costs = [.. Enumerable.Range(0, plan.Items.Length).Select(i => passes.Select(pass => pass[i]).Median())];
        double perCandidate = costs.Sum() / plan.Items.Sum(item => (double)item.Candidates.Length);
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

    // In rounds of every model in a random order, so that the machine's drift meets all alike. Who has enough quiet runs is done.
    private static ImmutableArray<CheckedModel> Measure(PredictedModel[] models, Workload workload, int cores)
    {
        Random random = new(Seed);
        QuietRuns[] runs = [.. models.Select(_ => new QuietRuns())];
        IConcurrencyModel[] made = [.. models.Select(model => model.Spec.Create(new ModelOptions(cores)))];
        WorkPlan[] plans = [.. models.Select(model => WorkPlan.Cut(workload, KernelCatalog.Default, model.Spec.Granularity, cores))];
        for (int index = 0; index < made.Length; index++)
        {
            long[][] answers = made[index].RunAsync(plans[index].Items, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            AnswerCheck.ThrowIfWrong(workload, plans[index].Merge(answers));
        }

        long start = Stopwatch.GetTimestamp();
        for (int[] left = [.. Enumerable.Range(0, made.Length)]; left.Length > 0; left = [.. left.Where(i => runs[i].Quiet < WantedRuns)])
        {
            random.Shuffle(left);
            Array.ForEach(left, index => runs[index].Add(made[index], models[index].Spec, plans[index].Items));
            if (Stopwatch.GetElapsedTime(start) > TimePerWorkload)
            {
                break;
            }
        }

        Array.ForEach(made, model => model.DisposeAsync().AsTask().GetAwaiter().GetResult());
        return [.. models.Select((model, index) => new CheckedModel(model, runs[index].Nanoseconds, runs[index].IsQuiet))];
    }
}
