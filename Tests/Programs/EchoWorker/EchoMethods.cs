using System.Text.Json.Serialization;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.EchoWorker;

/// <summary>The methods of an echo worker that was started with the argument <c>methods</c>. The tests have this file too.</summary>
internal static class EchoMethods
{
    /// <summary>The argument that makes the initializer throw.</summary>
    public const string Broken = "broken";

    private static readonly JsonWorkerSerializer Json = new(EchoJson.Default);

    /// <summary>The product of two numbers; 0 / 0 throws.</summary>
    public static WorkerMethod<Pair, long> Multiply { get; } = new("multiply", Json);

    /// <summary>The words of a text, backwards, after a turn of the thread pool.</summary>
    public static WorkerMethod<string, Words> Split { get; } = new("split", Json);

    /// <summary>The number of times that the initializer has run, and the job's id.</summary>
    public static WorkerMethod<string, Pair> Started { get; } = new("started", Json);

    /// <summary>A method that no worker has.</summary>
    public static WorkerMethod<int, int> Missing { get; } = new("missing", Json);

    /// <summary>A method of the workers whose requests are others there.</summary>
    public static WorkerMethod<string, long> MultiplyTexts { get; } = new("multiply", Json);

    /// <summary>A method of the workers whose answers are others there.</summary>
    public static WorkerMethod<Pair, Words> MultiplyToWords { get; } = new("multiply", Json);
}

/// <summary>Two numbers.</summary>
internal sealed record Pair(long First, long Second);

/// <summary>The words of a text.</summary>
internal sealed record Words(IReadOnlyList<string> All, string? Title);

/// <summary>The code that is generated for these types.</summary>
[JsonSerializable(typeof(Pair))]
[JsonSerializable(typeof(Words))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class EchoJson : JsonSerializerContext;
