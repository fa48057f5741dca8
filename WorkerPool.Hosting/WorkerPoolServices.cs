using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Hosting;

/// <summary>Worker pools as services.</summary>
public static class WorkerPoolServices
{
    /// <summary>Adds a <see cref="WorkerPool"/> that lives as long as the host, and logs to the host's log.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="options">The settings of the pool. A logger factory in them replaces the host's.</param>
    /// <returns>The same services.</returns>
    /// <remarks>
    /// Hosts stop services in the reverse order of their addition. Add the pool before the services that use it, and they have it until
    /// they have stopped. Wrong options keep the host from its start.
    /// </remarks>
    public static IServiceCollection AddWorkerPool(this IServiceCollection services, WorkerPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddWorkerPool(_ => options);
    }

    /// <inheritdoc cref="AddWorkerPool(IServiceCollection, WorkerPoolOptions)"/>
    /// <param name="services">The services of the host.</param>
    /// <param name="getOptions">Returns the settings of the pool, for example from the configuration; called once.</param>
    public static IServiceCollection AddWorkerPool(this IServiceCollection services, Func<IServiceProvider, WorkerPoolOptions> getOptions)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(getOptions);
        return services
            .AddSingleton(provider => CreatePool(provider, getOptions(provider), key: null))
            .AddSingleton<IHostedService>(provider => new WorkerPoolService(provider.GetRequiredService<WorkerPool>()));
    }

    /// <summary>Adds one of several pools.</summary>
    /// <remarks>See <see cref="AddWorkerPool(IServiceCollection, WorkerPoolOptions)"/>, which adds the only one.</remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="key">
    /// The key of the pool, by which <c>[FromKeyedServices]</c> finds it; also its name in logs, metrics and traces unless the options have
    /// another.
    /// </param>
    /// <param name="getOptions">Returns the settings of the pool; called once.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddKeyedWorkerPool(
        this IServiceCollection services,
        object key,
        Func<IServiceProvider, WorkerPoolOptions> getOptions
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(getOptions);
        return services
            .AddKeyedSingleton(key, (provider, _) => CreatePool(provider, getOptions(provider), key))
            .AddSingleton<IHostedService>(provider => new WorkerPoolService(provider.GetRequiredKeyedService<WorkerPool>(key)));
    }

    private static WorkerPool CreatePool(IServiceProvider provider, WorkerPoolOptions options, object? key) =>
        new(
            options with
            {
                Name = options.Name ?? key?.ToString(),
                LoggerFactory = options.LoggerFactory ?? provider.GetService<ILoggerFactory>(),
            }
        );
}
