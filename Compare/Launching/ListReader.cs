using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Reads the names that a program lists, and cancels a program that runs its benchmarks instead.</summary>
/// <param name="request">The request to list.</param>
/// <param name="cancellation">Cancels from outside.</param>
internal sealed partial class ListReader(ListRequest request, CancellationToken cancellation) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly OutputTail _tail = new();
    private readonly ConcurrentQueue<string> _names = [];

    /// <summary>Cancelled from outside, or when the program runs its benchmarks.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>True when the program runs its benchmarks.</summary>
    public bool RunsBenchmarks { get; private set; }

    /// <summary>Takes a line of the standard output.</summary>
    public void AddOutput(string line)
    {
        _tail.Add(line);
        if (RunBegins().IsMatch(line))
        {
            RunsBenchmarks = true;
            _source.Cancel();
        }
        else if (ListedName().IsMatch(line))
        {
            _names.Enqueue(line);
        }
    }

    /// <summary>Takes a line of the standard error.</summary>
    public void AddError(string line) => _tail.Add(line);

    /// <returns>The names, or the fault, of a program that has ended.</returns>
    public ListOutcome Read(ChildEnd end) =>
        end.ExitCode switch
        {
            null => Fail(
                LaunchFaultKind.TimedOut,
                _tail.FormatBelow(
                    $"{request.Program.Assembly} was asked for its benchmarks and did not answer within "
                        + $"{LaunchText.FormatLimit(request.Limit)}: {ArgumentCheck.PassArgumentsRemedy}."
                )
            ),
            not 0 and var code when _names.IsEmpty => Fail(
                LaunchFaultKind.Crashed,
                _tail.FormatBelow(
                    $"{request.Program.Assembly} was asked for its benchmarks and {LaunchText.FormatEnd(code.Value)}."
                        + LaunchText.FormatError(_tail)
                )
            ),
            _ => new ListOutcome([.. _names.Distinct()], Fault: null),
        };

    /// <returns>The fault of a program that runs its benchmarks.</returns>
    public ListOutcome RefuseRun() =>
        Fail(
            LaunchFaultKind.IgnoresArguments,
            $"{request.Program.Assembly} was asked for its benchmarks and runs them: {ArgumentCheck.PassArgumentsRemedy}."
        );

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static ListOutcome Fail(LaunchFaultKind kind, string message) => new([], new LaunchFault(kind, message));

    // BenchmarkRunner prints one of these before it runs anything.
    [GeneratedRegex(@"^// (Validating benchmarks:|\*\*\*\*\* BenchmarkRunner: Start)")]
    private static partial Regex RunBegins();

    // Namespace.Type.Method; a type may have type arguments, and be inside another.
    [GeneratedRegex(@"^[\w+]+(\.[\w+]+(<.*>)?)+$")]
    private static partial Regex ListedName();
}
