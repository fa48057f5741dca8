namespace ConcurrencyBench.Workers;

/// <summary>The methods of a worker program, each with its handler. Add them, and call <see cref="Serve"/> as its <c>Main</c>.</summary>
/// <remarks>Jobs are done one at a time, also those of asynchronous handlers.</remarks>
public sealed class WorkerMethods
{
    private readonly Dictionary<string, JobHandler> _handlers = new(StringComparer.Ordinal);
    private Action? _initializer;

    /// <summary>Adds a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="handler">Does its jobs. An exception reaches the host as <see cref="RemoteException"/>, and the worker goes on.</param>
    /// <typeparam name="TRequest">The type of its requests.</typeparam>
    /// <typeparam name="TAnswer">The type of its answers.</typeparam>
    /// <returns>These methods.</returns>
    /// <exception cref="ArgumentException">There is a method of that name.</exception>
    public WorkerMethods Add<TRequest, TAnswer>(WorkerMethod<TRequest, TAnswer> method, Func<TRequest, JobContext, TAnswer> handler)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(handler);
        JobHandler typed = job => method.CreateAnswer(handler(method.Serializer.Deserialize<TRequest>(job.Payload), job));
        return _handlers.TryAdd(method.Name, typed)
            ? this
            : throw new ArgumentException($"There is a method '{method.Name}' already.", nameof(method));
    }

    /// <summary>Adds a method with an asynchronous handler.</summary>
    /// <inheritdoc cref="Add{TRequest, TAnswer}(WorkerMethod{TRequest, TAnswer}, Func{TRequest, JobContext, TAnswer})"/>
    public WorkerMethods Add<TRequest, TAnswer>(WorkerMethod<TRequest, TAnswer> method, Func<TRequest, JobContext, Task<TAnswer>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Add(method, (request, job) => handler(request, job).GetAwaiter().GetResult());
    }

    /// <summary>Sets what each worker does once, before its first job.</summary>
    /// <param name="initializer">
    /// Runs within <see cref="WorkerPoolOptions.StartLimit"/>. When it throws, the worker ends, and the start has failed with that.
    /// </param>
    /// <returns>These methods.</returns>
    /// <exception cref="InvalidOperationException">There is an initializer.</exception>
    public WorkerMethods Initialize(Action initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        _initializer = _initializer is null ? initializer : throw new InvalidOperationException("There is an initializer already.");
        return this;
    }

    /// <summary>As <see cref="Initialize(Action)"/>, for what is asynchronous.</summary>
    /// <inheritdoc cref="Initialize(Action)"/>
    public WorkerMethods Initialize(Func<Task> initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return Initialize(() => initializer().GetAwaiter().GetResult());
    }

    /// <summary>Answers the host until it closes the connection or is gone, as <see cref="WorkerProgram.Serve(WorkerHandler)"/>.</summary>
    /// <returns>The exit code, as there; 3 when the initializer threw.</returns>
    public int Serve() => WorkerProgram.Serve(Handle, _initializer);

    internal ReadOnlyMemory<byte> Handle(JobContext job)
    {
        (string name, ReadOnlyMemory<byte> request) = MethodCall.Parse(job.Payload);
        return _handlers.TryGetValue(name, out JobHandler? handler)
            ? handler(job.With(request))
            : throw new MissingMethodException(
                $"The worker has no method '{name}'. It has: {string.Join(", ", _handlers.Keys.Order(StringComparer.Ordinal))}."
            );
    }
}
