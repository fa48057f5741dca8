namespace ConcurrencyBench.Workers.Transports;

/// <summary>The settings of a worker. Environment variables carry them, which pass through any program that starts it.</summary>
/// <param name="MarkPath">The path of its <see cref="JobMark"/>.</param>
/// <param name="Transport">The name of its transport; null for standard input and output.</param>
/// <param name="TransportPath">The path that the transport needs; or null.</param>
internal sealed record WorkerSettings(string MarkPath, string? Transport = null, string? TransportPath = null)
{
    private const string MarkVariable = "WORKERPOOL_MARK";
    private const string TransportVariable = "WORKERPOOL_TRANSPORT";
    private const string PathVariable = "WORKERPOOL_PATH";

    /// <returns>The settings that the variables carry; null in a program that no pool has started.</returns>
    public static WorkerSettings? FromEnvironment(Func<string, string?> variable) =>
        variable(MarkVariable) is { } mark ? new WorkerSettings(mark, variable(TransportVariable), variable(PathVariable)) : null;

    /// <summary>Sets the variables, also to null: a host that is a worker itself has some that its workers must not inherit.</summary>
    public void WriteTo(IDictionary<string, string?> environment) =>
        (environment[MarkVariable], environment[TransportVariable], environment[PathVariable]) = (MarkPath, Transport, TransportPath);
}
