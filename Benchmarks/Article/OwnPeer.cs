using System.Text.Json;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>This program as a peer of the others: a resident server that speaks as they do, so that none has an advantage.</summary>
/// <remarks>Its variants are the ids of models, and those of kernels for one core. Models are kept from request to request.</remarks>
internal sealed class OwnPeer : IAsyncDisposable
{
    private readonly Dictionary<string, IConcurrencyModel> _models = [];

    /// <summary>Answers until the end of the input. A computation that still runs then is cancelled.</summary>
    public static async Task ServeAsync(TextReader input, TextWriter output)
    {
        await using OwnPeer peer = new();
        PeerHello hello = new("csharp", $".NET {Environment.Version}");
        await output.WriteLineAsync(JsonSerializer.Serialize(hello, PeerJson.Default.PeerHello)).ConfigureAwait(false);
        Task<string?> next = ReadLineAsync(input);
        while (await next.ConfigureAwait(false) is { } line)
        {
            next = ReadLineAsync(input);
            using CancellationTokenSource end = new();
            Task<PeerAnswer> answering = Task.Run(() => peer.AnswerAsync(line, end.Token));
            if (await Task.WhenAny(answering, next).ConfigureAwait(false) == next && await next.ConfigureAwait(false) is null)
            {
                await end.CancelAsync().ConfigureAwait(false);
            }

            PeerAnswer answer = await answering.ConfigureAwait(false);
            await output.WriteLineAsync(JsonSerializer.Serialize(answer, PeerJson.Default.PeerAnswer)).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the workers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (IConcurrencyModel model in _models.Values)
        {
            await model.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The console's reader blocks in its asynchronous methods too, so it has a thread of its own.
    private static Task<string?> ReadLineAsync(TextReader input) =>
        Task.Factory.StartNew(input.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<PeerAnswer> AnswerAsync(string line, CancellationToken cancellation)
    {
        try
        {
            PeerRequest request = JsonSerializer.Deserialize(line, PeerJson.Default.PeerRequest) ?? throw new JsonException("null");
            return new PeerAnswer(await RunAsync(request, cancellation).ConfigureAwait(false), Error: null);
        }
#pragma warning disable CA1031 // Whatever a variant throws is its answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new PeerAnswer(Answers: null, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task<long[][]> RunAsync(PeerRequest request, CancellationToken cancellation)
    {
        IDivisorKernel? kernel = KernelCatalog.Find(request.Variant);
        ModelSpec spec = kernel is null
            ? SuiteModels.Find(request.Variant) ?? throw new ArgumentException($"There is no variant {request.Variant}.")
            : ModelCatalog.Baseline;
        if (!_models.TryGetValue(spec.Id, out IConcurrencyModel? model))
        {
            _models[spec.Id] = model = spec.Create(new ModelOptions(request.Workers));
        }

        WorkPlan plan = WorkPlan.Cut(
            Workload.Custom([.. request.Numbers]),
            kernel ?? KernelCatalog.Default,
            spec.Granularity,
            request.Workers
        );
        return plan.Merge(await model.RunAsync(plan.Items, cancellation).ConfigureAwait(false));
    }
}
