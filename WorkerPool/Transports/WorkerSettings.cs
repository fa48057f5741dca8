namespace ConcurrencyBench.Workers.Transports;

/// <summary>What a worker must know to serve its host. In environment variables, which reach it through whatever starts it.</summary>
/// <param name="MarkPath">Where it opens its <see cref="JobMark"/>.</param>
/// <param name="Transport">The name of its transport; null for standard input and output.</param>
/// <param name="TransportPath">What the transport needs besides.</param>
internal sealed record WorkerSettings(string MarkPath, string? Transport = null, string? TransportPath = null)
{
    private const string MarkVariable = "WORKERPOOL_MARK";
    private const string TransportVariable = "WORKERPOOL_TRANSPORT";
    private const string PathVariable = "WORKERPOOL_PATH";

    /// <returns>The settings that the variables carry; null in a program that no pool has started.</returns>
    public static WorkerSettings? FromEnvironment(Func<string, string?> variable) =>
        variable(MarkVariable) is { } mark ? new WorkerSettings(mark, variable(TransportVariable), variable(PathVariable)) : null;

    /// <summary>Sets the variables that carry these settings. A host that is a worker itself has some that a worker must not inherit.</summary>
    public void WriteTo(IDictionary<string, string?> environment) =>
        (environment[MarkVariable], environment[TransportVariable], environment[PathVariable]) = (MarkPath, Transport, TransportPath);
}
