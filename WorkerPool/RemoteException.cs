using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>An exception that was thrown in a worker. Those inside it are remote exceptions too.</summary>
/// <remarks>
/// Its type is not loaded here: the host need not have it. Up to 32 exceptions of one job arrive, the outermost ones, and up to 65,536
/// characters of each message and stack. A message or stack that cannot be read there says so.
/// </remarks>
public sealed class RemoteException : Exception
{
    internal RemoteException(ThrownException thrown)
        : this(thrown, [.. thrown.Inner.Select(inner => new RemoteException(inner))]) { }

    private RemoteException(ThrownException thrown, ImmutableArray<RemoteException> inner)
        : base(thrown.Message, inner.FirstOrDefault())
    {
        RemoteType = thrown.Type;
        RemoteStack = thrown.Stack;
        InnerExceptions = inner;
        OmittedInnerExceptions = thrown.OmittedCount;
    }

    /// <summary>The full name of its type in the worker.</summary>
    public string RemoteType { get; }

    /// <summary>Its stack in the worker; empty where it was never thrown.</summary>
    public string RemoteStack { get; }

    /// <summary>The exceptions directly inside it: several of an <see cref="AggregateException"/>, else one or none.</summary>
    /// <remarks>The first of them is <see cref="Exception.InnerException"/>.</remarks>
    public ImmutableArray<RemoteException> InnerExceptions { get; }

    /// <summary>The number of exceptions directly inside it that did not arrive, 0 or more.</summary>
    public int OmittedInnerExceptions { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Describe()}\n--- end of the worker's stack ---\n{typeof(RemoteException)}: {Message}\n{StackTrace}".TrimEnd();

    private string Describe() =>
        string.Concat([
            $"{RemoteType} in a worker process: {Message}\n{RemoteStack}",
            .. InnerExceptions.Select(inner => $"\n ---> {inner.Describe()}\n --- end of the inner exception ---"),
            OmittedInnerExceptions == 0 ? "" : $"\n ---> {OmittedInnerExceptions} more",
        ]);
}
