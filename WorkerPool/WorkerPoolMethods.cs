using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Workers;

/// <summary>Calls methods of workers with typed requests and answers.</summary>
/// <remarks>
/// A worker that does not have the method answers with <see cref="RemoteException"/> (<see cref="MissingMethodException"/>), and so does
/// one whose serializer cannot read the request. What the serializer of the host throws is thrown as it is.
/// </remarks>
public static class WorkerPoolMethods
{
    /// <summary>Calls a method: <see cref="WorkerPool.RunAsync(ReadOnlyMemory{byte}, JobOptions?, CancellationToken)"/>.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="method">The method.</param>
    /// <param name="request">The request. It is serialized before this returns.</param>
    /// <param name="options">The options of the job; null is as the pool's options say.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    /// <typeparam name="TRequest">The type of requests.</typeparam>
    /// <typeparam name="TAnswer">The type of answers.</typeparam>
    /// <returns>The answer.</returns>
    public static async Task<TAnswer> RunAsync<TRequest, TAnswer>(
        this WorkerPool pool,
        WorkerMethod<TRequest, TAnswer> method,
        TRequest request,
        JobOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(method);
        ReadOnlyMemory<byte> answer = await pool.RunAsync(method.CreateCall(request), options, cancellationToken).ConfigureAwait(false);
        return method.Serializer.Deserialize<TAnswer>(answer);
    }

    /// <summary>Calls a method for each of many small requests, with many of them in each message.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="method">The method.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="options">The options of the jobs; null is as the pool's options say. The deadline is that of the whole call.</param>
    /// <param name="cancellationToken">Cancels all jobs.</param>
    /// <typeparam name="TRequest">The type of requests.</typeparam>
    /// <typeparam name="TAnswer">The type of answers.</typeparam>
    /// <returns>The answers: result[i] belongs to the request i.</returns>
    /// <remarks>
    /// The jobs of a message have one fate, as those of
    /// <see cref="WorkerPool.RunBatchAsync(ImmutableArray{ReadOnlyMemory{byte}}, JobOptions?, CancellationToken)"/>.
    /// </remarks>
    public static async Task<ImmutableArray<TAnswer>> RunBatchAsync<TRequest, TAnswer>(
        this WorkerPool pool,
        WorkerMethod<TRequest, TAnswer> method,
        IEnumerable<TRequest> requests,
        JobOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(method);
        ImmutableArray<ReadOnlyMemory<byte>> payloads = [.. requests.Select(method.CreateCall)];
        ImmutableArray<ReadOnlyMemory<byte>> answers = await pool.RunBatchAsync(payloads, options, cancellationToken).ConfigureAwait(false);
        return [.. answers.Select(method.Serializer.Deserialize<TAnswer>)];
    }

    /// <summary>Calls a method for each request of a stream, of any length: <see cref="WorkerPool.StreamAsync"/>.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="method">The method.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="options">
    /// The order of the answers, how far ahead of them requests are read, and the options of the jobs. Null for those of its type.
    /// </param>
    /// <param name="cancellationToken">Ends the enumeration, and cancels the jobs whose answers are not taken.</param>
    /// <typeparam name="TRequest">The type of requests.</typeparam>
    /// <typeparam name="TAnswer">The type of answers.</typeparam>
    /// <returns>An answer for each request. One that cannot be read has the exception of the serializer.</returns>
    public static IAsyncEnumerable<StreamAnswer<TAnswer>> StreamAsync<TRequest, TAnswer>(
        this WorkerPool pool,
        WorkerMethod<TRequest, TAnswer> method,
        IAsyncEnumerable<TRequest> requests,
        StreamOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(requests);
        IAsyncEnumerable<StreamAnswer> answers = pool.StreamAsync(
            CreateCallsAsync(method, requests, CancellationToken.None),
            options,
            cancellationToken
        );
        return ReadAsync(method, answers, cancellationToken);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> CreateCallsAsync<TRequest, TAnswer>(
        WorkerMethod<TRequest, TAnswer> method,
        IAsyncEnumerable<TRequest> requests,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (TRequest request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return method.CreateCall(request);
        }
    }

    private static async IAsyncEnumerable<StreamAnswer<TAnswer>> ReadAsync<TRequest, TAnswer>(
        WorkerMethod<TRequest, TAnswer> method,
        IAsyncEnumerable<StreamAnswer> answers,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (StreamAnswer answer in answers.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return StreamAnswer<TAnswer>.Read(answer, method.Serializer);
        }
    }
}
