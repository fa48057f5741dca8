namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>What a user asks the adviser.</summary>
/// <param name="Work">The work.</param>
/// <param name="Cores">The cores that it will run on; each gets a worker.</param>
/// <param name="NeedsIsolation">True where a crash or a leak of one item must leave the others alone.</param>
/// <param name="IsStream">True where items arrive one after the other, and false where all of them are there at the start.</param>
internal sealed record AdviceRequest(Work Work, int Cores, bool NeedsIsolation = false, bool IsStream = false);

/// <summary>The prediction for one row of the catalogue.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Nanoseconds">Its time for all of the work; null where its overhead was not measured.</param>
/// <param name="WhyNot">The reason why it is not recommended for this work; null where it can be.</param>
internal sealed record PredictedModel(Core.Models.ModelSpec Spec, double? Nanoseconds, string? WhyNot)
{
    /// <summary>True where it can be recommended.</summary>
    public bool IsEligible => WhyNot is null && Nanoseconds is not null;
}

/// <summary>A change of the items that pays.</summary>
/// <param name="Spec">The model that runs them.</param>
/// <param name="Size">Parts for each worker, or items in a chunk.</param>
/// <param name="Items">The number of items that result.</param>
/// <param name="Nanoseconds">The predicted time with it.</param>
internal sealed record ItemChange(Core.Models.ModelSpec Spec, int Size, int Items, double Nanoseconds);

/// <summary>The answer.</summary>
/// <param name="Request">The question.</param>
/// <param name="Overheads">The machine that it was answered with.</param>
/// <param name="Models">Every row of the catalogue; those that can be recommended first, fastest first.</param>
/// <param name="Recommended">The one to take.</param>
/// <param name="RunnerUp">The next one; null where nothing else is possible.</param>
/// <param name="IdealNanoseconds">No schedule of these items takes less.</param>
/// <param name="Longest">The recommended model with the longest item first; null where that gains nothing.</param>
/// <param name="Cut">The cut into parts that pays; null where none does.</param>
/// <param name="Chunks">The chunks of several items that pay; null where none do.</param>
internal sealed record Advice(
    AdviceRequest Request,
    MachineOverheads Overheads,
    ImmutableArray<PredictedModel> Models,
    PredictedModel Recommended,
    PredictedModel? RunnerUp,
    double IdealNanoseconds,
    ItemChange? Longest,
    ItemChange? Cut,
    ItemChange? Chunks
)
{
    /// <summary>The time of the reference, whether or not it can be recommended.</summary>
    public double SequentialNanoseconds => Request.Work.TotalNanoseconds;
}
