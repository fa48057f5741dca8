using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Chooses a model for a user's work. A pure function of the work and the measured overheads.</summary>
/// <param name="models">The models to choose from.</param>
/// <param name="overheads">The machine's.</param>
/// <param name="codeLines">The lines of code of a model; null where the adviser has no code to show for it.</param>
internal sealed class Adviser(ImmutableArray<ModelSpec> models, MachineOverheads overheads, Func<ModelSpec, int?> codeLines)
{
    /// <summary>Predictions closer than this are one: they are not more exact, and less code is worth more.</summary>
    public const double Tie = 0.02;

    // A change of the items costs its author work, so it must gain more than predictions err.
    private const double WorthTheWork = 0.03;

    // Among cuts or chunks the fewest parts whose time is this near to the best.
    private const double NearTheBest = 0.01;

    // Handing over an item takes a microsecond or so, a hundredth of this.
    private const double SmallItemNanoseconds = 100_000;

    private static readonly ImmutableArray<int> Sizes = [.. Enumerable.Range(0, 13).Select(power => 1 << power)];

    /// <exception cref="UsageException">No model that was measured on the machine can do what is asked.</exception>
    public Advice Advise(AdviceRequest request)
    {
        ImmutableArray<PredictedModel> predicted =
        [
            .. models
                .Select(spec => Predict(spec, request))
                .OrderBy(model => model.IsEligible ? 0 : 1)
                .ThenBy(model => model.Nanoseconds ?? double.PositiveInfinity),
        ];
        PredictedModel recommended =
            Choose([.. predicted.Where(model => model.IsEligible)])
            ?? throw new UsageException(
                $"No model that was measured on {overheads.Machine} can do this. Run ./run.sh advise --calibrate there, "
                    + "or leave an option out."
            );
        return new Advice(
            request,
            overheads,
            predicted,
            recommended,
            Choose([.. predicted.Where(model => model.IsEligible && model != recommended)]),
            ComputeIdeal(request),
            FindLongestFirst(request, recommended),
            FindCut(request, recommended),
            FindChunks(request, recommended)
        );
    }

    // Of those that are as fast as the fastest, one without processes, and then the one with the least code.
    private PredictedModel? Choose(ImmutableArray<PredictedModel> eligible) =>
        eligible
            .Where(model => model.Nanoseconds <= eligible[0].Nanoseconds * (1 + Tie))
            .OrderBy(model => model.Spec.UsesProcesses)
            .ThenBy(model => codeLines(model.Spec) ?? int.MaxValue)
            .ThenBy(model => model.Nanoseconds)
            .FirstOrDefault();

    private PredictedModel Predict(ModelSpec spec, AdviceRequest request)
    {
        ImmutableArray<double> items = ItemsOf(spec, request);
        double? nanoseconds = overheads.Find(spec.Id) is { } overhead ? Predict(spec, overhead, items, request) : null;
        return new PredictedModel(spec, nanoseconds, FindWhyNot(spec, request, items.Length));
    }

    private static double Predict(ModelSpec spec, ModelOverhead overhead, ImmutableArray<double> items, AdviceRequest request) =>
        TimePredictor.Predict(spec, overhead, items, request.Cores, request.Cores, request.Work.SharingFactor);

    private static ImmutableArray<double> ItemsOf(ModelSpec spec, AdviceRequest request) =>
        spec.SplitsNumbers ? request.Work.CutFor(request.Cores) : request.Work.ItemNanoseconds;

    private static string? FindWhyNot(ModelSpec spec, AdviceRequest request, int items) =>
        spec.Engine is { } engine ? $"needs {engine}"
        : request.NeedsIsolation && !spec.UsesProcesses ? "shares one process"
        : request.IsStream && !spec.TakesStream ? "needs all items at the start"
        : spec.SplitsNumbers && !request.Work.CanBeCut ? "if items can be cut"
        : spec.MaxItems is { } most && items > most ? $"too many items for one {(spec.UsesProcesses ? "process" : "thread")} each"
        : null;

    private static double ComputeIdeal(AdviceRequest request) =>
        request.Work.CanBeCut
            ? request.Work.TotalNanoseconds / request.Cores
            : Math.Max(request.Work.LargestNanoseconds, request.Work.TotalNanoseconds / request.Cores);

    private ItemChange? FindLongestFirst(AdviceRequest request, PredictedModel recommended)
    {
        ImmutableArray<double> sorted = [.. request.Work.ItemNanoseconds.OrderDescending()];
        AdviceRequest inOrder = request with { Work = request.Work with { ItemNanoseconds = sorted } };
        PredictedModel? best = request.IsStream
            ? null
            : Choose([
                .. models
                    .Where(spec => !spec.SplitsNumbers)
                    .Select(spec => Predict(spec, inOrder))
                    .Where(model => model.IsEligible)
                    .OrderBy(model => model.Nanoseconds),
            ]);
        return best is null || !Pays(best.Nanoseconds!.Value, recommended)
            ? null
            : new ItemChange(best.Spec, 1, sorted.Length, best.Nanoseconds!.Value);
    }

    private ItemChange? FindCut(AdviceRequest request, PredictedModel recommended)
    {
        // Rows that cut tell which models can; where items cannot be cut, this says what it would gain.
        ModelSpec? spec = models
            .Where(spec => spec is { SplitsNumbers: true, Engine: null } && overheads.Find(spec.Id) is not null)
            .Where(spec => spec.UsesProcesses == request.NeedsIsolation && (spec.TakesStream || !request.IsStream))
            .MinBy(spec => Predict(spec, overheads.Find(spec.Id)!, request.Work.CutFor(request.Cores), request));
        return spec is null
            ? null
            : FindSmallest(
                spec,
                request,
                size => request.Work.Cut(request.Cores, size),
                recommended,
                always: recommended.Spec.SplitsNumbers
            );
    }

    private ItemChange? FindChunks(AdviceRequest request, PredictedModel recommended)
    {
        double average = request.Work.TotalNanoseconds / request.Work.ItemNanoseconds.Length;
        return recommended.Spec.SplitsNumbers || average > SmallItemNanoseconds ? null : FindBestChunks(request, recommended);
    }

    private ItemChange? FindBestChunks(AdviceRequest request, PredictedModel recommended) =>
        models
            .Where(spec => overheads.Find(spec.Id) is not null && !spec.SplitsNumbers && spec.MaxItems is null)
            .Where(spec => FindWhyNot(spec, request, 1) is null && codeLines(spec) is not null)
            .Select(spec => FindSmallest(spec, request, request.Work.Join, recommended, always: false))
            .OfType<ItemChange>()
            .MinBy(change => change.Nanoseconds);

    private ItemChange? FindSmallest(
        ModelSpec spec,
        AdviceRequest request,
        Func<int, ImmutableArray<double>> change,
        PredictedModel recommended,
        bool always
    )
    {
        ItemChange[] changes =
        [
            .. Sizes
                .Select(size => (Size: size, Items: change(size)))
                .Where(step => step.Items.Length <= ModelOptions.MaxWorkers * 256)
                .Select(step => new ItemChange(
                    spec,
                    step.Size,
                    step.Items.Length,
                    Predict(spec, overheads.Find(spec.Id)!, step.Items, request)
                )),
        ];
        double best = changes.Min(step => step.Nanoseconds);
        ItemChange smallest = changes.First(step => step.Nanoseconds <= best * (1 + NearTheBest));
        return always || Pays(smallest.Nanoseconds, recommended) ? smallest : null;
    }

    private static bool Pays(double nanoseconds, PredictedModel recommended) => nanoseconds * (1 + WorthTheWork) < recommended.Nanoseconds;
}
