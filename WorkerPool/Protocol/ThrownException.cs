using System.Collections.ObjectModel;

namespace ConcurrencyBench.Workers.Protocol;

/// <summary>An exception as it travels: with what it says, and with the exceptions inside it.</summary>
/// <param name="Type">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="Stack">Its stack; empty where it was never thrown.</param>
internal sealed record ThrownException(string Type, string Message, string Stack)
{
    /// <summary>The most exceptions of one job that travel, itself included: the outermost ones.</summary>
    public const int MaxCount = 32;

    // A longer message or stack is of no more use.
    private const int MaxTextLength = 64 * 1024;

    /// <summary>The exceptions inside it, in their order: several of an aggregate, else one or none.</summary>
    public ImmutableArray<ThrownException> Inner { get; init; } = [];

    /// <summary>The number of exceptions directly inside it that do not travel, because there are too many.</summary>
    public int OmittedCount { get; init; }

    /// <summary>Describes an exception. Its own members may throw or return null: they are a user's code.</summary>
    public static ThrownException From(Exception exception)
    {
        // Breadth first, so that the innermost ones are left out: each after the one that holds it.
        List<(Exception Exception, int Holder)> found = [(exception, -1)];
        for (int index = 0; index < found.Count; index++)
        {
            foreach (Exception inner in InnerOf(found[index].Exception).Take(MaxCount - found.Count))
            {
                found.Add((inner, index));
            }
        }

        ThrownException[] described = [.. found.Select(one => Describe(one.Exception))];
        for (int index = found.Count - 1; index >= 0; index--)
        {
            ImmutableArray<ThrownException> inner = [.. described.Where((_, other) => found[other].Holder == index)];
            described[index] = described[index] with { Inner = inner, OmittedCount = InnerOf(found[index].Exception).Count - inner.Length };
        }

        return described[0];
    }

    /// <returns>True when the other one says the same and holds the same.</returns>
    public bool Equals(ThrownException? other) =>
        other is not null
        && (Type, Message, Stack, OmittedCount) == (other.Type, other.Message, other.Stack, other.OmittedCount)
        && Inner.SequenceEqual(other.Inner);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Message, Stack, OmittedCount, Inner.Length);

    private static ReadOnlyCollection<Exception> InnerOf(Exception exception) =>
        exception is AggregateException aggregate ? aggregate.InnerExceptions
        : exception.InnerException is { } inner ? new ReadOnlyCollection<Exception>([inner])
        : ReadOnlyCollection<Exception>.Empty;

    private static ThrownException Describe(Exception exception)
    {
        Type type = exception.GetType();
        return new ThrownException(
            type.FullName ?? type.Name,
            ReadText("message", () => exception.Message),
            ReadText("stack", () => exception.StackTrace ?? "")
        );
    }

    private static string ReadText(string name, Func<string?> read)
    {
        try
        {
            return read() is not { } text ? $"(its {name} is null)"
                : text.Length <= MaxTextLength ? text
                : text[..MaxTextLength];
        }
#pragma warning disable CA1031 // A job's exception must not end its worker, whatever its members do.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"(its {name} cannot be read: {thrown.GetType()})";
        }
    }
}
