using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args is ["worker"])
{
    return WorkerProgram.Serve((payload, cancellationToken) => payload.ToArray().Order().ToArray());
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddWorkerPool(new WorkerPoolOptions(WorkerCommand.ThisProgram("worker"), Workers: 4));
builder.Services.AddHostedService<Sorting>();
await builder.Build().RunAsync();
return 0;

/// <summary>A service that uses the pool.</summary>
internal sealed class Sorting(WorkerPool pool, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ReadOnlyMemory<byte> answer = await pool.RunAsync(new byte[] { 3, 9, 4 }, stoppingToken);
        Console.WriteLine(string.Join(' ', answer.ToArray())); // 3 4 9
        lifetime.StopApplication();
    }
}
